"""One file on one page: for the committee, and for whoever opens it in a hurry."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import today
from cite.documents.rules import Block, Document, Heading, KeyValues, Paragraph, Table
from cite.grants.enums import Question
from cite.grants.models import Application, Award, ReachedDistrict
from cite.grants.queries.opinions import opinions_on
from cite.grants.queries.reviews import board_of
from cite.grants.queries.surroundings import short_words
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
        (_("Dates"), _period(application)),
        (_("Quartiers"), ", ".join(str(row.district) for row in reached)),
        (_("Priorités"), " ; ".join(labels.get(code, code) for code in application.priorities)),
        (_("Participants, au plus"), str(answers.get(Question.PARTICIPANTS_MAX) or "")),
        (_("Habitants des quartiers prioritaires"), "" if share is None else f"{share} %"),
        (_("Demandé"), " ; ".join(f"{a.funder} : {euros(a.amount_asked)}" for a in awards)),
    ]


def _period(application: Application) -> str:
    if application.starts_on is None or application.ends_on is None:
        return ""
    days = {"start": date_format(application.starts_on), "end": date_format(application.ends_on)}
    return _("du %(start)s au %(end)s") % days


def summary_outline(application: Application, user: User) -> Document:
    """Write it as a document; marks only where this person may read them."""
    blocks: list[Block] = [KeyValues(facts_of_summary(application))]
    for label, text in short_words(application):
        blocks += [Heading(label), Paragraph(text)]
    board = board_of(application, user)
    if board.given:
        rows = [
            (str(line.side.label), str(line.review.get_opinion_display()), f"{line.total} / 100")
            for line in board.sides
            if line.review in board.given
        ]
        blocks += [Heading(_("Instruction")), Table((_("Pour"), _("Avis"), _("Note")), rows)]
        blocks += [Paragraph(review.words) for review in board.given]
    given = [opinion for opinion in opinions_on(application) if opinion.given_at]
    if given:
        rows = [(o.name, str(o.get_opinion_display() or _("Sans avis")), o.words) for o in given]
        blocks += [
            Heading(_("Avis demandés")),
            Table((_("Qui"), _("Avis"), _("Motivation")), rows, weights=(2, 2, 4)),
        ]
    return Document(
        title=str(application),
        subtitle=_("Fiche de synthèse"),
        blocks=tuple(blocks),
        date=today(),
        letterhead=(application.territory.name,),
    )
