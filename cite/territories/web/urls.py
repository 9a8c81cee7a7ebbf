"""Addresses of the pages of a territory."""

from django.urls import path

from cite.territories.web import views

app_name = "territories"

urlpatterns = [
    path("adresse/", views.AddressQuestion.as_view(), name="address"),
    path("adresse/point/", views.PointQuestion.as_view(), name="point"),
    path("adresse/suggestions/", views.AddressSuggestions.as_view(), name="suggestions"),
    path("carte/", views.TerritoryMapPage.as_view(), name="map"),
    path("carte/donnees.json", views.MapData.as_view(), name="map-data"),
]
