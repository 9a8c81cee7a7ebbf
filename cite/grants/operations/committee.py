"""A committee of funders: its agenda built from files, the joint opinion of the two co-pilots on each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.actors.permissions.people import pilot_side
from cite.actors.rules.habilitation import Agreements
from cite.core.dates import today
from cite.core.decisions import require, unless
from cite.core.journal import differences, record, snapshot
from cite.grants.enums import ApplicationState, Outcome
from cite.grants.enums.committee import CommitteeAct, CommitteeObjection
from cite.grants.models import Application, CommitteeItem
from cite.grants.operations.award_moves import locked_file
from cite.grants.operations.awards import set_aside_all
from cite.grants.permissions.committee import (
    OPEN,
    can_adjourn,
    can_prepare_committee,
    has_no_link,
    visible_items,
)
from cite.grants.queries.committee import asked_of
from cite.grants.rules.committee import agreement_decision, opinion_decision
from cite.grants.workflow import APPLICATION
from cite.meetings.models import AgendaItem, Meeting
from cite.meetings.operations import add_item


@transaction.atomic
def build_agenda(*, meeting: Meeting, applications: Collection[Application], by: User) -> list[CommitteeItem]:
    """Put files on the agenda, after those that are there; one that is there already stays where it is.

    Raises:
        Refused: not hers to prepare, a committee that is over, nothing chosen, or a file that is not in review.
    """
    found = _locked_files({application.pk for application in applications})
    meeting = _locked_meeting(meeting, by)
    require(
        unless(bool(found), CommitteeObjection.NOTHING_CHOSEN)
        & unless(
            all(file.state == ApplicationState.IN_REVIEW for file in found), CommitteeObjection.NOT_IN_REVIEW
        )
    )
    items = list(CommitteeItem.objects.filter(meeting=meeting))
    known = {item.application_id for item in items}
    last = max((item.position for item in items), default=0)
    new = [file for file in found if file.pk not in known]
    added = [
        CommitteeItem.objects.create(
            territory=meeting.territory, meeting=meeting, application=file, position=last + rank
        )
        for rank, file in enumerate(new, start=1)
    ]
    _announce(meeting, by)
    if added:
        numbers_added = ", ".join(file.number for file in new)[:200]
        record(CommitteeAct.BUILD_AGENDA, by=by, target=meeting, changes={"files": (None, numbers_added)})
    return added


def _announce(meeting: Meeting, by: User) -> None:
    """Write once, on the agenda of the meeting, that files are examined."""
    title = _("Examen des dossiers de l’appel à projets")
    if not AgendaItem.objects.filter(meeting=meeting, title=title).exists():
        add_item(meeting=meeting, title=title, by=by)


@transaction.atomic
def remove_file(*, item: CommitteeItem, by: User) -> None:
    """Take a file off the agenda, as long as no opinion was given on it.

    Raises:
        Refused: not hers to prepare, a link with its carrier, a committee that is over, or an opinion agreed by a side.
    """
    meeting = _locked_meeting(item.meeting, by)
    found = CommitteeItem.objects.select_for_update(of=("self",), no_key=True).filter(pk=item.pk).first()
    if found is None:
        return
    require(has_no_link(by, found.application))
    require(unless(not agreements_of_item(found).persons, CommitteeObjection.ALREADY_ADVISED))
    record(CommitteeAct.REMOVE_FILE, by=by, target=meeting, changes={"file": (str(found), None)})
    found.delete()


@transaction.atomic
def reorder_files(*, meeting: Meeting, seen: Sequence[int], order: Sequence[int], by: User) -> None:
    """Examine the files in another order; both list the numbers of the items she sees, `seen` as she read them.

    A file that she does not see, for a link with its carrier, keeps its place.

    Raises:
        Refused: not hers to prepare, a committee that is over, or an agenda that changed meanwhile.
    """
    meeting = _locked_meeting(meeting, by)
    shown = list(visible_items(by, meeting).values_list("pk", flat=True))
    is_same = shown == list(seen) and sorted(shown) == sorted(order)
    require(unless(is_same, CommitteeObjection.AGENDA_CHANGED))
    rows = CommitteeItem.objects.filter(meeting=meeting).select_related("application")
    items = {item.pk: item for item in rows}
    following = iter(order)
    for position, number in enumerate(list(items), start=1):
        items[next(following) if number in shown else number].position = position
    CommitteeItem.objects.bulk_update(items.values(), ["position"])
    if shown != list(order):
        numbers = ", ".join(items[number].application.number for number in order)[:200]
        record(CommitteeAct.REORDER, by=by, target=meeting, changes={"files": (None, numbers)})


@transaction.atomic
def write_opinion(
    *,
    item: CommitteeItem,
    outcome: Outcome | str,
    amounts: Mapping[int, Decimal],
    words: str,
    version: int,
    by: User,
) -> CommitteeItem:
    """Write the opinion on a file; `amounts` by number of funder. A co-pilot who writes it agrees for her side.

    Another opinion than the one that was agreed needs both agreements anew.

    Raises:
        Refused: not hers to write, a file that left review, an opinion that does not hold, or changed meanwhile.
    """
    item, application = _locked_item(item, by, version)
    asked = asked_of(application)
    kept = {funder: amount for funder, amount in amounts.items() if amount}
    require(opinion_decision(outcome, kept, words, {f.pk: amount for f, amount in asked.items()}))
    before = snapshot(item)
    names = {funder.pk: str(funder.uuid) for funder in asked}
    written = {names[funder]: str(amount) for funder, amount in kept.items()}
    is_another = (item.outcome, item.amounts, item.words) != (outcome, written, words.strip())
    if is_another:
        item.outcome, item.amounts, item.words = Outcome(outcome), written, words.strip()
        item.forget_agreements()
    side = pilot_side(by, item.territory)
    agrees = bool(agreement_decision(item.outcome, agreements_of_item(item), side, by.pk))
    if agrees:
        item.agree(side, by, today())
    if is_another:
        item.save_next_version()
    else:
        item.save_agreement()
    record(CommitteeAct.WRITE_OPINION, by=by, target=item, changes=differences(before, snapshot(item)))
    if agrees:  # written again as it was, an opinion given before an adjournment concludes nothing
        _conclude(item, application, by)
    return item


@transaction.atomic
def agree_to_opinion(*, item: CommitteeItem, version: int, by: User) -> CommitteeItem:
    """Agree for one's side; with both, the committee has given its opinion and funders may decide.

    Raises:
        Refused: not a co-pilot, her side or herself agreed already, no opinion yet, or another one than she read
            (`version`); an agreement of the other side meanwhile changes nothing to hers.
    """
    item, application = _locked_item(item, by, version, CommitteeItem.locked_as_read)
    side = pilot_side(by, item.territory)
    require(agreement_decision(item.outcome, agreements_of_item(item), side, by.pk))
    before = snapshot(item)
    item.agree(side, by, today())
    item.save_agreement()
    record(CommitteeAct.AGREE, by=by, target=item, changes=differences(before, snapshot(item)))
    _conclude(item, application, by)
    return item


@transaction.atomic
def agree_together(*, meeting: Meeting, versions: Mapping[int, int], by: User) -> int:
    """Agree for one's side to several opinions, each as it was read (`versions` by number); all or none.

    Raises:
        Refused: with the first that cannot be agreed to.
    """
    require(unless(bool(versions), CommitteeObjection.NOTHING_CHOSEN))
    rows = CommitteeItem.objects.filter(meeting=meeting, pk__in=versions).order_by("application_id")
    items = list(rows.select_related("application__partner", "meeting"))
    require(unless(len(items) == len(versions), CommitteeObjection.AGENDA_CHANGED))
    _locked_files({item.application_id for item in items})
    for item in items:
        agree_to_opinion(item=item, version=versions[item.pk], by=by)
    return len(items)


def _conclude(item: CommitteeItem, application: Application, by: User) -> None:
    """Move a file on once both sides agree; one that is adjourned stays in review for another committee."""
    if not agreements_of_item(item).is_complete or item.outcome == Outcome.ADJOURNED:
        return
    before = application.state
    application.state = APPLICATION.target("advise", before)
    application.save_next_version()
    record(CommitteeAct.ADVISE, by=by, target=application, changes={"state": (before, application.state)})


@transaction.atomic
def adjourn_file(*, application: Application, reason: str, by: User) -> Application:
    """Send a file that was advised back to review; what was prepared is set aside, its money returns.

    Another opinion needs both agreements anew, in the committees that are not over too.

    Raises:
        Refused: not a co-pilot, no reason, or an act is recorded already.
    """
    require(can_adjourn(by, application))
    found = locked_file(application)
    require(
        unless(APPLICATION.allows("adjourn", found.state), CommitteeObjection.NOT_TO_ADJOURN)
        & unless(bool(reason.strip()), CommitteeObjection.NO_WORDS)
    )
    set_aside_all(application=found, by=by)
    items = CommitteeItem.objects.select_for_update(of=("self",), no_key=True).filter(
        application=found, meeting__state__in=OPEN
    )
    for item in items:
        item.forget_agreements()
        item.save_next_version()
    before = found.state
    found.state = APPLICATION.target("adjourn", before)
    found.save_next_version()
    changes = {"state": (before, found.state), "reason": (None, reason.strip()[:500])}
    record(CommitteeAct.ADJOURN, by=by, target=found, changes=changes)
    return found


def agreements_of_item(item: CommitteeItem) -> Agreements:
    """Gather who agreed to an opinion, side by side."""
    return Agreements(state=item.agreed_by_state_id, metropole=item.agreed_by_metropole_id)


def _locked_files(numbers: Collection[int]) -> list[Application]:
    """Lock files, before the meeting that examines them; gives them in the order of their numbers."""
    rows = Application.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers)
    return sorted(rows.order_by("pk"), key=lambda file: (file.number, file.pk))


def _locked_meeting(meeting: Meeting, by: User) -> Meeting:
    require(can_prepare_committee(by, meeting))
    found = Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)
    require(unless(found.state in OPEN, CommitteeObjection.NOT_OPEN))
    return found


def _locked_item(
    item: CommitteeItem, by: User, version: int, locked: Callable[..., CommitteeItem] = CommitteeItem.locked
) -> tuple[CommitteeItem, Application]:
    application = locked_file(item.application)
    meeting = _locked_meeting(item.meeting, by)
    require(has_no_link(by, application))
    found = locked(pk=item.pk, version=version)
    require(unless(application.state == ApplicationState.IN_REVIEW, CommitteeObjection.NOT_IN_REVIEW))
    found.meeting, found.application = meeting, application
    return found, application
