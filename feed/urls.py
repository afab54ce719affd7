from django.urls import path

from . import views
from .api import api

urlpatterns = [
    path("api/", api.urls),
    path("room/<str:code>/", views.room_page, name="room"),
    path("avatars/<int:number>.svg", views.avatar, name="avatar"),
]
