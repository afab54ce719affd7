from django.contrib.admin.apps import AdminConfig


class ScriptAdminConfig(AdminConfig):
    """Django's administration with our own site."""

    default_site = "exercises.admin_site.Site"
