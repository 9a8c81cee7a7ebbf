"""Addresses."""

app_name = "portals"
urlpatterns = []
