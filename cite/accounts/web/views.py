"""Our pages about one's own account; the others are the library's, with our templates."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.internal.flows.trust import decode_trust_cookie, is_trusted_browser
from allauth.socialaccount.adapter import get_adapter as get_identity_adapter
from allauth.socialaccount.models import SocialApp
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views import View

from cite.accounts.enums import AccountsAct
from cite.accounts.operations import end_sessions, note_account_act, rename_account
from cite.accounts.permissions import needs_second_factor, roles_of
from cite.accounts.queries import (
    DEMONSTRATION,
    SECOND_FACTOR_KEY,
    demo_user,
    factors_of,
    has_linked_identity,
    session_of,
    sessions_of,
)
from cite.accounts.web.forms import NameForm
from cite.ui.messages import tell
from cite.ui.views import PUBLIC, SIGNED_IN, FormPage, Page

_ABOVE = ((_("Mon compte"), "/compte/"),)


def _wanted(request: HttpRequest) -> str:
    """Give the page the person wanted, if it is one of ours."""
    wanted = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed else ""


@method_decorator(login_not_required, name="dispatch")
class DemoSignIn(View):
    """Enter as one of the demonstration's people; the address does not exist where they are not opened.

    It counts as a proved second factor, so that a demonstration flows; the account page says so.
    """

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign in and go where the person wanted to go."""
        user = demo_user(request.POST.get("account", ""))
        if user is None:
            raise Http404
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session[SECOND_FACTOR_KEY] = DEMONSTRATION
        UserSession.objects.create_from_request(request)
        note_account_act(user=user, act=AccountsAct.SIGN_IN, territory=getattr(request, "territory", None))
        return redirect(_wanted(request) or settings.LOGIN_REDIRECT_URL)


@method_decorator(login_not_required, name="dispatch")
class ProConnectSignIn(View):
    """Leave for ProConnect; the address does not exist where it is off."""

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go and prove who one is."""
        return _proconnect(request).redirect(request, process="login", next_url=_wanted(request) or None)


def _proconnect(request: HttpRequest) -> Any:
    """Give the provider; where it is off, nothing is at this address."""
    try:
        return get_identity_adapter().get_provider(request, "proconnect")
    except SocialApp.DoesNotExist as error:
        raise Http404 from error


def proconnect_conversation(request: HttpRequest) -> Any:
    """Resume the conversation with ProConnect, when it sends a person back."""
    return _proconnect(request).get_oauth2_adapter(request)


class AccountPage(Page):
    """« Mon compte »: who one is here, and how one signs in."""

    permission = SIGNED_IN
    title = _("Mon compte")
    template_name = "accounts/account.html"

    def get_context(self) -> dict[str, Any]:
        """Gather what the page shows."""
        request = self.request
        territory = getattr(request, "territory", None)
        return {
            "roles": sorted(str(role.label) for role in roles_of(request.user, territory)),
            "factors": factors_of(request.user),
            "is_required": needs_second_factor(request.user, territory),
            "is_demonstration": request.session.get(SECOND_FACTOR_KEY) == DEMONSTRATION,
            "has_password": request.user.has_usable_password(),
            "sessions": sessions_of(request.user, request.session.session_key),
            "came_by_proconnect": has_linked_identity(request.user),
        }


class SecondFactorPage(Page):
    """The second step of signing in: why, and how to have one."""

    permission = SIGNED_IN
    title = _("Deuxième étape de connexion")
    template_name = "accounts/second_factor.html"
    breadcrumb = _ABOVE

    def get_context(self) -> dict[str, Any]:
        """List the factors, and whether this device is trusted."""
        request = self.request
        territory = getattr(request, "territory", None)
        return {
            "factors": factors_of(request.user),
            "is_required": needs_second_factor(request.user, territory),
            "is_trusted": bool(decode_trust_cookie(request)) and is_trusted_browser(request, request.user),
        }


class ForgetDevice(View):
    """Stop trusting this device: the second step is asked again."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Erase the mark that this browser holds."""
        response = redirect("mfa_index")
        response.delete_cookie(settings.MFA_TRUST_COOKIE_NAME, samesite="Lax")
        tell(request, str(_("Cet appareil n’est plus de confiance : la deuxième étape y sera demandée.")))
        return response


class RenameAccount(FormPage):
    """Change the name one goes by."""

    permission = SIGNED_IN
    title = _("Changer mon nom")
    template_name = "accounts/rename.html"
    breadcrumb = _ABOVE
    form_class = NameForm
    success_url = "my-account"
    success_message = _("Votre nom est changé.")

    def get_initial(self) -> dict[str, Any]:
        """Show the present name."""
        return {"full_name": self.request.user.full_name}

    def perform(self, form: NameForm) -> None:
        """Rename."""
        rename_account(user=self.request.user, full_name=form.cleaned_data["full_name"])


class EndSession(View):
    """Close one of one's own sessions."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Close it; this very one: sign out."""
        session = session_of(request.user, number)
        if session is None:
            raise Http404
        if session.session_key == request.session.session_key:
            get_adapter().logout(request)
            return redirect(settings.LOGOUT_REDIRECT_URL)
        end_sessions(user=request.user, territory=getattr(request, "territory", None), session=session)
        tell(request, str(_("Cet appareil est déconnecté.")))
        return redirect("my-account")


class EndAllSessions(View):
    """Sign out everywhere, here included."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Close every session of the person."""
        end_sessions(user=request.user, territory=getattr(request, "territory", None))
        logout(request)
        tell(request, str(_("Vous êtes déconnecté de tous vos appareils.")))
        return redirect(settings.LOGIN_URL)
