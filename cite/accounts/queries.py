"""What accounts are asked: who may be tried, what a link opens, where and how a person signs in."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _
from django_scopes import get_scope

from cite.accounts.enums import CO_PILOTS, ROLE_SUMMARIES, Role
from cite.accounts.models import Link, User
from cite.accounts.permissions import roles_of
from cite.accounts.rules import device_of, link_decision, token_fingerprint
from cite.core.dates import now
from cite.tenancy.models import Territory

DEMO_DOMAIN = "demonstration.example"

SECOND_FACTOR_KEY = "second_factor"
"""Where a session says whether its holder has proved her second factor: `VERIFIED`, `DEMONSTRATION`, or still `DUE`."""
VERIFIED = "verified"
DUE = "due"
DEMONSTRATION = "demonstration"

_KNOWN_DEVICE_USERS = 20


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account that anyone may try, on a developer's machine only."""

    uuid: str
    full_name: str
    role: str
    group: str = ""
    summary: str = ""

    @property
    def label(self) -> str:
        """Name and role, on a button."""
        return f"{self.full_name} – {self.role}"


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session as its holder recognizes it."""

    number: int
    device: str
    since: datetime
    is_current: bool


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as its holder named it."""

    number: int
    name: str
    added: datetime
    last_used: datetime | None
    opens_alone: bool


@dataclass(frozen=True, slots=True)
class Factors:
    """The ways a person has to prove who she is, beyond a code sent by mail."""

    has_application: bool
    passkeys: tuple[Passkey, ...]
    recovery_codes_left: int | None

    @property
    def has_any(self) -> bool:
        """Whether a second step is asked at sign-in."""
        return self.has_application or bool(self.passkeys)


def _demo_users():
    """List the users of the demonstration; none where the installation does not open them."""
    users = User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}", is_active=True).order_by("pk")
    return users if settings.DEMO_ACCOUNTS else users.none()


def demo_accounts(territory: Territory | None) -> list[DemoAccount]:
    """List who may be tried in this Cité, with the role each holds, by herself or for an organization."""
    if territory is None:
        return []
    accounts = [_demo_account(user, territory) for user in _demo_users()]
    order = list(_demo_groups())
    return sorted(accounts, key=lambda account: order.index(account.group))


def demo_accounts_by_group(territory: Territory | None) -> list[tuple[str, list[DemoAccount]]]:
    """Group the people one may try by what they come here for."""
    return [(name, list(accounts)) for name, accounts in groupby(demo_accounts(territory), lambda a: a.group)]


def _demo_groups() -> dict[str, frozenset[Role]]:
    pilots = CO_PILOTS | {Role.COORDINATOR}
    watchers = frozenset({Role.READER, Role.DATA_PROTECTION_OFFICER})
    return {
        _("Piloter et coordonner"): frozenset(pilots),
        _("Agir sur le terrain"): frozenset(Role) - pilots - watchers,
        _("Consulter, veiller, administrer"): watchers,
    }


def _demo_account(user: User, territory: Territory) -> DemoAccount:
    roles = [role for role in Role if role in roles_of(user, territory)]
    groups = _demo_groups()
    if not roles:
        return DemoAccount(
            str(user.uuid),
            user.full_name,
            _("Administration de la plateforme") if user.is_staff else _("Sans rôle"),
            list(groups)[-1],
            _("Fait tourner la plateforme. Ne voit aucun dossier.") if user.is_staff else "",
        )
    group = next(name for name, members in groups.items() if roles[0] in members)
    label = ", ".join(str(role.label) for role in roles)
    return DemoAccount(str(user.uuid), user.full_name, label, group, str(ROLE_SUMMARIES[roles[0]]))


def demo_user(uuid: str) -> User | None:
    """Find one of the demonstration's people."""
    try:
        return _demo_users().filter(uuid=UUID(uuid)).first()
    except ValueError:
        return None


def account_for_identity(email: str) -> User | None:
    """Find the open account of an address that an identity provider has proved."""
    return User.objects.filter(email=email.strip().lower(), is_active=True).first() if email else None


def has_linked_identity(user: User) -> bool:
    """Tell whether a person has come by ProConnect."""
    return SocialAccount.objects.filter(user=user).exists()


def sessions_of(user: User, current_key: str | None) -> list[OpenSession]:
    """List where a person is signed in, this device first, then the latest."""
    rows = list(UserSession.objects.filter(user=user))
    alive = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=now()
        ).values_list("session_key", flat=True)
    )
    found = [
        OpenSession(row.pk, row.user_agent, row.created_at, row.session_key == current_key)
        for row in rows
        if row.session_key in alive
    ]
    return sorted(found, key=lambda s: (not s.is_current, -s.since.timestamp()))


def session_of(user: User, number: int) -> UserSession | None:
    """Find one session of a person, nobody else's."""
    return UserSession.objects.filter(user=user, pk=number).first()


def factors_of(user: User) -> Factors:
    """List the second factors of a person."""
    by_type: dict[str, list[Authenticator]] = {}
    for row in Authenticator.objects.filter(user=user).order_by("pk"):
        by_type.setdefault(row.type, []).append(row)
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES, [])
    return Factors(
        has_application=bool(by_type.get(Authenticator.Type.TOTP)),
        passkeys=tuple(_passkey(row) for row in by_type.get(Authenticator.Type.WEBAUTHN, [])),
        recovery_codes_left=len(codes[0].wrap().get_unused_codes()) if codes else None,
    )


def _passkey(row: Authenticator) -> Passkey:
    key = row.wrap()
    return Passkey(row.pk, key.name, row.created_at, row.last_used_at, bool(key.is_passwordless))


def device_label(user_agent: str) -> str:
    """Name a device as its holder would: « Firefox sur Windows »."""
    browser, system = device_of(user_agent)
    if browser and system:
        return _("%(browser)s sur %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("appareil inconnu")


_devices = Signer(salt="known-device")


def is_known_device(cookie: str, user: User) -> bool:
    """Tell whether this person has signed in from this browser before."""
    return str(user.uuid) in _known_users(cookie)


def devices_cookie(cookie: str, user: User) -> str:
    """Add a person to those a browser is known for; the oldest leave."""
    others = [uuid for uuid in _known_users(cookie) if uuid != str(user.uuid)]
    return _devices.sign_object([*others, str(user.uuid)][-_KNOWN_DEVICE_USERS:])


def _known_users(cookie: str) -> list[str]:
    try:
        return list(_devices.unsign_object(cookie)) if cookie else []
    except (BadSignature, ValueError, TypeError):
        return []


def open_link(*, token: str, purpose: str) -> Link | None:
    """Find the link a person opens, if it may still serve in this Cité; writes nothing."""
    link = known_link(token=token, purpose=purpose)
    serves = link is not None and link_decision(link.expires_at, link.used_at, link.revoked_at, now())
    return link if serves else None


def known_link(*, token: str, purpose: str) -> Link | None:
    """Find a link of this Cité, even where it serves no more: its page then says why.

    The look-up goes by fingerprint: its time says nothing about the token.
    """
    fingerprint = token_fingerprint(token)
    if fingerprint is None:
        return None
    link = Link.objects.select_related("territory").filter(token_sha256=fingerprint, purpose=purpose).first()
    if link is None:
        return None
    here = get_scope().get("territory")
    if here is not None and link.territory_id is not None and link.territory_id != here.pk:
        return None
    return link
