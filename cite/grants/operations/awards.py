"""The decision of each funder on a file: opened, prepared, made true by an act, told, taken again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.core.decisions import all_of, require, unless
from cite.core.journal import record
from cite.grants.enums import ApplicationState, AwardState, DocumentKind
from cite.grants.enums.decisions import AwardAct, AwardObjection
from cite.grants.models import Application, Award, CallForProjects, Envelope, Funder
from cite.grants.notices.awards import DECISION_PUBLISHED, DECISION_WITHDRAWN
from cite.grants.operations.award_moves import (
    TERMS,
    locked_award,
    locked_awards,
    locked_file,
    locked_together,
    move_award,
)
from cite.grants.operations.documents import issue_document
from cite.grants.operations.payments import cancel_planned
from cite.grants.operations.reports import expect_reports, follow_money
from cite.grants.queries.awards import (
    asked_amounts,
    decisions_of,
    deposit_day,
    instructors_of,
    people_to_tell,
    report_is_missing,
)
from cite.grants.queries.ledger import ledger_of
from cite.grants.rules.awards import (
    REDECIDABLE,
    ActDetails,
    Terms,
    act_decision,
    all_recorded,
    arrow_after,
    redecision_decision,
    terms_decision,
)
from cite.grants.workflow import APPLICATION, AWARD
from cite.notifications.operations import notify
from cite.notifications.ports import NoticeKind

DECIDABLE = frozenset({ApplicationState.ADVISED, ApplicationState.WAITING_LIST, ApplicationState.GRANTED})
"""Where a file may be decided upon: the committee has given its opinion."""
_ACT = ("act_kind", "act_number", "act_on", "signatory_name", "signatory_quality")


@transaction.atomic
def open_awards(*, application: Application) -> list[Award]:
    """Open one decision per funder that the budget asks; again after a correction, amounts follow.

    Done twice, nothing changes. A decision that is no longer asked is canceled; one that was told stays.
    """
    application = locked_file(application)
    asked = asked_amounts(application)
    known = {award.funder_id: award for award in locked_awards(application)}
    envelopes = dict(Envelope.objects.filter(call=application.call_id).values_list("funder_id", "pk"))
    for funder_id, amount in asked.items():
        award = known.pop(funder_id, None)
        if award is None:
            _open(application, funder_id, envelopes.get(funder_id), amount)
        else:
            _follow(award, amount)
    for award in known.values():
        if AWARD.allows("cancel", award.state):
            move_award(award, "cancel", AwardAct.CANCEL, by=None)
    return list(locked_awards(application))


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
        move_award(award, "ask_again", AwardAct.OPEN, by=None, amount_asked=amount)
    elif award.amount_asked == amount:
        return
    elif award.state == AwardState.PREPARED:
        move_award(award, "set_aside", AwardAct.SET_ASIDE, by=None, amount_asked=amount)
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
    award = locked_award(award, by, "prepare", version)
    return _prepare(award, "prepare", AwardAct.PREPARE, terms, by)


@transaction.atomic
def redecide(*, award: Award, terms: Terms, version: int, by: User) -> Award:
    """Take again a decision that put the file on the waiting list or adjourned it; a new act will make it true.

    Raises:
        Refused: not her funder, a decision that settled the matter, terms that do not hold, an envelope exceeded.
    """
    award = locked_award(award, by, "redecide", version)
    require(redecision_decision(award.outcome))
    _clear_act(award)
    award.published_at = None
    return _prepare(award, "redecide", AwardAct.REDECIDE, terms, by)


def _prepare(award: Award, arrow: str, act: AwardAct, terms: Terms, by: User) -> Award:
    require(
        unless(award.application.state in DECIDABLE, AwardObjection.FILE_NOT_ADVISED)
        & terms_decision(
            terms, award.amount_asked, report_is_missing=report_is_missing(award.application, today())
        )
    )
    return move_award(award, arrow, act, by=by, prepared_by=by, **{n: getattr(terms, n) for n in TERMS})


@transaction.atomic
def set_aside(*, award: Award, version: int, by: User) -> Award:
    """Take back what was prepared: the money returns to its envelope.

    Raises:
        Refused: not her funder, or nothing is prepared.
    """
    award = locked_award(award, by, "set_aside", version)
    return move_award(award, "set_aside", AwardAct.SET_ASIDE, by=by)


@transaction.atomic
def record_act(*, award: Award, act: ActDetails, version: int, by: User) -> Award:
    """Record the act that makes a prepared decision true; the carrier is told later.

    Raises:
        Refused: not her funder, nothing prepared, an act that is not plausible, or signed by who reviewed or prepared.
    """
    award = locked_award(award, by, "record", version)
    return _record(award, act, by)


@transaction.atomic
def record_acts(
    *,
    call: CallForProjects,
    funder: Funder,
    awards: Collection[Award],
    act: ActDetails,
    by: User,
    versions: Mapping[int, int] | None = None,
) -> list[Award]:
    """Record one act that decides on several files: a délibération and its annex. All of them or none.

    Args:
        versions: by number of decision, the one that the page showed; an act never makes true what nobody read.

    Raises:
        Refused: with every objection about any of them, or changed meanwhile.
    """
    found = locked_together(call, funder, awards, by, versions)
    require(
        all_of(unless(AWARD.allows("record", a.state), AwardObjection.NOT_PREPARED) for a in found)
        & all_of(_act_decision(award, act) for award in found)
    )
    return [_record(award, act, by) for award in found]


def _record(award: Award, act: ActDetails, by: User) -> Award:
    require(_act_decision(award, act))
    return move_award(
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
    award = locked_award(award, by, "unrecord", version)
    _clear_act(award)
    return move_award(award, "unrecord", AwardAct.UNRECORD, by=by)


@transaction.atomic
def publish_awards(
    *,
    call: CallForProjects,
    funder: Funder,
    awards: Collection[Award],
    by: User,
    versions: Mapping[int, int] | None = None,
) -> list[Award]:
    """Tell carriers the decisions of a funder, several together; files go where all their decisions lead.

    Args:
        versions: by number of decision, the one that the page showed.

    Raises:
        Refused: not her funder, a decision without its act or told before, of another funder or call, or changed
            meanwhile.
    """
    found = locked_together(call, funder, awards, by, versions)
    require(all_recorded(award.state for award in found))
    for award in found:
        move_award(award, "publish", AwardAct.PUBLISH, by=by, published_at=now())
        _tell(award, DECISION_PUBLISHED)
    for application in {award.application_id: award.application for award in found}.values():
        _lead(application, AwardAct.PUBLISH, by)
    _expect(found, by)
    return found


def _lead(application: Application, act: AwardAct, by: User) -> None:
    """Move a file where the decisions of its funders lead."""
    arrow = arrow_after(decisions_of(application))
    if not arrow or not APPLICATION.allows(arrow, application.state):
        return
    before = application.state
    application.state = APPLICATION.target(arrow, before)
    if arrow == "lapse":
        application.end_reason = _("les financeurs ont retiré ce qu’ils avaient accordé.")
    application.save_next_version()
    record(act, by=by, target=application, changes={"state": (before, application.state)})


def _expect(found: Collection[Award], by: User) -> None:
    """Expect the bilans of the files whose grant was just told; those that are expected follow a refusal too."""
    granted = {award.application_id for award in found if award.is_granted}
    for number, application in {award.application_id: award.application for award in found}.items():
        follow = expect_reports if number in granted else follow_money
        follow(application=application, by=by)


def _tell(award: Award, notice: NoticeKind) -> None:
    application = award.application
    for person in people_to_tell(application):
        notify(
            kind=notice.key,
            territory=award.territory,
            to=person,
            fields={"number": application.number, "funder": str(award.funder)},
            path=reverse("grants:application", args=[application.uuid]),
            about=f"award:{award.uuid}:{award.version}",
        )


@transaction.atomic
def withdraw_award(*, award: Award, reason: str, act_number: str, version: int, by: User) -> Award:
    """Withdraw a decision that was told; what it took returns to its envelope. Hearing the carrier comes before.

    What was still to be paid is given up; the file goes where the other decisions lead, its bilans follow the money.
    The letter is issued with it.

    Raises:
        Refused: not her funder, nothing was told, no reason or no act, or money that the carrier still has (it would
            be given twice).
    """
    award = locked_award(award, by, "withdraw", version)
    require(
        unless(ledger_of(award).kept == 0, AwardObjection.STILL_PAID)
        & unless(bool(reason.strip() and act_number.strip()), AwardObjection.WITHDRAWAL_UNSAID)
    )
    said = _("Retirée le %(day)s par l’acte %(number)s : %(reason)s") % {
        "day": date_format(today(), "j F Y"),
        "number": act_number.strip(),
        "reason": reason.strip(),
    }
    award = move_award(award, "withdraw", AwardAct.WITHDRAW, by=by, words=said[:2000])
    cancel_planned(awards=[award], by=by)
    _lead(award.application, AwardAct.WITHDRAW, by)
    follow_money(application=award.application, by=by)
    issue_document(application=award.application, kind=DocumentKind.WITHDRAWAL_LETTER, award=award, by=by)
    _tell(award, DECISION_WITHDRAWN)
    return award


@transaction.atomic
def cancel_awards(*, application: Application, by: User | None = None) -> None:
    """Put an end to the decisions of a file that is withdrawn: the money of those that nobody was told returns.

    What was told stays until its funder withdraws it; nothing more is paid of it, and its bilans follow the money.
    """
    awards = locked_awards(locked_file(application))
    for award in awards:
        if AWARD.allows("cancel", award.state):
            move_award(award, "cancel", AwardAct.CANCEL, by=by)
    cancel_planned(awards=awards, by=by)
    follow_money(application=application, by=by)


@transaction.atomic
def set_aside_all(*, application: Application, by: User) -> None:
    """Take back everything prepared on a file that goes back to review.

    Raises:
        Refused: an act is recorded already.
    """
    awards = list(locked_awards(locked_file(application)))
    require(unless(all(a.state != AwardState.RECORDED for a in awards), AwardObjection.WRONG_STATE))
    for award in awards:
        if AWARD.allows("set_aside", award.state):
            move_award(award, "set_aside", AwardAct.SET_ASIDE, by=by)


def _clear_act(award: Award) -> None:
    for name in (*_ACT[:2], *_ACT[3:]):
        setattr(award, name, "")
    award.act_on = award.recorded_by = award.recorded_at = None
