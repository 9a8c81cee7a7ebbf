"""Addresses of `cite.residents`."""

from django.urls import path

from cite.residents.web.views import (
    data,
    delays,
    doubles,
    file,
    mine,
    papers,
    people,
    reaching,
    retention,
    rights,
    sharing,
    sheet,
)

app_name = "residents"

urlpatterns = [
    path("vos-donnees/", data.SupportedData.as_view(), name="supported-data"),
    path("demandes/", rights.Requests.as_view(), name="requests"),
    path("demandes/<uuid:uuid>/", rights.Request.as_view(), name="request"),
    path("<uuid:uuid>/droits/", rights.Rights.as_view(), name="rights"),
    path("<uuid:uuid>/nouvelles/", retention.NoteNews.as_view(), name="note-news"),
    path("<uuid:uuid>/droits/demande/", rights.NoteRequest.as_view(), name="request-note"),
    path("<uuid:uuid>/droits/dossier/", papers.GiveFile.as_view(), name="give-file"),
    path("<uuid:uuid>/droits/parcours/", papers.TellPathway.as_view(), name="tell-pathway"),
    path("terme/", retention.Ending.as_view(), name="ending"),
    path("eliminations/", retention.Eliminations.as_view(), name="eliminations"),
    path("delais/", delays.ShowDelays.as_view(), name="delays"),
    path("delais/preparer/", delays.WriteDelays.as_view(), name="delays-write"),
    path("delais/<uuid:uuid>/accord/", delays.AgreeToDelays.as_view(), name="delays-agree"),
    path("delais/<uuid:uuid>/abandon/", delays.AbandonDelays.as_view(), name="delays-abandon"),
    path("doublons/", doubles.Doubles.as_view(), name="doubles"),
    path("doublons/<uuid:uuid>/", doubles.Double.as_view(), name="double"),
    path("doublons/<uuid:uuid>/deux-personnes/", doubles.SetPeopleApart.as_view(), name="double-apart"),
    path("doublons/<uuid:uuid>/demander/", doubles.AskAboutDouble.as_view(), name="double-ask"),
    path("reunions/<uuid:uuid>/separer/", doubles.UndoPeopleMerge.as_view(), name="merge-undo"),
    path("", people.People.as_view(), name="people"),
    path("joindre/", reaching.AskToReach.as_view(), name="ask-reach"),
    path("joindre/<uuid:uuid>/", reaching.AnswerReach.as_view(), name="reach"),
    path("ouvrir/", file.OpenFile.as_view(), name="open"),
    path("notice/", mine.NoticeText.as_view(), name="notice-text"),
    path("mes-partages/<str:token>/", mine.MySharings.as_view(), name="my-sharings"),
    path("<uuid:uuid>/", sheet.Sheet.as_view(), name="sheet"),
    path("<uuid:uuid>/identite/", file.EditIdentity.as_view(), name="edit-identity"),
    path("<uuid:uuid>/contact/", file.EditContact.as_view(), name="edit-contact"),
    path("<uuid:uuid>/situation/", file.EditSituation.as_view(), name="edit-situation"),
    path("<uuid:uuid>/logement/", file.EditResidence.as_view(), name="edit-residence"),
    path("<uuid:uuid>/notice/", file.GiveNotice.as_view(), name="give-notice"),
    path("<uuid:uuid>/partages/", sharing.Sharings.as_view(), name="sharings"),
    path("<uuid:uuid>/partages/donner/", sharing.GiveSharing.as_view(), name="give-sharing"),
    path("<uuid:uuid>/partages/lien/", sharing.MakeLink.as_view(), name="make-link"),
    path("<uuid:uuid>/partages/<uuid:sharing>/arreter/", sharing.StopSharing.as_view(), name="stop-sharing"),
]
