"""Changes the address a person signs in with."""

from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from cite.accounts.operations import change_email
from cite.accounts.queries import account_for_identity


class Command(BaseCommand):
    """`manage.py change_email old@example.org new@example.org`."""

    help = "Change the address of an account; its holder is signed out, and signs in by the new one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare who, and her new address."""
        parser.add_argument("email")
        parser.add_argument("new_email")

    def handle(self, **options: object) -> None:
        """Change it."""
        user = account_for_identity(str(options["email"]))
        if user is None:
            raise CommandError("No open account has this address.")
        try:
            change_email(user=user, email=str(options["new_email"]))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{options['new_email']}: done")
