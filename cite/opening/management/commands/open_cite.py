"""Gives the address that opens an empty installation: whoever commands the server decides who opens the Cité."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from cite.core.decisions import Refused
from cite.opening.operations import invite_to_open


class Command(BaseCommand):
    """`manage.py open_cite`: an address for one person, once, for a day."""

    help = "Print the address, valid once and for 24 hours, of the assistant that opens a Cité."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where the site answers."""
        parser.add_argument("--site", default=settings.SITE_URL, help="where the site answers (%(default)s)")

    def handle(self, **options: str) -> None:
        """Print it, alone on its line."""
        try:
            token = invite_to_open()
        except Refused as refusal:
            raise CommandError(" ".join(refusal.decision.sentences)) from refusal
        self.stdout.write("Ouvrez cette adresse dans un navigateur. Elle sert une fois, avant 24 heures :")
        self.stdout.write(f"\n{options['site'].rstrip('/')}{reverse('opening:enter', args=[token])}\n")
