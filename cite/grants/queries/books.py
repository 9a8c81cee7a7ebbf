"""The book of a committee: where it stands, and the document it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.accounts.models import User
from cite.core.dates import now
from cite.documents.rules import Block, Contents, Document, Heading, KeyValues, PageBreak, Paragraph, Table
from cite.grants.enums.books import BookObjection
from cite.grants.models import CommitteeBook, CommitteeItem, Funder
from cite.grants.permissions.awards import visible_envelopes
from cite.grants.queries.committee import FileSummary
from cite.grants.queries.sheets import FileSheet, sheet_blocks
from cite.grants.rules.amounts import euros
from cite.jobs.enums import JobStatus
from cite.jobs.queries import job_progress
from cite.meetings.models import Meeting

_COLUMNS = 3
"""How many funders have a column of their own in the table of all files; with more, only the total has one."""


@dataclass(frozen=True, slots=True)
class BookProgress:
    """How far a book that was asked is; `error` says why it will not be made, and what to do."""

    done: int = 0
    total: int = 0
    error: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether it is on its way."""
        return not self.error


def book_of(user: User, meeting: Meeting) -> CommitteeBook | None:
    """Find the book of a committee that a person asked, made or on its way."""
    rows = CommitteeBook.objects.filter(meeting=meeting, asked_by=user)
    return rows.select_related("file", "meeting__territory").first()


def progress_of(book: CommitteeBook) -> BookProgress | None:
    """Tell how far a book is; none once it is made."""
    if book.job_id is None:
        return None
    progress = job_progress(book.job_id)
    if progress is None or progress.status in (JobStatus.FAILED, JobStatus.CANCELED, JobStatus.DONE):
        error = progress.error if progress else ""
        return BookProgress(error=error or str(BookObjection.STOPPED.label))
    return BookProgress(done=progress.done, total=progress.total or 0)


def book_document(
    meeting: Meeting, items: Sequence[CommitteeItem], sheets: Sequence[FileSheet], user: User
) -> Document:
    """Write the book of a person: cover, contents, every file in a table, then a page for each."""
    summaries = [sheet.summary for sheet in sheets]
    funders = _funders_of(summaries)
    blocks: list[Block] = [
        KeyValues([(label, value) for label, value in _cover(meeting, summaries, user) if value]),
        *_envelopes(user, summaries, funders),
        Heading(_("Sommaire")),
        Contents(),
        PageBreak(),
        Heading(_("Tous les dossiers")),
        _all_files(summaries, funders),
    ]
    for rank, (item, sheet) in enumerate(zip(items, sheets, strict=True), start=1):
        title = f"{rank}. {sheet.application.number} – {sheet.application}"
        blocks += [PageBreak(), Heading(title), *sheet_blocks(sheet, level=2), *_opinion(item, sheet)]
    return Document(
        title=_("Livre du comité : %(meeting)s") % {"meeting": meeting.title},
        subtitle=meeting.when,
        date=localtime(now()).date(),
        letterhead=(meeting.territory.name,),
        blocks=blocks,
    )


def _cover(meeting: Meeting, summaries: Sequence[FileSummary], user: User) -> list[tuple[str, str]]:
    calls = dict.fromkeys(summary.application.call.title for summary in summaries)
    hidden = sum(summary.is_hidden for summary in summaries)
    facts = [
        (_("Appel à projets"), ", ".join(calls)),
        (_("Comité"), f"{meeting.title}, {meeting.when}"),
        (_("Lieu"), meeting.where),
        (_("Dossiers"), str(len(summaries))),
        (_("Demandé en tout"), euros(_sum(summary.total_asked for summary in summaries))),
        (
            _("Fait pour"),
            _("%(person)s, le %(when)s, de ce que cette personne peut lire")
            % {"person": user, "when": date_format(localtime(now()), "j F Y à H:i")},
        ),
    ]
    if hidden:
        words = ngettext(
            "Les notes de %(n)d dossier n’y sont pas : cette personne n’a pas encore rendu les siennes.",
            "Les notes de %(n)d dossiers n’y sont pas : cette personne n’a pas encore rendu les siennes.",
            hidden,
        )
        facts.append((_("Notes"), words % {"n": hidden}))
    return facts


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))


def _funders_of(summaries: Iterable[FileSummary]) -> list[Funder]:
    found = {funder for summary in summaries for funder in summary.asked}
    return sorted(found, key=lambda funder: (funder.position, funder.name))


def _envelopes(user: User, summaries: Sequence[FileSummary], funders: Sequence[Funder]) -> list[Block]:
    """Set what is asked of each funder beside its envelope, where this person may see it."""
    calls = {summary.application.call_id for summary in summaries}
    held: dict[int, Decimal] = {}
    if summaries:
        territory = summaries[0].application.territory
        for envelope in visible_envelopes(user, territory).filter(call__in=calls):
            held[envelope.funder_id] = held.get(envelope.funder_id, Decimal(0)) + envelope.amount
    rows = []
    for funder in funders:
        asked = _sum(summary.asked.get(funder, Decimal(0)) for summary in summaries)
        count = sum(bool(summary.asked.get(funder)) for summary in summaries)
        envelope = held.get(funder.pk)
        rows.append((str(funder), str(count), euros(asked), "–" if envelope is None else euros(envelope)))
    if not rows:
        return []
    header = (_("Financeur"), _("Dossiers"), _("Demandé"), _("Enveloppe"))
    return [Table(header, rows, _("Ce qui est demandé à chaque financeur"), (4, 2, 3, 3))]


def _all_files(summaries: Sequence[FileSummary], funders: Sequence[Funder]) -> Table:
    shown = list(funders) if len(funders) <= _COLUMNS else []
    rows = [
        (
            str(rank),
            f"{summary.application.number}\n{summary.application}",
            str(summary.application.partner),
            *(_asked(summary, funder) for funder in shown),
            euros(summary.total_asked),
            _mark(summary),
        )
        for rank, summary in enumerate(summaries, start=1)
    ]
    totals = [euros(_sum(s.asked.get(funder, Decimal(0)) for s in summaries)) for funder in shown]
    whole = euros(_sum(summary.total_asked for summary in summaries))
    rows.append(("", _("Total"), "", *totals, whole, ""))
    header = (
        _("Rang"),
        _("Dossier"),
        _("Porteur"),
        *(str(funder) for funder in shown),
        _("Total demandé"),
        _("Note sur 100"),
    )
    return Table(header, rows, _("Dossiers, dans l’ordre de passage"), (2, 8, 6, *(3 for _ in shown), 3, 3))


def _asked(summary: FileSummary, funder: Funder) -> str:
    amount = summary.asked.get(funder)
    return "–" if amount is None else euros(amount)


def _mark(summary: FileSummary) -> str:
    if summary.is_hidden:
        return _("masquée")
    if summary.mark is None:
        return "–"
    return _("%(mark)s, désaccord") % {"mark": summary.mark} if summary.is_disagreement else str(summary.mark)


def _opinion(item: CommitteeItem, sheet: FileSheet) -> list[Block]:
    """Write the opinion of the committee where it is written already, else leave room for it."""
    if not item.outcome:
        return [Paragraph(_("Avis du comité : à donner en séance."), is_note=True)]
    amounts = [
        f"{funder} : {euros(Decimal(item.amounts[str(funder.uuid)]))}"
        for funder in sheet.summary.asked
        if str(funder.uuid) in item.amounts
    ]
    facts = [
        (_("Avis du comité"), str(item.get_outcome_display())),
        (_("Montants conseillés"), " ; ".join(amounts)),
        (_("Motivation"), item.words),
    ]
    return [KeyValues([(label, value) for label, value in facts if value])]
