from django.apps import AppConfig


class SocialRoomConfig(AppConfig):
    name = "socialroom"
    verbose_name = "Social Room"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the system checks
