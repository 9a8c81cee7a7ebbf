"""The addresses of the site: one line per application."""

from django.urls import include, path

from cite.core.speaking import in_languages

urlpatterns = [
    # What residents read, in the language that the address begins with; the other pages speak French.
    in_languages(
        path("", include("cite.portals.web.urls")),
        path("", include("cite.territories.web.urls")),
        path("offre/", include("cite.directory.web.urls")),
        path("habitants/", include("cite.residents.web.urls")),
    ),
    path("", include("cite.referrals.web.urls")),
    path("listes/", include("cite.imports.web.urls")),
    path("fichiers/", include("cite.files.web.urls")),
    path("administration/travaux/", include("cite.jobs.web.urls")),
    path("compte/", include("cite.accounts.web.urls")),
    path("journal/", include("cite.audit.web.urls")),
    path("messages/", include("cite.notifications.web.urls")),
    path("recherche/", include("cite.search.web.urls")),
    path("acteurs/", include("cite.actors.web.urls")),
    path("reunions/", include("cite.meetings.web.urls")),
    path("appels-a-projets/", include("cite.grants.web.urls")),
    path("parcours/", include("cite.pathways.web.urls")),
    path("revues/", include("cite.reviews.web.urls")),
    path("a-regarder/", include("cite.dropout.web.urls")),
    path("ouverture/", include("cite.opening.web.urls")),
    path("ui/", include("cite.ui.urls")),
    path("api/", include("cite.api.urls")),
]

handler400 = "cite.ui.errors.bad_request"
handler403 = "cite.ui.errors.permission_denied"
handler404 = "cite.ui.errors.page_not_found"
handler500 = "cite.ui.errors.server_error"
