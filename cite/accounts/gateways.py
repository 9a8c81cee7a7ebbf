"""Signed tokens of an OpenID Connect provider: read only once proved."""

from collections.abc import Mapping
from typing import Any

import jwt

ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "ES256", "ES384"})
"""Signatures by a public key; never « none », never a secret that both sides hold."""

LEEWAY_SECONDS = 30


class TokenRefused(Exception):
    """A token that proves nothing; the message says why, for the log."""


def proved_claims(
    token: str,
    *,
    keys: Mapping[str, Any],
    issuer: str,
    audience: str,
    required: tuple[str, ...] = ("iss", "aud", "sub"),
) -> dict[str, Any]:
    """Read the claims of a token whose signature, issuer, audience and dates hold.

    Args:
        keys: the provider's key set (JWKS), as it publishes it.

    Raises:
        TokenRefused: anything is missing or wrong.
    """
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise TokenRefused(f"signed with {header.get('alg')!r}")
        key = _key(keys, header.get("kid"))
        return jwt.decode(
            token,
            key,
            algorithms=[header["alg"]],
            audience=audience,
            issuer=issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": list(required)},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
        raise TokenRefused(f"{type(error).__name__}: {error}") from error


def _key(keys: Mapping[str, Any], kid: str | None) -> jwt.PyJWK:
    """Find the key that signed; without a name, the only one there is."""
    known = [key for key in jwt.PyJWKSet.from_dict(dict(keys)).keys if key.public_key_use in (None, "sig")]
    chosen = [key for key in known if key.key_id == kid] if kid else known
    if len(chosen) != 1:
        raise TokenRefused("signed by an unknown key")
    return chosen[0]
