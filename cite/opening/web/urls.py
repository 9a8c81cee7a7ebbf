"""Addresses of openings, and of the putting in service."""

from django.urls import path

from cite.opening.web.views import assistant, service

app_name = "opening"

urlpatterns = [
    path("", assistant.Openings.as_view(), name="home"),
    path("commencer/", assistant.Start.as_view(), name="start"),
    path("lien/<str:token>/", assistant.Enter.as_view(), name="enter"),
    path("mise-en-service/", service.Service.as_view(), name="service"),
    path("mise-en-service/accord/", service.Agree.as_view(), name="agree"),
    path("mise-en-service/retrait/", service.Withdraw.as_view(), name="withdraw"),
    path("mise-en-service/suspension/", service.Suspend.as_view(), name="suspend"),
    path("mise-en-service/<slug:kind>/", service.NotePiece.as_view(), name="piece"),
    path("<uuid:uuid>/territoire/", assistant.TerritoryStep.as_view(), name="territory"),
    path("<uuid:uuid>/donnees/", assistant.DataStep.as_view(), name="data"),
    path("<uuid:uuid>/copilotes/", assistant.PeopleStep.as_view(), name="people"),
    path("<uuid:uuid>/textes/", assistant.MessagesStep.as_view(), name="messages"),
    path("<uuid:uuid>/essai/", assistant.TryMessages.as_view(), name="try-messages"),
    path("<uuid:uuid>/resume/", assistant.SummaryStep.as_view(), name="summary"),
    path("<uuid:uuid>/abandonner/", assistant.Abandon.as_view(), name="abandon"),
]
