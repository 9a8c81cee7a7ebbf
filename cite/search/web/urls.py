"""Addresses of `cite.search`."""

from django.urls import path

from cite.search.web import views

app_name = "search"

urlpatterns = [path("", views.Search.as_view(), name="search")]
