def make_missing_debriefs() -> None:
    """Placeholder until reports land."""
