"""The addresses of the situations to look at, and of the thresholds that open them."""

from django.urls import path

from cite.dropout.web.views import alerts, structures, thresholds

app_name = "dropout"

urlpatterns = [
    path("", alerts.ToLookAt.as_view(), name="alerts"),
    path("chiffres/", alerts.Figures.as_view(), name="figures"),
    path("structures/", structures.Structures.as_view(), name="structures"),
    path("structures/<uuid:uuid>/", structures.OneStructure.as_view(), name="structure"),
    path("seuils/", thresholds.ShowThresholds.as_view(), name="thresholds"),
    path("seuils/preparer/", thresholds.WriteThresholds.as_view(), name="thresholds-write"),
    path("seuils/<uuid:uuid>/accord/", thresholds.AgreeToThresholds.as_view(), name="thresholds-agree"),
    path("seuils/<uuid:uuid>/abandon/", thresholds.AbandonThresholds.as_view(), name="thresholds-abandon"),
    path("seuils/<uuid:uuid>/essai/", thresholds.AskReplay.as_view(), name="replay-ask"),
    path("seuils/essais/<uuid:uuid>/", thresholds.ShowReplay.as_view(), name="replay"),
    path("<uuid:uuid>/", alerts.ShowAlert.as_view(), name="alert"),
    path("<uuid:uuid>/rouvrir/", alerts.ReopenAlert.as_view(), name="alert-reopen"),
]
