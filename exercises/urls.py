from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/new/", views.new_session, name="session-new"),
    path("sessions/<int:pk>/", views.session, name="session"),
    path("sessions/<int:pk>/join/", views.session_join, name="session-join"),
    path("sessions/<int:pk>/preflight/", views.session_preflight, name="session-preflight"),
]
