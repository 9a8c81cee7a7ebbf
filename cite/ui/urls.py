"""Address of the catalogue."""

from django.urls import path

from cite.ui.catalogue import Catalogue

app_name = "ui"
urlpatterns = [path("", Catalogue.as_view(), name="catalogue")]
