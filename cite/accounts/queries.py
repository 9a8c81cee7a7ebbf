"""The accounts of the demonstration."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from cite.accounts.models import TerritoryRole, User
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
