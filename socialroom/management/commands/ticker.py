"""`manage.py ticker`: ticks on a server. Any number may run."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from socialroom.celery import app
from socialroom.ticker import TickerLoop


class Command(BaseCommand):
    help = "Ticks: finds the windows that are due and nudges the workers. Any number may run."

    def handle(self, *args: Any, **options: Any) -> None:
        app.set_default()
        loop = TickerLoop()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: loop.stop())
        loop.run()
