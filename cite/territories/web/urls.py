"""Addresses."""

app_name = "territories"
urlpatterns = []
