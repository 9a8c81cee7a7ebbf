"""Addresses of `cite.directory`."""

from django.urls import path

from cite.directory.web.views import (
    callbacks,
    callbacks_public,
    duty,
    feeds,
    finding,
    imports,
    lists,
    moderating,
    open_data,
    overlaps,
    sheet,
    steps,
    writing,
)

app_name = "directory"

urlpatterns = [
    path("", finding.Needs.as_view(), name="needs"),
    path("chercher/", finding.Find.as_view(), name="find"),
    path("chercher/carte.json", finding.FindMap.as_view(), name="find-map"),
    path("mots/", moderating.Expressions.as_view(), name="expressions"),
    path("mots/ecrire/", moderating.WriteExpression.as_view(), name="expression"),
    path("besoins/", moderating.UnmetNeeds.as_view(), name="unmet-needs"),
    path("nouveautes.atom", feeds.NewServices.as_view(), name="feed"),
    path("entrees.ics", feeds.ComingIntakes.as_view(), name="calendar"),
    path("sitemap.xml", feeds.Sitemap.as_view(), name="sitemap"),
    path("services/<uuid:uuid>/", finding.ServicePage.as_view(), name="service"),
    path("besoin-sans-reponse/", finding.ReportNeed.as_view(), name="report-need"),
    path("besoin-sans-reponse/merci/", finding.ReportNeedThanks.as_view(), name="report-need-thanks"),
    path("fiches/", lists.Sheets.as_view(), name="sheets"),
    path("fiches/ajouter/", writing.AddSheet.as_view(), name="add"),
    path("fiches/<uuid:uuid>/", sheet.Sheet.as_view(), name="sheet"),
    path("fiches/<uuid:uuid>/ecrire/<slug:step>/", writing.WriteSheet.as_view(), name="write"),
    path("fiches/<uuid:uuid>/entrees/", writing.Intakes.as_view(), name="intakes"),
    path("fiches/<uuid:uuid>/entrees/<uuid:intake>/", writing.Intakes.as_view(), name="intake"),
    path(
        "fiches/<uuid:uuid>/entrees/<uuid:intake>/retirer/",
        writing.RemoveIntake.as_view(),
        name="intake-remove",
    ),
    path("fiches/<uuid:uuid>/reprendre/", writing.CopySheet.as_view(), name="copy"),
    path("fiches/<uuid:uuid>/relire/", sheet.Review.as_view(), name="review"),
    path("fiches/<uuid:uuid>/histoire/", sheet.History.as_view(), name="history"),
    path("fiches/<uuid:uuid>/toujours-vrai/", sheet.Confirm.as_view(), name="confirm"),
    path("fiches/<uuid:uuid>/prendre/", steps.TakeSuggestion.as_view(), name="take"),
    path("fiches/<uuid:uuid>/etape/<slug:step>/", steps.TakeStep.as_view(), name="step"),
    path("annuaires/", imports.Imports.as_view(), name="imports"),
    path("annuaires/<uuid:uuid>/", imports.Import.as_view(), name="import"),
    path("donnees/", open_data.OpenOffer.as_view(), name="open-data"),
    *(
        path(
            f"donnees/{contents}.json",
            open_data.OpenOfferFile.as_view(contents=contents),
            name=f"open-{contents}",
        )
        for contents in open_data.CONTENTS
    ),
    path("recoupements/", overlaps.Overlaps.as_view(), name="overlaps"),
    path("recoupements/<slug:first>/<slug:second>/", overlaps.OverlapPage.as_view(), name="overlap"),
    path("suggerer/", steps.Suggest.as_view(), name="suggest"),
    path("suggerer/merci/", steps.SuggestThanks.as_view(), name="suggest-thanks"),
    path("toujours-vrai/<str:token>/", steps.StillTrue.as_view(), name="still-true"),
    path("permanences/", duty.Roster.as_view(), name="roster"),
    path("permanences/ajouter/", duty.AddShift.as_view(), name="shift-add"),
    path("permanences/<uuid:uuid>/", duty.Shift.as_view(), name="shift"),
    path("permanences/absences/ajouter/", duty.AddAbsence.as_view(), name="absence-add"),
    path("permanences/absences/<uuid:uuid>/", duty.AbsencePage.as_view(), name="absence"),
    path("permanences/structures/<uuid:uuid>/engager/", duty.Join.as_view(), name="duty-join"),
    path("permanences/structures/<uuid:uuid>/retirer/", duty.Leave.as_view(), name="duty-leave"),
    path("rappels/", callbacks.Calls.as_view(), name="calls"),
    path("rappels/promesses/", callbacks.Promises.as_view(), name="promises"),
    path("rappels/<uuid:uuid>/", callbacks.Call.as_view(), name="call"),
    path("rappels/<uuid:uuid>/passer/", callbacks.HandOver.as_view(), name="hand-over"),
    path("rappel/", callbacks_public.WhereCalled.as_view(), name="where-called"),
    path("rappel/annuler/", callbacks_public.CancelCall.as_view(), name="cancel-call"),
    path("rappel/<uuid:district>/", callbacks_public.AskCall.as_view(), name="ask-call"),
]
