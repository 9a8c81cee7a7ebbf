"""Addresses of `cite.residents`."""

from django.urls import path

from cite.residents.web.views import doubles, people, rights, sheet

app_name = "residents"

urlpatterns = [
    path("demandes/", rights.Requests.as_view(), name="requests"),
    path("demandes/<uuid:uuid>/", rights.Request.as_view(), name="request"),
    path("<uuid:uuid>/droits/", rights.Rights.as_view(), name="rights"),
    path("<uuid:uuid>/droits/demande/", rights.NoteRequest.as_view(), name="request-note"),
    path("terme/", rights.Ending.as_view(), name="ending"),
    path("eliminations/", rights.Eliminations.as_view(), name="eliminations"),
    path("doublons/", doubles.Doubles.as_view(), name="doubles"),
    path("doublons/<uuid:uuid>/", doubles.Double.as_view(), name="double"),
    path("doublons/<uuid:uuid>/deux-personnes/", doubles.SetPeopleApart.as_view(), name="double-apart"),
    path("doublons/<uuid:uuid>/demander/", doubles.AskAboutDouble.as_view(), name="double-ask"),
    path("reunions/<uuid:uuid>/separer/", doubles.UndoPeopleMerge.as_view(), name="merge-undo"),
    path("", people.People.as_view(), name="people"),
    path("<uuid:uuid>/", sheet.Sheet.as_view(), name="sheet"),
]
