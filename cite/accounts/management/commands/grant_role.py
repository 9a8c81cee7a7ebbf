"""Opens an account and gives it a role: how the first people of an installation enter."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from cite.accounts.enums import Role
from cite.accounts.operations import grant_role, open_account
from cite.tenancy.models import Territory


class Command(BaseCommand):
    """`manage.py grant_role someone@example.org co_pilot_state --territory saint-etienne-metropole`."""

    help = "Open an account and give it a role in a Cité (or --administrator, for the platform itself)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare who, which role, where."""
        parser.add_argument("email")
        parser.add_argument("role", nargs="?", choices=Role.values)
        parser.add_argument("--name", default="", help="name and first name")
        parser.add_argument(
            "--territory", default="", help="identifier of the Cité; not needed when there is one"
        )
        parser.add_argument("--administrator", action="store_true", help="administers the platform")

    def handle(self, **options: object) -> None:
        """Open the account, then grant the role."""
        if not options["role"] and not options["administrator"]:
            raise CommandError("Name a role, or --administrator.")
        user = open_account(
            email=options["email"], full_name=options["name"], is_staff=bool(options["administrator"])
        )
        if options["role"]:
            territory = self._territory(options["territory"])
            with scope(territory=territory):
                grant_role(user=user, territory=territory, role=Role(options["role"]))
        self.stdout.write(f"{user.email}: done")

    @staticmethod
    def _territory(slug: str) -> Territory:
        """Find the Cité meant, or say which there are."""
        found = list(Territory.objects.filter(slug=slug) if slug else Territory.objects.all()[:2])
        if len(found) == 1:
            return found[0]
        known = ", ".join(Territory.objects.values_list("slug", flat=True)) or "none: run load_territory"
        raise CommandError(f"Which Cité? --territory one of: {known}")
