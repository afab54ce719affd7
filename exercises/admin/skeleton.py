"""What a new scenario's sections start from: short, complete in form, to be written over."""

from typing import Any

SKELETON: dict[str, Any] = {
    "languages": ["en", "fr"],
    "at_stake": {
        "name": {"en": {"text": "Example Company"}, "fr": {"text": "Société Exemple", "gender": "f"}},
        "short": {"en": {"text": "Example"}, "fr": {"text": "Exemple"}},
        "sector": {"en": "public transport", "fr": "transports en commun"},
        "responsibility": "accident",
    },
    "briefing": {
        "situation": {
            "en": "What has happened, and for whom you speak.",
            "fr": "Ce qui s’est passé, et pour qui vous parlez.",
        },
        "mission": {"en": "What you have to achieve.", "fr": "Ce que vous avez à obtenir."},
        "rules": {"en": "Nothing leaves the exercise.", "fr": "Rien ne sort de l’exercice."},
    },
    "functions": [
        {
            "function": "spokesperson",
            "title": {"en": "Spokesperson", "fr": "Porte-parole"},
            "brief": {
                "en": "You decide what is said, and say it.",
                "fr": "Vous décidez de ce qui est dit, et vous le dites.",
            },
        }
    ],
    "channels": [{"kind": "microblog", "name": {"en": "Pulse", "fr": "Pulse"}, "length": 280}],
    "vocabulary": {
        slot: {
            "en": [{"text": en, "article": "the"}],
            "fr": [{"text": fr, "article": "the", "gender": gender}],
        }
        for slot, en, fr, gender in (
            ("authority", "city council", "mairie", "f"),
            ("place", "station", "gare", "f"),
            ("people", "passenger", "voyageur", "m"),
            ("cause", "management", "direction", "f"),
            ("demand", "truth", "vérité", "f"),
            ("source", "website", "site", "m"),
            ("matter", "tram", "tramway", "m"),
        )
    },
}
