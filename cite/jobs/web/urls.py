"""Addresses."""

app_name = "jobs"
urlpatterns = []
