"""The messages about the decisions of funders."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cite.grants.enums.books import BookObjection
from cite.notifications.ports import NoticeKind

DECISION_PUBLISHED = NoticeKind(
    key="grants.decision_published",
    label=_("Un financeur a décidé de votre demande de subvention"),
    category=_("Appels à projets"),
    subject=_("Dossier {number} : {funder} a décidé"),
    body=_(
        "Bonjour {recipient},\n\nLe financeur « {funder} » a pris sa décision sur le dossier {number}. "
        "Lisez-la ici, avec la suite et les voies de recours :\n{link}"
    ),
    fields={"number": "CE-2027-0012", "funder": "État"},
    is_essential=True,
)
DECISION_WITHDRAWN = NoticeKind(
    key="grants.decision_withdrawn",
    label=_("Un financeur retire sa décision"),
    category=_("Appels à projets"),
    subject=_("Dossier {number} : {funder} retire sa décision"),
    body=_(
        "Bonjour {recipient},\n\nLe financeur « {funder} » retire sa décision sur le dossier {number} : rien n’en sera "
        "versé. Voyez où en est votre dossier, et les bilans qui restent à produire :\n{link}"
    ),
    fields={"number": "CE-2027-0012", "funder": "État"},
    is_essential=True,
)
BOOK_READY = NoticeKind(
    key="grants.book_ready",
    label=_("Le livre d’un comité que vous avez demandé est prêt"),
    category=_("Appels à projets"),
    subject=_("Le livre du comité du {day} est prêt"),
    body=_(
        "Bonjour {recipient},\n\nLe livre du comité du {day}, que vous avez demandé, est prêt. Il vous attend ici, "
        "jusqu’au {until} :\n{link}"
    ),
    fields={"day": "12 mars 2027", "until": "8 avril 2027"},
)
BOOK_NOT_MADE = NoticeKind(
    key="grants.book_not_made",
    label=_("Le livre d’un comité que vous avez demandé n’a pas pu être fait"),
    category=_("Appels à projets"),
    subject=_("Le livre du comité du {day} n’a pas pu être fait"),
    body=_(
        "Bonjour {recipient},\n\nLe livre du comité du {day}, que vous avez demandé, n’a pas pu être fait.\n\n{reason}"
        "\n\nVous le redemandez sur cette page :\n{link}"
    ),
    fields={"day": "12 mars 2027", "reason": BookObjection.NO_FILES.label},
    cooldown=timedelta(days=30),
)
AWARD_NOTICES = (DECISION_PUBLISHED, DECISION_WITHDRAWN, BOOK_READY, BOOK_NOT_MADE)
