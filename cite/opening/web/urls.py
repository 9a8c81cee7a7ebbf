"""Addresses of `cite.opening`."""

from django.urls import URLPattern

app_name = "opening"

urlpatterns: list[URLPattern] = []
