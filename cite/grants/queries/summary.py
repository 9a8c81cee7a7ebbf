"""One file on one page: for the committee, and for whoever opens it in a hurry."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import today
from cite.documents.rules import Document
from cite.grants.models import Application
from cite.grants.queries.sheets import FileSheet, essential_sheets_of, facts_of, sheet_blocks, sheets_of


def sheet_of(application: Application, user: User) -> FileSheet:
    """Gather what a person may read of a file today."""
    return sheets_of([application], user, today())[0]


def essentials_of(application: Application, user: User) -> list[tuple[str, str]]:
    """List what identifies a file today, and what decides of it at a glance."""
    return facts_of(essential_sheets_of([application], user, today())[application.pk])


def summary_outline(application: Application, user: User) -> Document:
    """Write it as a document; marks only where this person may read them."""
    return Document(
        title=str(application),
        subtitle=_("Fiche de synthèse – %(number)s") % {"number": application.number},
        blocks=tuple(sheet_blocks(sheet_of(application, user))),
        date=today(),
        letterhead=(application.territory.name,),
    )
