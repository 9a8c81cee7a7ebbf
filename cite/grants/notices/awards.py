"""The messages about the decisions of funders."""

from django.utils.translation import gettext_lazy as _

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
AWARD_NOTICES = (DECISION_PUBLISHED, DECISION_WITHDRAWN, BOOK_READY)
