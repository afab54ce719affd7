from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class FeedConfig(AppConfig):
    name = "feed"
    verbose_name = _("Feed")
    default_auto_field = "django.db.models.BigAutoField"

    @property
    def versions(self) -> tuple[str, str]:
        """Of the crowd's engine and of its phrases: a session keeps those that it was made with."""
        from .crowd import ENGINE_VERSION, VOICE_VERSION

        return ENGINE_VERSION, VOICE_VERSION

    def ready(self) -> None:
        from . import crowd, readiness  # noqa: F401  readiness registers its check before an exercise

        crowd.keep_in(settings.CACHE_DIR)
