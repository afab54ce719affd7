from django.urls import re_path

from .consumers import DashboardConsumer, RoomConsumer, UnknownConsumer

websocket_urlpatterns = [
    re_path(r"^ws/room/(?P<code>[A-Za-z0-9]{4,32})/$", RoomConsumer.as_asgi()),
    re_path(r"^ws/session/(?P<pk>[0-9]{1,18})/$", DashboardConsumer.as_asgi()),
    re_path(r"", UnknownConsumer.as_asgi()),
]
