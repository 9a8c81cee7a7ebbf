"""Addresses of the administrators' pages about background work."""

from django.urls import path

from cite.jobs.web import views

app_name = "jobs"

urlpatterns = [
    path("", views.Jobs.as_view(), name="jobs"),
    path("<uuid:uuid>/", views.JobPage.as_view(), name="job"),
    path("<uuid:uuid>/annuler/", views.CancelJob.as_view(), name="cancel"),
    path("<uuid:uuid>/relancer/", views.RetryJob.as_view(), name="retry"),
]
