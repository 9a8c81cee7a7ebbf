"""Addresses of the pages of a territory."""

from django.urls import path

from cite.territories.web.views import questions

app_name = "territories"

urlpatterns = [
    path("adresse/", questions.AddressQuestion.as_view(), name="address"),
    path("adresse/point/", questions.PointQuestion.as_view(), name="point"),
    path("adresse/suggestions/", questions.AddressSuggestions.as_view(), name="suggestions"),
    path("carte/", questions.TerritoryMapPage.as_view(), name="map"),
    path("carte/donnees.json", questions.MapData.as_view(), name="map-data"),
]
