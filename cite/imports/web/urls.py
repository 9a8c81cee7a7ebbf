"""Addresses of the imports. None holds anything of what was brought."""

from django.urls import path

from cite.imports.web import views

app_name = "imports"

urlpatterns = [
    path("", views.MyImports.as_view(), name="home"),
    path("suivi/<uuid:uuid>/", views.ImportPage.as_view(), name="import"),
    path("suivi/<uuid:uuid>/colonnes/", views.ConfirmColumns.as_view(), name="columns"),
    path("suivi/<uuid:uuid>/avec-en-tetes/", views.ReadAgain.as_view(has_header=True), name="with-header"),
    path(
        "suivi/<uuid:uuid>/sans-en-tetes/", views.ReadAgain.as_view(has_header=False), name="without-header"
    ),
    path("suivi/<uuid:uuid>/annuler/", views.CancelImport.as_view(), name="cancel"),
    path("suivi/<uuid:uuid>/supprimer/", views.DeleteImport.as_view(), name="delete"),
    path("<slug:kind>/", views.StartImport.as_view(), name="start"),
    path("<slug:kind>/exemple.csv", views.SampleFile.as_view(), name="sample"),
]
