"""The decision of each funder on a file: opened, prepared, made true by an act, told, taken again.

Rows are locked in one order everywhere: the file, its decisions, the envelopes.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.db import transaction
from django.urls import reverse

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.core.decisions import all_of, require, unless
from cite.core.journal import differences, record, snapshot
from cite.grants.enums import ApplicationState, AwardState
from cite.grants.enums.decisions import AwardAct, AwardObjection
from cite.grants.models import Application, Award, CallForProjects, Envelope, Funder
from cite.grants.operations.envelopes import move_money
from cite.grants.permissions.awards import can_decide, can_decide_for
from cite.grants.queries.awards import (
    asked_amounts,
    decisions_of,
    deposit_day,
    instructors_of,
    people_to_tell,
)
from cite.grants.rules.awards import (
    REDECIDABLE,
    ActDetails,
    Terms,
    act_decision,
    all_recorded,
    arrow_after,
    counted,
    redecision_decision,
    terms_decision,
)
from cite.grants.workflow import APPLICATION, AWARD
from cite.notifications.operations import notify

DECIDABLE = frozenset({ApplicationState.ADVISED, ApplicationState.WAITING_LIST, ApplicationState.GRANTED})
"""Where a file may be decided upon: the committee has given its opinion."""
_TERMS = ("outcome", "amount", "motive", "words", "conditions", "advice")
_ACT = ("act_kind", "act_number", "act_on", "signatory_name", "signatory_quality")


@transaction.atomic
def open_awards(*, application: Application) -> list[Award]:
    """Open one decision per funder that the budget asks; again after a correction, amounts follow.

    Done twice, nothing changes. A decision that is no longer asked is canceled; one that was told stays.
    """
    application = locked_file(application)
    asked = asked_amounts(application)
    known = {award.funder_id: award for award in _locked_awards(application)}
    envelopes = dict(Envelope.objects.filter(call=application.call_id).values_list("funder_id", "pk"))
    for funder_id, amount in asked.items():
        award = known.pop(funder_id, None)
        if award is None:
            _open(application, funder_id, envelopes.get(funder_id), amount)
        else:
            _follow(award, amount)
    for award in known.values():
        if AWARD.allows("cancel", award.state):
            _move(award, "cancel", AwardAct.CANCEL, by=None)
    return list(_locked_awards(application))


def _open(application: Application, funder_id: int, envelope_id: int | None, amount: Decimal) -> None:
    award = Award.objects.create(
        territory=application.territory,
        application=application,
        funder_id=funder_id,
        envelope_id=envelope_id,
        amount_asked=amount,
    )
    record(AwardAct.OPEN, target=award, changes={"amount_asked": (None, str(amount))})


def _follow(award: Award, amount: Decimal) -> None:
    """Let the amount asked follow the budget; what was prepared for another amount is set aside."""
    if award.state == AwardState.CANCELED:
        _move(award, "ask_again", AwardAct.OPEN, by=None, amount_asked=amount)
    elif award.amount_asked == amount:
        return
    elif award.state == AwardState.PREPARED:
        _move(award, "set_aside", AwardAct.SET_ASIDE, by=None, amount_asked=amount)
    elif award.state == AwardState.ASKED or award.outcome in REDECIDABLE:
        before = award.amount_asked
        award.amount_asked = amount
        award.save_next_version()
        changes = {"amount_asked": (str(before), str(amount))}
        record(AwardAct.OPEN, target=award, changes=changes)


@transaction.atomic
def prepare_award(*, award: Award, terms: Terms, version: int, by: User) -> Award:
    """Prepare, or prepare otherwise, what a funder decides; what is granted is taken from its envelope.

    Raises:
        Refused: not her funder, no opinion of the committee, terms that do not hold, an envelope exceeded.
    """
    award = _locked(award, by, "prepare", version)
    return _prepare(award, "prepare", AwardAct.PREPARE, terms, by)


@transaction.atomic
def redecide(*, award: Award, terms: Terms, version: int, by: User) -> Award:
    """Take again a decision that put the file on the waiting list or adjourned it; a new act will make it true.

    Raises:
        Refused: not her funder, a decision that settled the matter, terms that do not hold, an envelope exceeded.
    """
    award = _locked(award, by, "redecide", version)
    require(redecision_decision(award.outcome))
    _clear_act(award)
    award.published_at = None
    return _prepare(award, "redecide", AwardAct.REDECIDE, terms, by)


def _prepare(award: Award, arrow: str, act: AwardAct, terms: Terms, by: User) -> Award:
    require(
        unless(award.application.state in DECIDABLE, AwardObjection.FILE_NOT_ADVISED)
        & terms_decision(terms, award.amount_asked, report_is_missing=False)
    )
    return _move(award, arrow, act, by=by, prepared_by=by, **{n: getattr(terms, n) for n in _TERMS})


@transaction.atomic
def set_aside(*, award: Award, version: int, by: User) -> Award:
    """Take back what was prepared: the money returns to its envelope.

    Raises:
        Refused: not her funder, or nothing is prepared.
    """
    award = _locked(award, by, "set_aside", version)
    return _move(award, "set_aside", AwardAct.SET_ASIDE, by=by)


@transaction.atomic
def record_act(*, award: Award, act: ActDetails, version: int, by: User) -> Award:
    """Record the act that makes a prepared decision true; the carrier is told later.

    Raises:
        Refused: not her funder, nothing prepared, an act that is not plausible, or signed by who reviewed or prepared.
    """
    award = _locked(award, by, "record", version)
    return _record(award, act, by)


@transaction.atomic
def record_acts(
    *, call: CallForProjects, funder: Funder, awards: Collection[Award], act: ActDetails, by: User
) -> list[Award]:
    """Record one act that decides on several files: a délibération and its annex. All of them or none.

    Raises:
        Refused: with every objection about any of them.
    """
    found = _locked_together(call, funder, awards, by)
    require(
        all_of(unless(AWARD.allows("record", a.state), AwardObjection.NOT_PREPARED) for a in found)
        & all_of(_act_decision(award, act) for award in found)
    )
    return [_record(award, act, by) for award in found]


def _record(award: Award, act: ActDetails, by: User) -> Award:
    require(_act_decision(award, act))
    return _move(
        award,
        "record",
        AwardAct.RECORD,
        by=by,
        act_kind=act.kind,
        act_number=act.number.strip(),
        act_on=act.on,
        signatory_name=act.signatory_name.strip(),
        signatory_quality=act.signatory_quality.strip(),
        recorded_by=by,
        recorded_at=now(),
    )


def _act_decision(award: Award, act: ActDetails):
    return act_decision(
        act,
        deposited_on=deposit_day(award.application),
        on=today(),
        instructors=instructors_of(award.application),
        preparer=award.prepared_by.full_name if award.prepared_by else "",
    )


@transaction.atomic
def unrecord_act(*, award: Award, version: int, by: User) -> Award:
    """Take an act back before anybody was told: a typing mistake; the decision stays prepared.

    Raises:
        Refused: not her funder, or the carrier was told.
    """
    award = _locked(award, by, "unrecord", version)
    _clear_act(award)
    return _move(award, "unrecord", AwardAct.UNRECORD, by=by)


@transaction.atomic
def publish_awards(
    *, call: CallForProjects, funder: Funder, awards: Collection[Award], by: User
) -> list[Award]:
    """Tell carriers the decisions of a funder, several together; files go where all their decisions lead.

    Raises:
        Refused: not her funder, a decision without its act or told before, or of another funder or call.
    """
    found = _locked_together(call, funder, awards, by)
    require(all_recorded(award.state for award in found))
    for award in found:
        _move(award, "publish", AwardAct.PUBLISH, by=by, published_at=now())
        _tell(award)
    for application in {award.application_id: award.application for award in found}.values():
        _lead(application, by)
    return found


def _lead(application: Application, by: User) -> None:
    """Move a file where the decisions of its funders lead."""
    arrow = arrow_after(decisions_of(application))
    if not arrow or not APPLICATION.allows(arrow, application.state):
        return
    before = application.state
    application.state = APPLICATION.target(arrow, before)
    application.save_next_version()
    record(AwardAct.PUBLISH, by=by, target=application, changes={"state": (before, application.state)})


def _tell(award: Award) -> None:
    application = award.application
    for person in people_to_tell(application):
        notify(
            kind="grants.decision_published",
            territory=award.territory,
            to=person,
            fields={"number": application.number, "funder": str(award.funder)},
            path=reverse("grants:application", args=[application.uuid]),
            about=f"award:{award.uuid}:{award.version}",
        )


@transaction.atomic
def withdraw_award(*, award: Award, version: int, by: User) -> Award:
    """Withdraw a decision that was told; what it took returns to its envelope. Hearing the carrier comes before.

    Raises:
        Refused: not her funder, or nothing was told.
    """
    award = _locked(award, by, "withdraw", version)
    return _move(award, "withdraw", AwardAct.WITHDRAW, by=by)


@transaction.atomic
def cancel_awards(*, application: Application, by: User | None = None) -> None:
    """Put an end to the decisions of a file that nobody was told: it is withdrawn; the money returns."""
    for award in _locked_awards(locked_file(application)):
        if AWARD.allows("cancel", award.state):
            _move(award, "cancel", AwardAct.CANCEL, by=by)


@transaction.atomic
def set_aside_all(*, application: Application, by: User) -> None:
    """Take back everything prepared on a file that goes back to review.

    Raises:
        Refused: an act is recorded already.
    """
    awards = list(_locked_awards(locked_file(application)))
    require(unless(all(a.state != AwardState.RECORDED for a in awards), AwardObjection.WRONG_STATE))
    for award in awards:
        if AWARD.allows("set_aside", award.state):
            _move(award, "set_aside", AwardAct.SET_ASIDE, by=by)


def locked_file(application: Application) -> Application:
    """Lock a file: what any change to its decisions begins with."""
    return Application.objects.select_for_update(of=("self",)).get(pk=application.pk)


def _locked_awards(application: Application) -> list[Award]:
    rows = Award.objects.select_for_update(of=("self",)).filter(application=application)
    return list(rows.order_by("pk"))


def _locked(award: Award, by: User, arrow: str, version: int) -> Award:
    application = locked_file(award.application)
    found = Award.locked(pk=award.pk, version=version)
    found.application = application
    require(can_decide(by, found) and unless(AWARD.allows(arrow, found.state), _why_not(arrow)))
    return found


def _why_not(arrow: str) -> AwardObjection:
    return AwardObjection.NOT_PREPARED if arrow == "record" else AwardObjection.WRONG_STATE


def _locked_together(
    call: CallForProjects, funder: Funder, awards: Collection[Award], by: User
) -> list[Award]:
    require(can_decide_for(by, funder) & unless(bool(awards), AwardObjection.NOTHING_CHOSEN))
    numbers = {award.pk for award in awards}
    chosen = Award.objects.filter(pk__in=numbers).values("application_id")
    files = Application.objects.select_for_update(of=("self",)).filter(pk__in=chosen, call=call)
    applications = {file.pk: file for file in files.order_by("pk")}
    rows = Award.objects.select_for_update(of=("self",)).filter(pk__in=numbers, funder=funder)
    found = list(rows.filter(application__in=applications).select_related("prepared_by").order_by("pk"))
    require(unless(len(found) == len(numbers), AwardObjection.NOT_TOGETHER))
    for award in found:
        award.application, award.funder = applications[award.application_id], funder
    require(all_of(can_decide(by, award) for award in found))
    return found


def _clear_act(award: Award) -> None:
    for name in (*_ACT[:2], *_ACT[3:]):
        setattr(award, name, "")
    award.act_on = award.recorded_by = award.recorded_at = None


def _move(award: Award, arrow: str, act: AwardAct, *, by: User | None, **values) -> Award:
    """Take an arrow: save, move the money it takes or gives back, say it."""
    stored = Award.objects.get(pk=award.pk)
    before = snapshot(stored)
    held = counted(stored.state, stored.outcome, stored.amount)
    award.state = AWARD.target(arrow, award.state)
    if award.state in (AwardState.ASKED, AwardState.CANCELED):
        values = _NO_TERMS | values
    for name, value in values.items():
        setattr(award, name, value)
    taken = counted(award.state, award.outcome, award.amount) - held
    if taken:
        award.envelope_id = award.envelope_id or _envelope_of(award)
        require(unless(award.envelope_id is not None, AwardObjection.NO_ENVELOPE))
        move_money({award.envelope_id: taken})
    award.save_next_version()
    record(act, by=by, target=award, changes=differences(before, snapshot(award)))
    return award


_NO_TERMS = {name: "" for name in _TERMS} | {"amount": Decimal(0), "prepared_by": None}


def _envelope_of(award: Award) -> int | None:
    rows = Envelope.objects.filter(call=award.application.call_id, funder=award.funder_id)
    return rows.values_list("pk", flat=True).first()
