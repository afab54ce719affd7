"""The Celery application: `celery -A socialroom worker` on a server, a thread in the embedded process."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialroom.settings")
app = Celery("socialroom")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
