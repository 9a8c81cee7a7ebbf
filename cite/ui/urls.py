"""Addresses."""

app_name = "ui"
urlpatterns = []
