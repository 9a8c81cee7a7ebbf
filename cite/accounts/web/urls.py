"""Addresses of signing in. allauth's names are kept: its own redirections use them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as application
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.urls import path

from cite.accounts.web import views
from cite.ui.errors import method_not_allowed

urlpatterns = [
    path("", views.AccountPage.as_view(), name="my-account"),
    path("nom/", views.RenameAccount.as_view(), name="rename-account"),
    path("connexion/", account.request_login_code, name="account_login"),
    path("connexion/demander-un-code/", account.request_login_code, name="account_request_login_code"),
    path("connexion/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("connexion/mot-de-passe/", account.login, name="account_login_password"),
    path("connexion/cle/", login_not_required(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("connexion/deuxieme-etape/", login_not_required(factor.authenticate), name="mfa_authenticate"),
    path("connexion/appareil/", login_not_required(factor.trust), name="mfa_trust"),
    path("connexion/demonstration/", views.DemoSignIn.as_view(), name="demo-sign-in"),
    path("connexion/proconnect/", views.ProConnectSignIn.as_view(), name="proconnect-sign-in"),
    path(
        "connexion/proconnect/retour/",
        OAuth2CallbackView.adapter_view(views.proconnect_conversation),
        name="proconnect-return",
    ),
    path("deconnexion/", account.logout, name="account_logout"),
    path("inactif/", account.account_inactive, name="account_inactive"),
    path("inscription/", account.signup, name="account_signup"),
    path("confirmer/", account.reauthenticate, name="account_reauthenticate"),
    path("confirmer/code/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("confirmer/cle/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("mot-de-passe/", account.password_change, name="account_change_password"),
    path("mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("deuxieme-etape/", views.SecondFactorPage.as_view(), name="mfa_index"),
    path("deuxieme-etape/cles/", views.SecondFactorPage.as_view(), name="mfa_list_webauthn"),
    path("deuxieme-etape/application/", application.activate_totp, name="mfa_activate_totp"),
    path("deuxieme-etape/application/retirer/", application.deactivate_totp, name="mfa_deactivate_totp"),
    path("deuxieme-etape/cle/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("deuxieme-etape/cles/<int:pk>/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("deuxieme-etape/cles/<int:pk>/retirer/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("deuxieme-etape/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "deuxieme-etape/codes/renouveler/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path("deuxieme-etape/codes/fichier/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("deuxieme-etape/appareil/", views.ForgetDevice.as_view(), name="forget-device"),
    path("sessions/<int:number>/", views.EndSession.as_view(), name="end-session"),
    path("sessions/", views.EndAllSessions.as_view(), name="end-all-sessions"),
]


def _as_a_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse what no page sends: Django's forms, from which the library's views come, take PUT for POST."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in _METHODS:
            return view(request, *args, **kwargs)
        return method_not_allowed(request, _METHODS)

    return page


_METHODS = ["GET", "HEAD", "POST"]
for _pattern in urlpatterns:
    if _pattern.callback.__module__.startswith("allauth."):
        _pattern.callback = _as_a_page(_pattern.callback)
