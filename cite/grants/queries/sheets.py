"""One file on one page: what a committee reads of it, gathered for many files at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from cite.accounts.models import User
from cite.documents.rules import Block, Heading, KeyValues, Paragraph, Table
from cite.grants.enums import BudgetScope, GateStage, PledgeAnswer, Question
from cite.grants.models import Application, BudgetLine, Opinion, Pledge, Remark
from cite.grants.queries.budget import budget_facts
from cite.grants.queries.committee import FileSummary, summaries_of
from cite.grants.queries.corrections import places_of
from cite.grants.queries.financing import financing_plan
from cite.grants.queries.report_gate import gate_facts_of
from cite.grants.queries.similar import SimilarLine, similar_actions_of
from cite.grants.rules.amounts import euros
from cite.grants.rules.budget import BudgetFacts
from cite.grants.rules.report_gate import GateFacts, gate_notices, report_gate

SHORT_WORDS = (
    (Question.NEED, _lazy("Besoin")),
    (Question.OBJECTIVES, _lazy("Objectifs")),
    (Question.INNOVATION, _lazy("Nouveauté")),
    (Question.ARTICULATION, _lazy("Articulation")),
)
_EXCERPT, _SAID, _ROWS = 330, 260, 3
"""What a page holds: letters of an answer, letters of an opinion, rows of a table that may be long."""


@dataclass(slots=True)
class FileSheet:
    """Everything a page about a file holds, as one person may read it."""

    summary: FileSummary
    gate: GateFacts
    lines: list[BudgetLine] = field(default_factory=list)
    opinions: list[Opinion] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    similar: list[SimilarLine] = field(default_factory=list)

    @property
    def application(self) -> Application:
        """The file."""
        return self.summary.application

    @property
    def money(self) -> BudgetFacts:
        """The budget of the action."""
        return budget_facts(self.application, self.lines, with_others=False)

    @property
    def remarked(self) -> list[tuple[Remark, str]]:
        """What the carrier was asked to complete, each with the words of its place, the newest first."""
        places = places_of(self.application) if self.remarks else {}
        return [(remark, places.get(remark.place, remark.place)) for remark in self.remarks]


def sheets_of(applications: Collection[Application], user: User, on: date) -> list[FileSheet]:
    """Gather what a person may read of several files, in their order: as many queries as for one, for each call.

    `on`: the day for which the bilans of the carriers are looked at.
    """
    if not applications:
        return []
    numbers = [application.pk for application in applications]
    found = essential_sheets_of(applications, user, on)
    for opinion in Opinion.objects.filter(application__in=numbers).exclude(given_at=None):
        found[opinion.application_id].opinions.append(opinion)
    remarks = Remark.objects.filter(round__application__in=numbers).select_related("round")
    for remark in remarks.order_by("-round__number", "pk"):
        found[remark.round.application_id].remarks.append(remark)
    by_call: dict[int, list[Application]] = defaultdict(list)
    for application in applications:
        by_call[application.call_id].append(application)
    for files in by_call.values():
        for pk, similar in similar_actions_of(files).items():
            found[pk].similar = similar
    return [found[pk] for pk in numbers]


def essential_sheets_of(applications: Collection[Application], user: User, on: date) -> dict[int, FileSheet]:
    """Gather, of each file by its number, what `facts_of` says: neither what others said of it nor similar actions."""
    summaries, gates = summaries_of(list(applications), user), gate_facts_of(applications, on)
    found = {file.pk: FileSheet(summaries[file.pk], gates[file.pk]) for file in applications}
    lines = BudgetLine.objects.filter(application__in=found, scope=BudgetScope.PROJECT)
    for line in lines.select_related("funder"):
        found[line.application_id].lines.append(line)
    for pledge in Pledge.objects.filter(application__in=found):
        found[pledge.application_id].pledges.append(pledge)
    return found


def sheet_blocks(sheet: FileSheet, level: int = 1) -> Iterator[Block]:
    """Lay a file out: the action, its money, what reviews and others said of it, what its carrier answered.

    `level`: of its titles, below that of the file.
    """
    yield KeyValues(facts_of(sheet))
    for key, label in SHORT_WORDS:
        if text := _cut(sheet.application.answers.get(key), _EXCERPT):
            yield Paragraph(f"{label} : {text}")
    yield from _money(sheet.money, level)
    yield from _reviews(sheet.summary, level)
    yield from _others(sheet)


def facts_of(sheet: FileSheet) -> list[tuple[str, str]]:
    """List what identifies a file, and what decides of it at a glance; what nobody said is left out."""
    application, summary = sheet.application, sheet.summary
    facts = [
        (_("Porteur"), application.partner.organization.name),
        (_("Situation"), str(application.get_state_display())),
        (_("Dates"), period(application)),
        (_("Quartiers"), ", ".join(summary.districts)),
        (_("Priorités"), " ; ".join(summary.priorities)),
        (_("Public"), audience(application)),
        (_("Coût de l’action"), euros(sheet.money.totals.expenses) if sheet.lines else ""),
        (_("Demandé"), _asked(summary)),
        (_("Partenaires"), _partners(sheet.pledges)),
        (_("Bilan de l’an passé"), _gate(sheet.gate)),
    ]
    return [(label, value) for label, value in facts if value]


def audience(application: Application) -> str:
    """Say in one line who is expected: how many people, the share of the districts and of women, an age limit."""
    answers = application.answers
    low, high = answers.get(Question.PARTICIPANTS_MIN), answers.get(Question.PARTICIPANTS_MAX)
    share, women = answers.get(Question.QPV_SHARE), answers.get(Question.WOMEN_SHARE)
    said = []
    if low and high and low != high:
        said.append(_("de %(low)s à %(high)s participants") % {"low": low, "high": high})
    elif high or low:
        said.append(_("%(n)s participants") % {"n": high or low})
    if share is not None:
        said.append(_("%(share)s %% d’habitants des quartiers prioritaires") % {"share": share})
    if women is not None:
        said.append(_("%(share)s %% de femmes") % {"share": women})
    if answers.get(Question.AGE_LIMIT) == "yes":
        said.append(_("avec une limite d’âge"))
    return ", ".join(said)


def period(application: Application) -> str:
    """Write from when to when an action takes place; empty where nobody said."""
    if application.starts_on is None or application.ends_on is None:
        return ""
    days = {"start": date_format(application.starts_on), "end": date_format(application.ends_on)}
    return _("du %(start)s au %(end)s") % days


def _partners(pledges: Sequence[Pledge]) -> str:
    if not pledges:
        return ""
    agreed = [p.name for p in pledges if p.answer in (PledgeAnswer.YES, PledgeAnswer.OTHERWISE)]
    said = ngettext("%(n)d nommé", "%(n)d nommés", len(pledges)) % {"n": len(pledges)}
    if not agreed:
        return _("%(said)s, aucun n’a encore confirmé") % {"said": said}
    return _("%(said)s, confirmés : %(names)s") % {"said": said, "names": _cut(", ".join(agreed), _SAID)}


def _gate(facts: GateFacts) -> str:
    decision = report_gate(facts, GateStage.DECISION)
    if not decision:
        return " ".join(decision.sentences)
    return " ".join(str(notice.label) for notice in gate_notices(facts, GateStage.DECISION))


def _asked(summary: FileSummary) -> str:
    said = " ; ".join(f"{funder} : {euros(amount)}" for funder, amount in summary.asked.items())
    if len(summary.asked) < 2:
        return said
    return _("%(each)s ; %(whole)s en tout") % {"each": said, "whole": euros(summary.total_asked)}


def _money(facts: BudgetFacts, level: int) -> Iterator[Block]:
    """Say who pays what share of the action."""
    rows = [
        (part.label, part.status, euros(part.amount), f"{part.percent:.0f}\u00a0%")
        for part in financing_plan(facts)
    ]
    if rows:
        yield Heading(_("Budget"), level)
        header = (_("Ressource"), _("État"), _("Montant"), _("Part"))
        yield Table(header, rows, _("Qui finance l’action"), (6, 3, 3, 1))


def _reviews(summary: FileSummary, level: int) -> Iterator[Block]:
    yield Heading(_("Instruction"), level)
    if summary.is_hidden:
        yield Paragraph(_("Notes masquées : la personne qui lit n’a pas encore rendu les siennes."))
        return
    if not summary.is_reviewed:
        yield Paragraph(_("Instruction incomplète : il manque l’avis d’un côté."))
    reviews = summary.reviews
    if not reviews:
        return
    rows = [(_("Avis"), *(review.opinion for review in reviews))]
    rows += [(_("Note sur 100"), *(_shown(review.mark) for review in reviews))]
    for number, (label, _mark) in enumerate(reviews[0].by_criterion):
        rows.append((label, *(_shown(review.by_criterion[number][1]) for review in reviews)))
    header = (_("Critère, noté de 0 à 5"), *(capfirst(str(review.side.label)) for review in reviews))
    yield Table(header, rows, _("Avis et notes"), (8, *(3 for _review in reviews)))
    if summary.is_disagreement:
        yield Paragraph(_("Désaccord : l’écart entre les notes dépasse celui que l’appel accepte."))
    for review in reviews:
        yield Paragraph(
            _("Pour %(side)s : %(words)s") % {"side": review.side.label, "words": _cut(review.words, _SAID)}
        )


def _shown(mark: int | None) -> str:
    return "–" if mark is None else str(mark)


def _others(sheet: FileSheet) -> Iterator[Block]:
    """Write what others said: opinions asked, corrections, similar actions; a few of each, and how many more."""
    opinions = [
        (o.name, str(o.get_opinion_display() or _("Sans avis")), _cut(o.words, _SAID)) for o in sheet.opinions
    ]
    yield from _few((_("Qui"), _("Avis"), _("Motivation")), opinions, _("Avis demandés"), (3, 2, 6))
    answers = [
        (place, _cut(remark.text, _SAID), _cut(remark.reply, _SAID) or _("Pas de réponse"))
        for remark, place in sheet.remarked
    ]
    header = (_("Où"), _("Demande"), _("Réponse du porteur"))
    yield from _few(header, answers, _("Compléments demandés au porteur"), (3, 4, 5))
    similar = [
        (
            line.action.title,
            " – ".join(filter(None, (line.action.carrier, str(line.action.year or "")))),
            _cut(line.answer, _SAID) or _("Pas de réponse"),
        )
        for line in sheet.similar
    ]
    header = (_("Action"), _("Porteur, année"), _("Articulation, selon le porteur"))
    yield from _few(header, similar, _("Actions semblables"), (4, 4, 5))


def _few(
    header: tuple[str, ...], rows: Sequence[tuple[str, ...]], caption: str, weights: tuple[int, ...]
) -> Iterator[Block]:
    if not rows:
        return
    yield Table(header, rows[:_ROWS], caption, weights)
    if more := len(rows) - _ROWS:
        if more > 0:
            words = ngettext("Et %(n)d autre, dans le dossier.", "Et %(n)d autres, dans le dossier.", more)
            yield Paragraph(words % {"n": more}, is_note=True)


def _cut(text: object, length: int) -> str:
    """Keep what a page holds of a text, to the end of a word, on one line."""
    words = " ".join(str(text or "").split())
    return words if len(words) <= length else words[: length - 1].rsplit(None, 1)[0] + "…"
