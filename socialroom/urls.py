"""All routes. Each app keeps its own in its `urls` module."""

from django.contrib import admin
from django.urls import include, path

from .health import healthz, readyz

urlpatterns = [
    path("", include("exercises.urls")),
    path("", include("feed.urls")),
    path("", include("reports.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
