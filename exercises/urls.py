from django.urls import path

from . import join_views, people_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("login/", people_views.Login.as_view(), name="login"),
    path("logout/", people_views.log_out, name="logout"),
    path("invite/<str:token>/", people_views.invited, name="invite"),
    path("language/", people_views.choose_language, name="language"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/new/", views.new_session, name="session-new"),
    path("sessions/<int:pk>/", views.session, name="session"),
    path("sessions/<int:pk>/join/", views.session_join, name="session-join"),
    path("sessions/<int:pk>/preflight/", views.session_preflight, name="session-preflight"),
    path("join/", join_views.join, name="join"),
    path("join/<str:code>/", join_views.join_by_code, name="join-session"),
    path("seat/", join_views.move, name="seat"),
    path("leave/", join_views.leave, name="leave"),
]
