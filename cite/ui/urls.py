"""Addresses of the catalogue."""

from django.urls import path

from cite.ui.catalogue import Catalogue, SampleDistricts, SampleSuggestions

app_name = "ui"
urlpatterns = [
    path("", Catalogue.as_view(), name="catalogue"),
    path("quartiers.geojson", SampleDistricts.as_view(), name="sample-districts"),
    path("propositions/", SampleSuggestions.as_view(), name="sample-suggestions"),
]
