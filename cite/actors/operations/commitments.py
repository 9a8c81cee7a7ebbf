"""Changes to what organizations sign: a text written, agreed to by both co-pilots, signed."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import (
    CommitmentAct,
    CommitmentKind,
    CommitmentObjection,
    MembershipState,
    PartnerState,
    TextState,
)
from cite.actors.models import Commitment, CommitmentText, Membership, Partner
from cite.actors.operations.memberships import lock_partner
from cite.actors.permissions.people import can_publish_texts, can_sign, can_write_texts, pilot_side
from cite.actors.queries.people import agreements_of
from cite.actors.rules.commitments import (
    agreement_decision,
    draft_decision,
    is_concerned,
    signature_decision,
    text_sha256,
    tidy,
)
from cite.actors.workflow import COMMITMENT_TEXT
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import differences, record, snapshot
from cite.notifications.operations import notify
from cite.tenancy.models import Territory

_FIELDS = ("title", "sha256", "state", "agreed_by_state_on", "agreed_by_metropole_on", "published_on")


@transaction.atomic
def write_text(
    *, territory: Territory, kind: CommitmentKind | str, title: str, body: str, by: User
) -> CommitmentText:
    """Write a new version of a text; nothing changes for organizations until both co-pilots agree.

    Raises:
        Refused: not hers to write, nothing written, or another draft waits.
    """
    body = tidy(body)
    texts = CommitmentText.objects.filter(territory=territory, kind=CommitmentKind(kind))
    require(
        can_write_texts(by, territory)
        & draft_decision(title, body)
        & unless(not texts.filter(state=TextState.DRAFT).exists(), CommitmentObjection.DRAFT_EXISTS)
    )
    last = texts.aggregate(last=Max("number"))["last"] or 0
    text = CommitmentText.objects.create(
        territory=territory,
        kind=CommitmentKind(kind),
        number=last + 1,
        title=title.strip(),
        body=body,
        sha256=text_sha256(title.strip(), body),
        written_by=by,
    )
    record(CommitmentAct.WRITE_TEXT, by=by, target=text, changes=differences({}, snapshot(text, _FIELDS)))
    return text


@transaction.atomic
def rewrite_text(*, text: CommitmentText, title: str, body: str, version: int, by: User) -> CommitmentText:
    """Change a draft; an agreement given to other words is void.

    Raises:
        Refused: not hers to write, no longer a draft, nothing written, or changed meanwhile.
    """
    locked, before = _locked(text, version)
    body = tidy(body)
    require(
        can_write_texts(by, locked.territory)
        & unless(locked.state == TextState.DRAFT, CommitmentObjection.NOT_A_DRAFT)
        & draft_decision(title, body)
    )
    locked.title, locked.body = title.strip(), body
    if (fingerprint := text_sha256(locked.title, body)) != locked.sha256:
        locked.sha256 = fingerprint
        locked.forget_agreements()
    return _keep(locked, before, CommitmentAct.WRITE_TEXT, by)


@transaction.atomic
def agree_to_text(*, text: CommitmentText, version: int, by: User) -> CommitmentText:
    """Give one side's agreement; with the second, the text is in force and replaces the one before.

    Raises:
        Refused: not a co-pilot, her side or herself agreed already, no longer a draft, or changed meanwhile.
    """
    locked, before = _locked(text, version)
    side = pilot_side(by, locked.territory)
    require(
        can_publish_texts(by, locked.territory)
        & agreement_decision(locked.state, agreements_of(locked), side, by.pk)
    )
    locked.agree(side, by, today())
    if not agreements_of(locked).is_complete:
        return _keep(locked, before, CommitmentAct.AGREE_TO_TEXT, by)
    _replace_the_one_before(locked)
    locked.state = COMMITMENT_TEXT.target("publish", locked.state)
    locked.published_on = today()
    _keep(locked, before, CommitmentAct.PUBLISH_TEXT, by)
    _ask_to_sign(locked)
    return locked


@transaction.atomic
def abandon_text(*, text: CommitmentText, version: int, by: User) -> CommitmentText:
    """Give up a draft.

    Raises:
        Refused: not hers to give up, no longer a draft, or changed meanwhile.
    """
    locked, before = _locked(text, version)
    require(
        can_write_texts(by, locked.territory)
        & unless(COMMITMENT_TEXT.allows("abandon", locked.state), CommitmentObjection.NOT_A_DRAFT)
    )
    locked.state = COMMITMENT_TEXT.target("abandon", locked.state)
    return _keep(locked, before, CommitmentAct.ABANDON_TEXT, by)


@transaction.atomic
def sign_text(*, text: CommitmentText, partner: Partner, sha256: str, function: str, by: User) -> Commitment:
    """Sign a text in the name of an organization; `sha256` is the fingerprint of what she had before her eyes.

    Raises:
        Refused: not one of its administrators, the text is not in force or changed, signed already.
    """
    partner = lock_partner(partner)
    current = CommitmentText.objects.select_for_update(of=("self",), no_key=True).get(pk=text.pk)
    signed = Commitment.objects.filter(partner=partner, text=current).exists()
    require(
        can_sign(by, partner) & signature_decision(current.state, current.sha256, sha256, is_signed=signed)
    )
    commitment = Commitment.objects.create(
        territory=partner.territory,
        partner=partner,
        text=current,
        organization_name=partner.organization.name,
        signed_by=by,
        signatory_name=str(by)[:150],
        signatory_function=function.strip(),
        signed_at=now(),
        sha256=current.sha256,
    )
    record(CommitmentAct.SIGN, by=by, target=commitment, person=by)
    return commitment


def _locked(text: CommitmentText, version: int) -> tuple[CommitmentText, dict]:
    locked = CommitmentText.locked(pk=text.pk, version=version)
    return locked, snapshot(locked, _FIELDS)


def _keep(text: CommitmentText, before: dict, act: CommitmentAct, by: User) -> CommitmentText:
    text.save_next_version()
    record(act, by=by, target=text, changes=differences(before, snapshot(text, _FIELDS)))
    return text


def _replace_the_one_before(text: CommitmentText) -> None:
    rows = CommitmentText.objects.select_for_update(of=("self",), no_key=True)
    before = rows.filter(territory=text.territory, kind=text.kind, state=TextState.PUBLISHED).first()
    if before:
        before.state = COMMITMENT_TEXT.target("replace", before.state)
        before.save_next_version()


def _ask_to_sign(text: CommitmentText) -> None:
    rows = Membership.objects.filter(
        Q(is_administrator=True) | Q(role=Role.LEGAL_REPRESENTATIVE),
        state=MembershipState.ACTIVE,
        partner__state=PartnerState.ACTIVE,
    )
    for member in rows.select_related("user", "partner__organization").order_by("pk"):
        organization = member.partner.organization
        if not is_concerned(text.kind, organization.legal_form, organization.kind):
            continue
        notify(
            kind="actors.text_to_sign",
            territory=text.territory,
            to=member.user,
            fields={"organization": str(member.partner), "text": text.title},
            path=reverse("actors:text", args=[text.uuid]),
            about=f"actors.text_to_sign:{text.uuid}:{member.uuid}",
        )
