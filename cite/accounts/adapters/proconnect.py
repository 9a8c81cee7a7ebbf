"""Signing in by ProConnect, the State's identity provider for professionals (OpenID Connect).

It proves who somebody is; it never opens an account. See docs/adr/0008.
"""

import base64
from hashlib import sha256
from secrets import compare_digest, token_urlsafe
from typing import Any
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from requests import RequestException

from cite.accounts.gateways import TokenRefused, proved_claims
from cite.accounts.operations import link_identity
from cite.accounts.queries import account_for_identity

PROVIDER_ID = "proconnect"
_SESSION_KEY = "proconnect"


def _nonce(code_verifier: str) -> str:
    """Derive the nonce of a sign-in from its secret, which only this browser's session holds."""
    digest = sha256(b"nonce:" + code_verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class ProConnectAdapter(OpenIDConnectOAuth2Adapter):
    """The conversation with the provider: every token proved by its signature, issuer, audience and nonce."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, PROVIDER_ID)
        self.expected_nonce = ""

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Tell the provider where to bring the person back."""
        return request.build_absolute_uri(reverse("proconnect-return"))

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """Exchange the code, with the proof that this browser asked for it."""
        if not pkce_code_verifier:
            raise OAuth2Error("no proof of the request")
        self.expected_nonce = _nonce(pkce_code_verifier)
        return super().get_access_token_data(request, app, client, pkce_code_verifier)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        """Read the two signed tokens; they must speak of the same person, and answer this very request."""
        id_token = kwargs["response"].get("id_token", "")
        identity = self._proved(id_token, ("iss", "aud", "sub", "exp", "iat", "nonce"))
        if not compare_digest(str(identity["nonce"]), self.expected_nonce):
            raise OAuth2Error("the answer is to another request")
        userinfo = self._fetch_user_info(token.token)
        if userinfo["sub"] != identity["sub"]:
            raise OAuth2Error("the two tokens speak of two persons")
        request.session[_SESSION_KEY] = {
            "id_token": id_token,
            "end_session": self.openid_config.get("end_session_endpoint", ""),
        }
        return self.get_provider().sociallogin_from_response(request, {"userinfo": userinfo})

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        """Fetch who the person is: a signed token (`application/jwt`), never plain JSON."""
        headers = {"Authorization": f"Bearer {access_token}", "Accept": "application/jwt"}
        with IdentityAdapter().get_requests_session() as session:
            response = session.get(self.profile_url, headers=headers)
            response.raise_for_status()
        if response.headers.get("Content-Type", "").partition(";")[0].strip() != "application/jwt":
            raise OAuth2Error("the answer about the person is not signed")
        return self._proved(response.text.strip(), ("iss", "aud", "sub"))

    def _proved(self, token: str, required: tuple[str, ...]) -> dict[str, Any]:
        with IdentityAdapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
        try:
            return proved_claims(
                token,
                keys=response.json(),
                issuer=self.openid_config["issuer"],
                audience=self.get_provider().app.client_id,
                required=required,
            )
        except (TokenRefused, ValueError) as error:
            raise OAuth2Error(str(error)) from error


class ProConnectProvider(OpenIDConnectProvider):
    """What is asked of the provider, and the little that is kept of its answer."""

    oauth2_adapter_class = ProConnectAdapter

    def get_oauth2_adapter(self, request: HttpRequest) -> ProConnectAdapter:
        """Speak with our own checks."""
        return ProConnectAdapter(request)

    def redirect(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send the person to the provider; say so when it does not answer."""
        try:
            return super().redirect(request, *args, **kwargs)
        except (RequestException, ValueError, KeyError):
            return render(request, "socialaccount/authentication_error.html", status=503)

    def get_pkce_params(self) -> dict[str, str]:
        """Prove the request (PKCE), and tie its answer to it (nonce)."""
        params = super().get_pkce_params()
        return params | {"nonce": _nonce(params["code_verifier"])}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Take the address, unless the provider itself doubts it: it answers for the addresses it passes on."""
        doubted = data["userinfo"].get("email_verified", True) is False
        return [] if doubted else super().extract_email_addresses(data)

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """Take nothing else: an address comes by `extract_email_addresses` alone."""
        return {}

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep nothing beside the identifier."""
        return {}


def proconnect_provider(request: HttpRequest | None) -> ProConnectProvider | None:
    """Give the provider this installation is set for, none where it is off."""
    chosen = settings.PROCONNECT
    if not chosen["url"]:
        return None
    app = SocialApp(
        provider="openid_connect",
        provider_id=PROVIDER_ID,
        name="ProConnect",
        client_id=chosen["client_id"],
        secret=chosen["client_secret"],
        settings={
            "server_url": chosen["url"].rstrip("/"),
            "oauth_pkce_enabled": True,
            "scope": ["openid", "given_name", "usual_name", "email"],
        },
    )
    return ProConnectProvider(request, app=app)


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Lets in those who have an account here already; nobody signs up alone."""

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> ProConnectProvider:
        """Know ProConnect, and no other provider."""
        known = proconnect_provider(request)
        if known is None:
            raise SocialApp.DoesNotExist
        return known

    def generate_state_param(self, state: dict[str, Any]) -> str:
        """Draw a state as long as ProConnect demands."""
        return token_urlsafe(32)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Refuse: the coordination opens accounts."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link a proved identity to the account of the same address, the first time."""
        if sociallogin.is_existing:
            return
        addresses = [address.email for address in sociallogin.email_addresses]
        user = account_for_identity(addresses[0] if addresses else "")
        if user is None:
            forget_identity(request)
            raise ImmediateHttpResponse(render(request, "account/identity_unknown.html", status=403))
        link_identity(user=user, provider=sociallogin.account.provider, subject=sociallogin.account.uid)
        sociallogin.lookup()


def sign_out_address(request: HttpRequest) -> str:
    """Give the address where a person leaves ProConnect; empty for whoever did not come by it."""
    known = request.session.get(_SESSION_KEY) or {}
    if not known.get("end_session"):
        return ""
    back = request.build_absolute_uri(resolve_url(settings.LOGOUT_REDIRECT_URL))
    query = {
        "id_token_hint": known["id_token"],
        "state": token_urlsafe(32),
        "post_logout_redirect_uri": back,
    }
    return f"{known['end_session']}?{urlencode(query)}"


def forget_identity(request: HttpRequest) -> None:
    """Erase what a session knew of ProConnect."""
    request.session.pop(_SESSION_KEY, None)
