"""Opens the demonstration: fictional people, one per role, through the operations everyone uses."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from cite.accounts.enums import Role
from cite.accounts.operations import grant_role, open_account
from cite.accounts.queries import DEMO_DOMAIN
from cite.tenancy.models import Territory

PEOPLE = (
    ("nadia.prescription", "Nadia Perrin", Role.PRESCRIBER),
    ("marc.association", "Marc Olivaux", Role.CARRIER),
    ("claire.etat", "Claire Demontagne", Role.CO_PILOT_STATE),
    ("yanis.metropole", "Yanis Fontvieille", Role.CO_PILOT_METROPOLE),
    ("sofia.coordination", "Sofia Lacombe", Role.COORDINATOR),
    ("admin", "Anne Administratrice", None),
)


class Command(BaseCommand):
    """Idempotent: run again, it changes nothing."""

    help = "Open one fictional account per role in each Cité (development only)."

    def handle(self, **options: object) -> None:
        """Open the accounts."""
        if not settings.DEMO_ACCOUNTS:
            raise CommandError("Demonstration accounts are not opened in this installation.")
        for territory in Territory.objects.all():
            with scope(territory=territory):
                for name, full_name, role in PEOPLE:
                    user = open_account(
                        email=f"{name}@{DEMO_DOMAIN}", full_name=full_name, is_staff=role is None
                    )
                    if role:
                        grant_role(user=user, territory=territory, role=role)
        self.stdout.write(
            f"Demonstration: {len(PEOPLE)} fictional accounts, one click away on the sign-in page."
        )
