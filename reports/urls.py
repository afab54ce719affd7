from django.urls import path

from . import views

urlpatterns = [
    path("sessions/<int:pk>/debrief/", views.debriefs, name="debriefs"),
    path("sessions/<int:pk>/debrief/<int:debrief>.pdf", views.download_pdf, name="debrief-pdf"),
    path("sessions/<int:pk>/debrief/<int:debrief>.xlsx", views.download_annex, name="debrief-xlsx"),
]
