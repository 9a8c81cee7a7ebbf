"""Addresses of `cite.notifications`."""

from django.urls import path

from cite.notifications.web import views

app_name = "notifications"

urlpatterns = [
    path("preferences/", views.Preferences.as_view(), name="preferences"),
]
