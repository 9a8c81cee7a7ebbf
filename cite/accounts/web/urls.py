"""Addresses of signing in. allauth's names are kept: its own redirections use them."""

from allauth.account import views as allauth_views
from django.urls import path

from cite.accounts.web.views import DemoSignIn

urlpatterns = [
    path("connexion/", allauth_views.request_login_code, name="account_login"),
    path("connexion/demander-un-code/", allauth_views.request_login_code, name="account_request_login_code"),
    path("connexion/code/", allauth_views.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/demonstration/", DemoSignIn.as_view(), name="demo-sign-in"),
    path("deconnexion/", allauth_views.logout, name="account_logout"),
    path("inactif/", allauth_views.account_inactive, name="account_inactive"),
    path("inscription/", allauth_views.signup, name="account_signup"),
    path("confirmer/", allauth_views.reauthenticate, name="account_reauthenticate"),
]
