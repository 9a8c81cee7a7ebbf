"""Addresses of the pages of a territory."""

from django.urls import path

from cite.territories.web.views import questions, watch

app_name = "territories"

urlpatterns = [
    path("adresse/", questions.AddressQuestion.as_view(), name="address"),
    path("adresse/point/", questions.PointQuestion.as_view(), name="point"),
    path("adresse/suggestions/", questions.AddressSuggestions.as_view(), name="suggestions"),
    path("carte/", questions.TerritoryMapPage.as_view(), name="map"),
    path("carte/donnees.json", questions.MapData.as_view(), name="map-data"),
    path("quartiers/veille-active/", watch.WatchDistricts.as_view(), name="watch-districts"),
    path("quartiers/veille-active/ajouter/", watch.AddWatchDistrict.as_view(), name="watch-add"),
    path("quartiers/veille-active/<uuid:uuid>/contour/", watch.DrawContour.as_view(), name="watch-contour"),
    path(
        "quartiers/veille-active/<uuid:uuid>/confirmer/",
        watch.ConfirmWatchDistrict.as_view(),
        name="watch-confirm",
    ),
    path(
        "quartiers/veille-active/<uuid:uuid>/retirer/",
        watch.WithdrawWatchDistrict.as_view(),
        name="watch-withdraw",
    ),
    path(
        "quartiers/veille-active/<uuid:uuid>/remettre/",
        watch.RestoreWatchDistrict.as_view(),
        name="watch-restore",
    ),
]
