"""The accounts of the demonstration, and the links that messages carry."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django_scopes import get_scope

from cite.accounts.models import Link, TerritoryRole, User
from cite.accounts.rules import link_decision, token_fingerprint
from cite.core.dates import now
from cite.tenancy.models import Territory

DEMO_DOMAIN = "demonstration.example"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account that anyone may try, on a developer's machine only."""

    uuid: str
    full_name: str
    role: str

    @property
    def label(self) -> str:
        """Name and role, on a button."""
        return f"{self.full_name} – {self.role}"


def _demo_users():
    """List the users of the demonstration; none where the installation does not open them."""
    users = User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}", is_active=True).order_by("pk")
    return users if settings.DEMO_ACCOUNTS else users.none()


def demo_accounts(territory: Territory | None) -> list[DemoAccount]:
    """List who may be tried in this Cité, with the role each holds."""
    if territory is None:
        return []
    users = list(_demo_users())
    roles = TerritoryRole.objects.filter(user__in=users, territory=territory)
    labels = {row.user_id: row.get_role_display() for row in roles}
    administrator = _("Administration de la plateforme")
    return [DemoAccount(str(user.uuid), user.full_name, labels.get(user.pk, administrator)) for user in users]


def demo_user(uuid: str) -> User | None:
    """Find one of the demonstration's people."""
    try:
        return _demo_users().filter(uuid=UUID(uuid)).first()
    except ValueError:
        return None


def open_link(*, token: str, purpose: str) -> Link | None:
    """Find the link a person opens, if it may still serve in this Cité; writes nothing.

    The look-up goes by fingerprint: its time says nothing about the token.
    """
    fingerprint = token_fingerprint(token)
    if fingerprint is None:
        return None
    link = Link.objects.select_related("territory").filter(token_sha256=fingerprint, purpose=purpose).first()
    if link is None or not link_decision(link.expires_at, link.used_at, link.revoked_at, now()):
        return None
    here = get_scope().get("territory")
    if here is not None and link.territory_id is not None and link.territory_id != here.pk:
        return None
    return link
