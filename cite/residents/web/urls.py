"""Addresses of `cite.residents`."""

from django.urls import path

from cite.residents.web.views import people, sheet

app_name = "residents"

urlpatterns = [
    path("", people.People.as_view(), name="people"),
    path("<uuid:uuid>/", sheet.Sheet.as_view(), name="sheet"),
]
