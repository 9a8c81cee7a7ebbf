"""Opens the demonstration: fictional people, one per role, through the operations everyone uses."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_scopes import scope

from cite.accounts.queries import DEMO_DOMAIN
from cite.notifications.operations import drop_messages_to
from cite.portals.management.demonstration import PEOPLE, open_demonstration
from cite.portals.management.demonstration_calls import open_calls
from cite.portals.management.demonstration_meetings import open_meetings
from cite.portals.management.demonstration_offer import open_calls_back, open_lists, open_offer
from cite.portals.management.demonstration_people import open_people
from cite.tenancy.models import Territory


class Command(BaseCommand):
    """Idempotent: run again, it changes nothing."""

    help = "Open one fictional account per role in each Cité (development only)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let whoever only needs the people leave the files of the call aside."""
        parser.add_argument("--people-only", action="store_true", help="leave the call for projects aside")
        parser.add_argument(
            "--without-residents", action="store_true", help="leave the year of residents aside"
        )

    def handle(
        self, *, people_only: bool = False, without_residents: bool = False, **options: object
    ) -> None:
        """Open the accounts; nobody is written to."""
        if not settings.DEMO_ACCOUNTS:
            raise CommandError("Demonstration accounts are not opened in this installation.")
        for territory in Territory.objects.all():
            with scope(territory=territory):
                open_demonstration(territory=territory)
                open_meetings(territory=territory)
                if not people_only:
                    open_calls(territory=territory)
                    open_offer(territory=territory)
                    open_calls_back(territory=territory)
                    open_lists(territory=territory)
                if not (people_only or without_residents):
                    open_people(territory=territory)
        drop_messages_to(domain=DEMO_DOMAIN)
        self.stdout.write(
            f"Demonstration: {len(PEOPLE) + 1} fictional accounts, one click away on the sign-in page."
        )
