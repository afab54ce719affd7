"""The other side of `bench fanout`: the consumer that Channels' tutorial teaches, on the core Redis layer."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.tutorial_settings"

from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

django_application = get_asgi_application()


class TutorialConsumer(AsyncJsonWebsocketConsumer):
    async def connect(self):
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        await self.channel_layer.group_discard("room", self.channel_name)

    async def post(self, event):
        await self.send_json(event["post"])


application = ProtocolTypeRouter(
    {"http": django_application, "websocket": URLRouter([path("ws/bench/", TutorialConsumer.as_asgi())])}
)
