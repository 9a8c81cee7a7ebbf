"""One file on one page: for the committee, and for whoever opens it in a hurry."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import today
from cite.documents.rules import Document
from cite.grants.enums import Question
from cite.grants.models import Application, Award, ReachedDistrict
from cite.grants.queries.sheets import period, sheet_blocks, sheets_of
from cite.grants.rules.amounts import euros
from cite.grants.rules.call_content import choices_from, labels_of


def facts_of_summary(application: Application) -> list[tuple[str, str]]:
    """List what identifies the action: carrier, days, districts, priorities, people expected, amounts."""
    labels = labels_of(choices_from(application.edition.priorities))
    reached = ReachedDistrict.objects.filter(application=application).select_related("district")
    awards = Award.objects.filter(application=application).select_related("funder")
    answers = application.answers
    share = answers.get(Question.QPV_SHARE)
    return [
        (_("Porteur"), application.partner.organization.name),
        (_("Numéro"), application.number),
        (_("Situation"), str(application.get_state_display())),
        (_("Dates"), period(application)),
        (_("Quartiers"), ", ".join(str(row.district) for row in reached)),
        (_("Priorités"), " ; ".join(labels.get(code, code) for code in application.priorities)),
        (_("Participants, au plus"), str(answers.get(Question.PARTICIPANTS_MAX) or "")),
        (_("Habitants des quartiers prioritaires"), "" if share is None else f"{share} %"),
        (_("Demandé"), " ; ".join(f"{a.funder} : {euros(a.amount_asked)}" for a in awards)),
    ]


def summary_outline(application: Application, user: User) -> Document:
    """Write it as a document; marks only where this person may read them."""
    (sheet,) = sheets_of([application], user, today())
    return Document(
        title=str(application),
        subtitle=_("Fiche de synthèse – %(number)s") % {"number": application.number},
        blocks=tuple(sheet_blocks(sheet)),
        date=today(),
        letterhead=(application.territory.name,),
    )
