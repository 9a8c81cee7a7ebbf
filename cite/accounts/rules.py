"""What makes a link valid, who may give which role, how a device is named."""

import re
from datetime import datetime, timedelta
from hashlib import sha256

from cite.accounts.enums import CO_PILOTS, GrantObjection, LinkObjection, Role
from cite.core.decisions import ALLOWED, Decision, unless

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
"""256 bits drawn at random, as an address can carry them."""

LINK_MAX_LIFE = timedelta(days=366)


def token_fingerprint(token: str) -> str | None:
    """Give what is kept of a token; none when it does not even look like one."""
    return sha256(token.encode()).hexdigest() if TOKEN.fullmatch(token) else None


def link_decision(
    expires_at: datetime, used_at: datetime | None, revoked_at: datetime | None, at: datetime
) -> Decision:
    """Decide whether a link may still serve; the most telling reason alone."""
    if used_at is not None:
        return Decision((LinkObjection.USED,))
    if revoked_at is not None:
        return Decision((LinkObjection.REVOKED,))
    return ALLOWED if at < expires_at else Decision((LinkObjection.EXPIRED,))


def expiry_decision(expires_at: datetime, at: datetime) -> Decision:
    """Refuse a link that is born dead, or that nearly never dies."""
    return unless(at < expires_at <= at + LINK_MAX_LIFE, LinkObjection.BAD_EXPIRY)


_DAILY_ROLES = frozenset(Role) - CO_PILOTS - {Role.DATA_PROTECTION_OFFICER}

GRANTS: dict[Role, frozenset[Role]] = {
    Role.CO_PILOT_STATE: frozenset(Role) - {Role.CO_PILOT_METROPOLE},
    Role.CO_PILOT_METROPOLE: frozenset(Role) - {Role.CO_PILOT_STATE},
    Role.COORDINATOR: _DAILY_ROLES,
}
"""Who gives and takes back which role. Each co-pilot appoints on her own side; the coordination appoints neither
co-pilots nor the data-protection officer, who watches over it."""

ADMINISTRATOR_GRANTS = CO_PILOTS | {Role.DATA_PROTECTION_OFFICER}
"""An administrator of the platform opens a Cité: she appoints those who then appoint everyone else."""


def grantable_roles(roles: frozenset[Role], *, is_administrator: bool) -> frozenset[Role]:
    """List the roles a person may give, from those she holds."""
    given = frozenset().union(*(GRANTS.get(role, frozenset()) for role in roles))
    return given | ADMINISTRATOR_GRANTS if is_administrator else given


def grant_decision(
    role: Role, *, granted_by: frozenset[Role], is_administrator: bool, is_oneself: bool
) -> Decision:
    """Decide whether a person may give this role."""
    return unless(not is_oneself, GrantObjection.NOT_TO_YOURSELF) & unless(
        role in grantable_roles(granted_by, is_administrator=is_administrator),
        GrantObjection.NOT_YOURS_TO_GRANT,
    )


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
)
_LATE_BROWSERS = (("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> tuple[str, str]:
    """Name a browser and its system, as people say; empty where unknown. Nothing finer is kept."""

    def find(names: tuple[tuple[str, str], ...]) -> str:
        return next((name for mark, name in names if mark in user_agent), "")

    return find(_BROWSERS + _LATE_BROWSERS), find(_SYSTEMS)
