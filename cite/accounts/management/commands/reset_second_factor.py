"""Lets somebody in again who has lost telephone, passkey and recovery codes."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from cite.accounts.operations import reset_second_factor
from cite.accounts.queries import account_for_identity


class Command(BaseCommand):
    """`manage.py reset_second_factor someone@example.org`, once she has been recognized by voice or in person."""

    help = (
        "Remove every second factor of a person, and sign her out: she sets another up at her next sign-in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare who."""
        parser.add_argument("email")

    def handle(self, **options: object) -> None:
        """Remove them."""
        user = account_for_identity(str(options["email"]))
        if user is None:
            raise CommandError("No open account has this address.")
        self.stdout.write(f"{user.email}: {reset_second_factor(user=user)} removed")
