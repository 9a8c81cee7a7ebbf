"""A real OpenID Connect provider on loopback (idpyoidc), whose answers a test may spoil on their way out."""

from __future__ import annotations

import base64
import json
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from cryptojwt.jwt import JWT
from cryptojwt.key_jar import build_keyjar
from idpyoidc.message.oidc.session import EndSessionRequest
from idpyoidc.server import Server
from idpyoidc.server.configure import OPConfiguration
from idpyoidc.server.oauth2.add_on.pkce import CC_METHOD
from idpyoidc.server.oauth2.authorization import verify_uri

CLIENT_ID = "cite-de-l-emploi"
CLIENT_SECRET = "a secret that only the two of them know"
KEYS = [{"type": "RSA", "use": ["sig"]}, {"type": "EC", "crv": "P-256", "use": ["sig"]}]
ENDPOINTS = {
    "provider_config": (".well-known/openid-configuration", "provider_config.ProviderConfiguration", None),
    "authorization": ("authorization", "authorization.Authorization", None),
    "token": ("token", "token.Token", ["client_secret_post", "client_secret_basic"]),
    "userinfo": ("userinfo", "userinfo.UserInfo", ["bearer_header"]),
    "session": ("session", "session.Session", None),
}
_HANDLER = {"class": "idpyoidc.server.token.jwt_token.JWTToken"}


class Provider:
    """The provider, who its one person is, and what is done to its tokens before they leave."""

    def __init__(self, issuer: str, return_address: str, home: str, person: dict[str, Any]) -> None:
        self.issuer = issuer
        self.spoil: Callable[[str, dict[str, Any]], dict[str, Any]] = lambda kind, claims: claims
        self.signing_keys = None
        self.userinfo_type = "application/jwt"
        self.signed_out: list[dict[str, str]] = []
        self.authorizations: list[dict[str, str]] = []
        conf = {
            "issuer": issuer,
            "httpc_params": {"verify": False},
            "endpoint": {
                name: {
                    "path": path,
                    "class": f"idpyoidc.server.oidc.{location}",
                    "kwargs": {"client_authn_method": methods},
                }
                for name, (path, location, methods) in ENDPOINTS.items()
            },
            "userinfo": {
                "class": "idpyoidc.server.user_info.UserInfo",
                "kwargs": {"db": {"someone": person}},
            },
            "authentication": {
                "anon": {
                    "acr": "eidas1",
                    "class": "idpyoidc.server.user_authn.user.NoAuthn",
                    "kwargs": {"user": "someone"},
                }
            },
            "add_ons": {
                "pkce": {
                    "function": "idpyoidc.server.oauth2.add_on.pkce.add_support",
                    "kwargs": {"essential": True, "code_challenge_methods": {"S256": CC_METHOD["S256"]}},
                }
            },
            "scopes_to_claims": {
                "openid": ["sub"],
                "email": ["email", "email_verified"],
                "given_name": ["given_name"],
                "usual_name": ["usual_name"],
            },
            "token_handler_args": {
                "code": {**_HANDLER, "kwargs": {"lifetime": 600}},
                "token": {**_HANDLER, "kwargs": {"lifetime": 600}},
                "id_token": {"class": "idpyoidc.server.token.id_token.IDToken", "kwargs": {}},
            },
        }
        keys = build_keyjar(KEYS)
        keys.import_jwks(keys.export_jwks(private=True), issuer)
        self.server = Server(OPConfiguration(conf=conf, base_path="."), keyjar=keys)
        self.server.context.cdb[CLIENT_ID] = {
            "client_secret": CLIENT_SECRET,
            "redirect_uris": [(return_address, None)],
            "post_logout_redirect_uri": (home, None),
            "token_endpoint_auth_method": "client_secret_post",
            "response_types_supported": ["code"],
            "allowed_scopes": ["openid", "email", "given_name", "usual_name"],
            "userinfo_signed_response_alg": "RS256",
            "id_token_signed_response_alg": "RS256",
        }
        self.server.keyjar.add_symmetric(CLIENT_ID, CLIENT_SECRET)

    def change_person(self, **claims: Any) -> None:
        """Change what the provider knows of its one person."""
        self.server.context.userinfo.db["someone"].update(claims)

    def resign(self, kind: str, token: str) -> str:
        """Sign again what the test has spoiled, with the provider's own key or with the test's."""
        claims = payload_of(token)
        spoiled = self.spoil(kind, dict(claims))
        if spoiled == claims and self.signing_keys is None:
            return token
        packer = JWT(self.signing_keys or self.server.keyjar, iss=spoiled.pop("iss", ""), sign_alg="RS256")
        packer.lifetime = 0
        audience = spoiled.pop("aud", None)
        return packer.pack(spoiled, aud=audience)

    def end_session(self, query: dict[str, str]) -> str:
        """Prove the hint and the address to go back to, as `end_session_endpoint` must."""
        request = EndSessionRequest(**query)
        assert request.verify(keyjar=self.server.keyjar, sigalg="")
        verify_uri(self.server.context, request, "post_logout_redirect_uri", client_id=CLIENT_ID)
        return f"{query['post_logout_redirect_uri']}?state={query['state']}"

    def answer(
        self, name: str, request: Any, headers: dict[str, str]
    ) -> tuple[int, list[tuple[str, str]], str]:
        """Let the provider answer one request."""
        endpoint = self.server.get_endpoint(name)
        http_info = {"headers": headers, "method": "GET", "url": self.issuer}
        parsed = endpoint.parse_request(request, http_info=http_info)
        done = endpoint.process_request(parsed, http_info=http_info)
        if "http_response" in done:
            return 200, [], done["http_response"]
        if "redirect_location" in done:
            return 303, [("Location", done["redirect_location"])], ""
        reply = endpoint.do_response(request=parsed, **done)
        kind = dict((k.lower(), v) for k, v in reply.get("http_headers", []))
        body = reply["response"]
        if reply.get("response_placement", endpoint.response_placement) == "url":
            return 303, [("Location", body)], ""
        return (400 if "error" in body[:20] else 200), list(kind.items()), body


def payload_of(token: str) -> dict[str, Any]:
    """Read a token without proving it."""
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


Reply = tuple[int, list[tuple[str, str]], str]
JSON = [("Content-Type", "application/json")]


def _configuration(provider: Provider, query: dict[str, str], headers: dict[str, str]) -> Reply:
    _status, _kinds, body = provider.answer("provider_config", {}, headers)
    return 200, JSON, json.dumps(json.loads(body) | {"jwks_uri": f"{provider.issuer}/jwks"})


def _jwks(provider: Provider, query: dict[str, str], headers: dict[str, str]) -> Reply:
    return 200, JSON, json.dumps(provider.server.keyjar.export_jwks(""))


def _authorization(provider: Provider, query: dict[str, str], headers: dict[str, str]) -> Reply:
    provider.authorizations.append(query)
    return provider.answer("authorization", query, headers)


def _token(provider: Provider, query: dict[str, str], headers: dict[str, str]) -> Reply:
    status, _kinds, body = provider.answer("token", query, headers)
    answer = json.loads(body)
    if "id_token" in answer:
        answer["id_token"] = provider.resign("id_token", answer["id_token"])
    return status, JSON, json.dumps(answer)


def _userinfo(provider: Provider, query: dict[str, str], headers: dict[str, str]) -> Reply:
    status, kinds, body = provider.answer("userinfo", {}, headers)
    if status != 200:
        return status, kinds, body
    return 200, [("Content-Type", provider.userinfo_type)], provider.resign("userinfo", body)


def _session(provider: Provider, query: dict[str, str], headers: dict[str, str]) -> Reply:
    provider.signed_out.append(query)
    return 303, [("Location", provider.end_session(query))], ""


PAGES = {
    "/.well-known/openid-configuration": _configuration,
    "/jwks": _jwks,
    "/authorization": _authorization,
    "/token": _token,
    "/userinfo": _userinfo,
    "/session": _session,
}


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            self._reply(urlsplit(self.path).query)

        def do_POST(self) -> None:
            self._reply(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _reply(self, query: str) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            page = PAGES[urlsplit(self.path).path]
            status, kinds, body = page(provider, dict(parse_qsl(query)), headers)
            payload = body.encode()
            self.send_response(status)
            for name, value in kinds:
                if name.lower() != "content-length":
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

    return Handler


@contextmanager
def running_provider(*, return_address: str, home: str, person: dict[str, Any]) -> Iterator[Provider]:
    """Run a provider for the time of a test."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    issuer = f"http://127.0.0.1:{httpd.server_port}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        provider = Provider(issuer, return_address, home, person)
    httpd.RequestHandlerClass = _handler(provider)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()
