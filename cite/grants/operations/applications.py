"""A file started: blank, or from last year's."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import (
    ApplicationState,
    EditionState,
    FundingStatus,
    Question,
    RequestKind,
    Step,
    WritingAct,
    WritingObjection,
)
from cite.grants.models import (
    Application,
    BudgetLine,
    CallEdition,
    CallForProjects,
    Pledge,
    ReachedDistrict,
)
from cite.grants.operations.carriers import lock_carrier
from cite.grants.permissions.applications import visible_applications
from cite.grants.permissions.writing import can_start_for
from cite.grants.queries.applications import codes_of
from cite.grants.rules.chart import ACCOUNTS
from cite.grants.rules.deadlines import may_deposit_on
from cite.grants.rules.eligibility import carrier_kind_of
from cite.grants.rules.questions import BY_KEY, AnswerKind

_ECHO = timedelta(minutes=1)
_OF_ONE_YEAR = frozenset({Question.STARTS_ON, Question.ENDS_ON, Question.CHANGES, Question.PUBLIC_AID})
"""What is asked anew each year."""


@transaction.atomic
def start_application(
    *, edition: CallEdition, partner: Partner, by: User, previous: Application | None = None
) -> Application:
    """Start a file, blank or from one of last year; pressed twice, the same file is given.

    Raises:
        Refused: not her organization or merged meanwhile, a call that is not open, or a file of another carrier.
    """
    calls = _locked_year(edition.call)
    partner = lock_carrier(partner)
    edition = CallEdition.objects.select_related("call", "territory").get(pk=edition.pk)
    require(
        can_start_for(by, partner)
        & unless(edition.state == EditionState.PUBLISHED, WritingObjection.CALL_CHANGED)
        & may_deposit_on(today(), opens_on=edition.opens_on, closes_on=edition.closes_on)
        & _may_copy(previous, partner, by)
    )
    if echo := _just_started(edition, partner, by, previous):
        return echo
    application = Application(
        territory=edition.territory,
        call=edition.call,
        edition=edition,
        partner=partner,
        carrier_kind=carrier_kind_of(partner.organization.legal_form, partner.organization.kind),
        number=_next_number(calls, edition.call),
        created_by=by,
        previous=previous,
    )
    if previous is not None:
        application.answers = _copied_answers(previous, edition)
        application.title = application.answers.get(Question.TITLE) or previous.title
        application.priorities = application.answers.get(Question.PRIORITIES) or []
    application.save()
    if previous is not None:
        _copy_parts(previous, application)
    record(WritingAct.START, by=by, target=application)
    return application


def _may_copy(previous: Application | None, partner: Partner, by: User):
    is_hers = previous is None or (
        previous.partner_id == partner.pk
        and visible_applications(by, partner.territory).filter(pk=previous.pk).exists()
    )
    return unless(is_hers, WritingObjection.NOT_THE_SAME_CARRIER)


def _locked_year(call: CallForProjects) -> list[CallForProjects]:
    """Lock every call of the year: they share the sequence of numbers."""
    calls = CallForProjects.objects.select_for_update(of=("self",), no_key=True).filter(
        territory=call.territory, year=call.year
    )
    return list(calls.order_by("pk"))


def _next_number(calls: list[CallForProjects], call: CallForProjects) -> str:
    rank = max(found.last_number for found in calls) + 1
    CallForProjects.objects.filter(pk=call.pk).update(last_number=rank)
    return f"CE-{call.year}-{rank:03d}"


def _just_started(
    edition: CallEdition, partner: Partner, by: User, previous: Application | None
) -> Application | None:
    files = Application.objects.filter(
        edition=edition, partner=partner, created_by=by, previous=previous, state=ApplicationState.DRAFT
    )
    return files.filter(version=1, created_at__gte=now() - _ECHO).order_by("-pk").first()


def _copied_answers(previous: Application, edition: CallEdition) -> dict:
    """Copy last year's answers: without its dates, and with the choices that this call still offers."""
    copied = {}
    for key, value in previous.answers.items():
        asked = BY_KEY.get(key)
        if asked is None or asked.step == Step.CARRIER or asked.key in _OF_ONE_YEAR:
            continue
        if asked.kind == AnswerKind.CHOICES:
            offered = codes_of(asked, edition)
            value = [code for code in value if code in offered]
        copied[key] = value
    return copied | {str(Question.REQUEST_KIND): str(RequestKind.RENEWAL)}


def _copy_parts(previous: Application, application: Application) -> None:
    """Copy districts, budget and partners; what partners answered stays with last year."""
    same = {"territory": application.territory, "application": application}
    reached = ReachedDistrict.objects.filter(application=previous, district__is_withdrawn=False)
    ReachedDistrict.objects.bulk_create(
        ReachedDistrict(district_id=r.district_id, participants=r.participants, **same) for r in reached
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(
            scope=line.scope,
            account=line.account,
            label=line.label,
            amount=line.amount,
            funder=line.funder if line.funder and line.funder.is_active else None,
            status=FundingStatus.ASKED if ACCOUNTS[line.account].parent == "74" else "",
            credit=line.credit,
            position=line.position,
            **same,
        )
        for line in BudgetLine.objects.filter(application=previous).select_related("funder")
    )
    Pledge.objects.bulk_create(
        Pledge(name=p.name, partner_id=p.partner_id, email=p.email, part=p.part, **same)
        for p in Pledge.objects.filter(application=previous)
    )
