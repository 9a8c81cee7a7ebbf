"""The vocabulary of the book of a committee."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts

BOOK_PURPOSE = "grants.committee_book"
"""What the files of books are kept for."""


@about_access("NOT_YOURS")
class BookObjection(models.TextChoices):
    """Why a book is not made, or not given, and what to do."""

    NO_FILES = (
        "no_files",
        _(
            "Aucun dossier de ce comité ne vous est ouvert. Mettez des dossiers à l’ordre du jour, puis redemandez."
        ),
    )
    TOO_MANY = (
        "too_many",
        _(
            "Un livre tient 300 dossiers au plus. Répartissez l’ordre du jour entre deux comités, puis redemandez."
        ),
    )
    NOT_YOURS = (
        "not_yours",
        _("Ce livre a été fait pour une autre personne. Demandez le vôtre depuis la page du comité."),
    )
    NO_LONGER_YOURS = (
        "no_longer_yours",
        _("Ce livre contient un dossier ou des notes que vous ne pouvez plus lire. Demandez-en un nouveau."),
    )
    STOPPED = (
        "stopped",
        _(
            "La préparation du livre s’est arrêtée. Redemandez-le ; si cela recommence, prévenez la coordination."
        ),
    )


@acts
class BookAct(models.TextChoices):
    """What the journal keeps of books; their downloads are readings of files."""

    ASK = "grants.ask_committee_book", _("a demandé le livre d’un comité")
