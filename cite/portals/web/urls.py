"""Addresses of the pages that belong to no single domain."""

from django.urls import path

from cite.portals.web import views

app_name = "portals"

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("mentions-legales/", views.LegalNotice.as_view(), name="legal-notice"),
    path("donnees-personnelles/", views.PersonalData.as_view(), name="personal-data"),
    path("cookies/", views.Cookies.as_view(), name="cookies"),
    path("accessibilite/", views.Accessibility.as_view(), name="accessibility"),
    path("healthz", views.Alive.as_view(), name="alive"),
    path("readyz", views.Ready.as_view(), name="ready"),
]
