"""Addresses of the pages that belong to no single domain."""

from django.urls import path

from cite.portals.web.views import health, help, home, legal, robots

app_name = "portals"

urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("aide/", help.Help.as_view(), name="help"),
    path("aide/guide/", home.ShowGuide.as_view(), name="guide-show"),
    path("aide/guide/etape/", home.FollowStep.as_view(), name="guide-follow"),
    path("aide/guide/ranger/", home.HideGuide.as_view(), name="guide-hide"),
    path("aide/signaler/", help.ReportProblem.as_view(), name="report"),
    path("aide/signaler/merci/", help.ReportThanks.as_view(), name="report-thanks"),
    path("aide/signalements/", help.Problems.as_view(), name="problems"),
    path("aide/signalements/<uuid:uuid>/", help.ProblemPage.as_view(), name="problem"),
    path("aide/signalements/<uuid:uuid>/prendre/", help.TakeProblem.as_view(), name="problem-take"),
    path("mentions-legales/", legal.LegalNotice.as_view(), name="legal-notice"),
    path("donnees-personnelles/", legal.PersonalData.as_view(), name="personal-data"),
    path("cookies/", legal.Cookies.as_view(), name="cookies"),
    path("accessibilite/", legal.Accessibility.as_view(), name="accessibility"),
    path("robots.txt", robots.Robots.as_view(), name="robots"),
    path("healthz", health.Alive.as_view(), name="alive"),
    path("readyz", health.Ready.as_view(), name="ready"),
]
