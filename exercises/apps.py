from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExercisesConfig(AppConfig):
    name = "exercises"
    verbose_name = _("Exercises")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import access_changes  # noqa: F401  listens to what changes who may be where
