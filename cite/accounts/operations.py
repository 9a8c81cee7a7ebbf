"""Changes to accounts and roles."""

from django.db import transaction

from cite.accounts.enums import Role
from cite.accounts.models import TerritoryRole, User
from cite.tenancy.models import Territory


@transaction.atomic
def open_account(*, email: str, full_name: str, is_staff: bool = False) -> User:
    """Open an account, once; its holder signs in by a code sent to the address. Rights are added, never removed."""
    user = User.objects.select_for_update().filter(email=email.strip().lower()).first()
    if user is None:
        return User.objects.create_user(email, full_name=full_name, is_staff=is_staff)
    if is_staff and not user.is_staff:
        user.is_staff = True
        user.save()
    return user


@transaction.atomic
def grant_role(*, user: User, territory: Territory, role: Role) -> TerritoryRole:
    """Give a person a role in a Cité, once."""
    granted, _created = TerritoryRole.objects.get_or_create(user=user, territory=territory, role=role)
    return granted
