"""The texts of documents: written for the Cité or for one funder, and taken back to the original; none is lost."""

from __future__ import annotations

from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import Decision, Refused, require
from cite.core.journal import differences, record, snapshot
from cite.core.models import SaveObjection
from cite.grants.enums import DocumentKind
from cite.grants.enums.documents import DocumentAct, TextObjection
from cite.grants.models import DocumentTemplate, Funder, PastText
from cite.grants.permissions.documents import can_write_text
from cite.grants.queries.templates import mark_of, own_row
from cite.grants.rules.documents import OF_THE_FILE, faults_of
from cite.tenancy.models import Territory

_SAID = ("title", "body")


@transaction.atomic
def write_text(
    *,
    territory: Territory,
    kind: DocumentKind | str,
    funder: Funder | None,
    title: str,
    body: str,
    by: User,
    mark: str,
) -> DocumentTemplate:
    """Write the text of a kind of document; `mark` says which text was read before. Documents issued do not change.

    The text before it is kept whole.

    Raises:
        Refused: the text would not work, somebody changed it meanwhile, or this person may not.
    """
    kind = DocumentKind(kind)
    require(can_write_text(by, territory, funder))
    title, body = " ".join(title.split()), body.replace("\r\n", "\n").strip()
    found = {objection for objection, _about in faults_of(kind, title, body)}
    if funder is not None and kind in OF_THE_FILE:
        found.add(TextObjection.NOT_OF_A_FUNDER)
    require(Decision(tuple(objection for objection in TextObjection if objection in found)))
    row = _as_read(territory, kind, funder, mark, {"title": title, "body": body})
    if row is not None and (row.title, row.body) == (title, body):
        return row
    before = snapshot(row, _SAID) if row else {}
    if row is not None:
        _keep(row)
    if row is None:
        row = DocumentTemplate(territory=territory, kind=kind, funder=funder, version=0)
    row.title, row.body, row.written_by = title, body, by
    row.save_next_version()
    changes = differences(before, snapshot(row, _SAID))
    record(DocumentAct.WRITE_TEXT, by=by, target=row, changes=changes)
    return row


@transaction.atomic
def reset_text(
    *, territory: Territory, kind: DocumentKind | str, funder: Funder | None, by: User, mark: str
) -> None:
    """Take back a text: the one of the Cité holds again for a funder, ours for the Cité. Asked twice, once.

    What was written is kept whole, and may be taken up again.

    Raises:
        Refused: somebody changed it meanwhile, or this person may not.
    """
    require(can_write_text(by, territory, funder))
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    row = own_row(territory, kind, funder)
    if row is None:
        return
    if mark_of(row) != mark:
        raise Refused(Decision((SaveObjection.CHANGED_MEANWHILE,)))
    _keep(row)
    record(DocumentAct.RESET_TEXT, by=by, target=row, changes=differences(snapshot(row, _SAID), {}))
    row.delete()


def _keep(row: DocumentTemplate) -> None:
    PastText.objects.create(
        territory=row.territory,
        kind=row.kind,
        funder=row.funder,
        title=row.title,
        body=row.body,
        written_by=row.written_by,
        written_at=row.updated_at,
    )


def _as_read(
    territory: Territory, kind: DocumentKind, funder: Funder | None, mark: str, said: dict[str, str]
) -> DocumentTemplate | None:
    """Fetch a text for change, if it is still the one that was read or already says this. The Cité is the lock."""
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    row = own_row(territory, kind, funder)
    says_it = row is not None and snapshot(row, _SAID) == said
    if mark_of(row) != mark and not says_it:
        raise Refused(Decision((SaveObjection.CHANGED_MEANWHILE,)))
    return row
