"""People for the tests: fictional, each with a role in the current Cité."""

from cite.accounts.enums import Role
from cite.accounts.models import TerritoryRole, User
from cite.tenancy.models import Territory


def make_user(
    name: str = "someone", *, role: Role | None = None, territory: Territory | None = None, **fields
) -> User:
    """Create a person, and her role when one is named (the scope of the territory must be open)."""
    user = User.objects.create_user(f"{name}@example.org", full_name=name.capitalize(), **fields)
    if role:
        TerritoryRole.objects.create(user=user, territory=territory, role=role)
    return user
