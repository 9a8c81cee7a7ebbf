"""Preparing the opening of a Cité: the way in, the steps, the map, the messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from cite.accounts.models import Link, User
from cite.accounts.operations import create_link, open_account, revoke_links, use_link
from cite.core.dates import now
from cite.core.decisions import ALLOWED, Decision, Refused, require, unless
from cite.core.journal import record
from cite.jobs.operations import report_progress
from cite.opening.enums import OpeningAct, OpeningObjection, OpeningState, Step
from cite.opening.gateways import MailRefused, send_test_message
from cite.opening.models import OpeningDraft
from cite.opening.permissions import can_prepare_opening
from cite.opening.queries import has_shipped_map, installation, is_empty_installation, latest_draft, map_state
from cite.opening.rules.opening import check_people, check_territory, slug_of
from cite.opening.signals import data_wanted
from cite.opening.workflow import OPENING
from cite.territories.operations.reference_data import load_map

LINK_PURPOSE = "opening"
LINK_LIFE = timedelta(hours=24)
ABANDONED_AFTER = timedelta(days=30)


@transaction.atomic
def invite_to_open() -> str:
    """Give the token of the address that opens an empty installation, once, for a day; those given before die.

    Only whoever commands the server calls this: no page does.

    Raises:
        Refused: a Cité exists here already.
    """
    require(unless(is_empty_installation(), OpeningObjection.NOT_EMPTY))
    draft = latest_draft()
    if draft is None:
        draft = OpeningDraft.objects.create()
        record(OpeningAct.START, target=draft)
    revoke_links(purpose=LINK_PURPOSE, target_uuid=draft.uuid)
    _link, token = create_link(
        purpose=LINK_PURPOSE,
        territory=None,
        target_uuid=draft.uuid,
        by=None,
        expires_at=now() + LINK_LIFE,
    )
    return token


@transaction.atomic
def enter_by_link(*, link: Link, email: str, full_name: str) -> tuple[User, OpeningDraft]:
    """Make whoever holds the address an administrator of the platform, who prepares the opening.

    Raises:
        Refused: the link has served, was replaced, or has expired; or a Cité was opened meanwhile.
    """
    require(unless(is_empty_installation(), OpeningObjection.NOT_EMPTY))
    use_link(link=link)
    draft = OpeningDraft.objects.select_for_update(of=("self",), no_key=True).get(uuid=link.target_uuid)
    user = open_account(email=email, full_name=full_name, is_staff=True)
    draft.prepared_by = user
    draft.save_next_version()
    record(OpeningAct.ENTER, by=user, target=draft)
    return user, draft


@transaction.atomic
def start_opening(*, by: User) -> OpeningDraft:
    """Start the opening of another Cité, or go on with the one where she has not written anything yet.

    Raises:
        Refused: not an administrator of the platform.
    """
    draft = OpeningDraft(prepared_by=by)
    require(can_prepare_opening(by, draft))
    User.objects.select_for_update(of=("self",), no_key=True).get(
        pk=by.pk
    )  # a button pressed twice starts one
    blank = OpeningDraft.objects.filter(prepared_by=by, state=OpeningState.IN_PROGRESS, version=1, answers={})
    if begun := blank.first():
        return begun
    draft.save()
    record(OpeningAct.START, by=by, target=draft)
    return draft


@transaction.atomic
def save_step(
    *, draft: OpeningDraft, step: Step, answers: Mapping[str, Any], version: int, by: User
) -> OpeningDraft:
    """Keep what was typed on a page of the assistant, once nothing stands against it.

    Raises:
        Refused: every reason; or somebody changed the opening meanwhile.
    """
    draft = OpeningDraft.locked(pk=draft.pk, version=version)
    answers = dict(answers)
    require(can_prepare_opening(by, draft))
    if step == Step.TERRITORY:
        answers["slug"] = answers.get("slug") or slug_of(answers["name"])
    require(step_decision(step, answers, by))
    if step == Step.TERRITORY and answers["epci_code"] != draft.answers.get(step, {}).get("epci_code"):
        draft.data_job = None
    draft.answers = draft.answers | {step.value: answers}
    draft.prepared_by = by
    draft.save_next_version()
    record(OpeningAct.SAVE_STEP, by=by, target=draft)
    return draft


def step_decision(step: Step, answers: Mapping[str, Any], by: User) -> Decision:
    """Say what stands against the answers of one step."""
    if step == Step.TERRITORY:
        return check_territory(
            name=answers["name"],
            slug=answers["slug"],
            epci_code=answers["epci_code"],
            host=answers["host"],
            other_host=answers.get("other_host", ""),
            there=installation(),
        )
    if step == Step.PEOPLE:
        addresses = (answers["state_email"], answers["metropole_email"])
        return check_people(
            organizations=(answers["state_organization"], answers["metropole_organization"]),
            addresses=addresses,
        ) & unless(by.email not in addresses, OpeningObjection.ADMINISTRATOR_IS_NOT_A_PILOT)
    return ALLOWED


@transaction.atomic
def want_data(*, draft: OpeningDraft, version: int, by: User) -> OpeningDraft:
    """Ask for the communes and districts of the territory to be loaded.

    Raises:
        Refused: no territory was chosen, its map is not shipped, or it is loading already.
    """
    draft = OpeningDraft.locked(pk=draft.pk, version=version)
    code = draft.answers.get(Step.TERRITORY, {}).get("epci_code", "")
    require(
        can_prepare_opening(by, draft)
        & unless(bool(code), OpeningObjection.NO_TERRITORY_CHOSEN)
        & unless(not code or has_shipped_map(code), OpeningObjection.DATA_NOT_SHIPPED)
        & unless(not map_state(draft).is_loading, OpeningObjection.ALREADY_LOADING)
    )
    data_wanted.send(sender=OpeningDraft, draft=draft)
    draft.save_next_version()
    record(OpeningAct.LOAD_DATA, by=by, target=draft)
    return draft


def load_data(*, job_id: UUID | str) -> int:
    """Load the shipped communes and districts, for a worker; tells how many communes. Again: nothing changes."""

    def report(done: int, total: int, label: str) -> None:
        report_progress(job_id=job_id, done=done, total=total, label=label)

    return load_map(folder=settings.REFERENCE_DATA_DIR, report=report).communes


def try_messages(*, draft: OpeningDraft, version: int, by: User) -> OpeningDraft:
    """Send a message to oneself, now, to know whether messages leave.

    Raises:
        Refused: it did not leave; or somebody changed the opening meanwhile.
    """
    require(can_prepare_opening(by, draft))
    try:
        send_test_message(to=by.email)
    except MailRefused as error:
        raise Refused(Decision((OpeningObjection.MAIL_REFUSED,))) from error
    with transaction.atomic():
        draft = OpeningDraft.locked(pk=draft.pk, version=version)
        draft.mail_tested_at = now()
        draft.save_next_version()
        record(OpeningAct.TEST_MAIL, by=by, target=draft)
    return draft


@transaction.atomic
def abandon_opening(*, draft: OpeningDraft, version: int, by: User) -> OpeningDraft:
    """Give up an opening: what was typed is erased.

    Raises:
        Refused: it is over already, or somebody changed it meanwhile.
    """
    draft = OpeningDraft.locked(pk=draft.pk, version=version)
    require(can_prepare_opening(by, draft))
    return _abandon(draft, by)


def forget_drafts() -> int:
    """Give up the openings nobody has touched for a month: they hold addresses; tells how many."""
    old = OpeningDraft.objects.filter(
        state=OpeningState.IN_PROGRESS, updated_at__lt=now() - ABANDONED_AFTER
    ).values_list("pk", flat=True)
    return sum(_forget(pk) for pk in old)


@transaction.atomic
def _forget(pk: int) -> bool:
    draft = OpeningDraft.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if draft.state != OpeningState.IN_PROGRESS or draft.updated_at >= now() - ABANDONED_AFTER:
        return False
    _abandon(draft, None)
    return True


def _abandon(draft: OpeningDraft, by: User | None) -> OpeningDraft:
    draft.state = OPENING.target("abandon", draft.state)
    draft.answers = {}
    draft.save_next_version()
    revoke_links(purpose=LINK_PURPOSE, target_uuid=draft.uuid, by=by)
    record(OpeningAct.ABANDON, by=by, target=draft)
    return draft
