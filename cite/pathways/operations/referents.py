"""The referent of a pathway: proposed, accepted or declined, handed over; one at a time."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from cite.actors.models import Membership, Partner
from cite.core.dates import today
from cite.core.decisions import Decision, require, unless
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.core.models import still_there
from cite.notifications.operations import notify
from cite.notifications.ports import NoticeKind
from cite.pathways.enums.acts import PathwayAct
from cite.pathways.enums.objections import PathwayObjection
from cite.pathways.enums.pathways import ReferentState
from cite.pathways.models import GroupMember, Pathway, Refereeship
from cite.pathways.notices import NO_REFERENT, REFERENT_ACCEPTED, REFERENT_DECLINED, REFERENT_PROPOSED
from cite.pathways.operations.locking import lock_pathway
from cite.pathways.permissions.pathways import can_write_pathway
from cite.pathways.queries.people import can_follow, candidate
from cite.pathways.rules.referents import Place, answer_decision, candidate_decision, proposal_decision
from cite.pathways.workflow import REFEREESHIP
from cite.referrals.queries.people import coordination_of
from cite.residents.enums.delays import Delay
from cite.residents.enums.sharing import AgreementWay, Purpose, StopWay
from cite.residents.models import Resident, Sharing
from cite.residents.operations.locking import lock_resident
from cite.residents.operations.sharing import give, stop
from cite.residents.permissions.people import can_receive, open_sharings
from cite.residents.queries.delays import delays_of


@transaction.atomic
def propose_referent(
    *, pathway: Pathway, member: Membership, by: Membership, message: str = ""
) -> Refereeship:
    """Propose a referent; oneself, where nobody is, is one at once. Twice is once.

    A referent who may follow the person no more (she left, or her organization did) hands over to nobody.

    Raises:
        Refused: not hers to write, somebody who may not follow the person, or a referent who hands over himself.
    """
    lock_resident(pathway.resident_id)
    held = lock_pathway(pathway)
    require(can_write_pathway(by.user, held) & check_free_text(message))
    rows = Refereeship.objects.select_related("member").filter(pathway=held)
    active = rows.filter(state=ReferentState.ACTIVE).first()
    waiting = rows.filter(state=ReferentState.PROPOSED).first()
    if waiting is not None and waiting.member_id == member.pk:
        return waiting
    place = Place(
        has_referent=active is not None and can_follow(held, active.member),
        has_proposal=waiting is not None,
        is_already=active is not None and active.member_id == member.pk,
        proposes_for_it=active is not None and active.member.partner_id == by.partner_id,
    )
    require(proposal_decision(candidate(held, member), place))
    proposal = Refereeship.objects.create(
        territory=held.territory,
        pathway=held,
        member=member,
        proposed_by=by,
        proposed_on=today(),
        message=message.strip(),
    )
    record(PathwayAct.PROPOSE_REFERENT, by=by.user, target=proposal, person=held.resident)
    if member.pk == by.pk:
        return _take(held, proposal, active, by)
    _tell(REFERENT_PROPOSED, member, by.partner, held)
    return proposal


@transaction.atomic
def accept_referent(*, proposal: Refereeship, version: int, by: Membership) -> Refereeship:
    """Become the referent: the former one goes on reading for thirty days, and writes no more. Twice is once.

    Raises:
        Refused: not proposed to her, answered meanwhile, or the person no longer shares with her organization.
    """
    resident = lock_resident(proposal.pathway.resident_id)
    list(
        _sharings(resident).select_for_update(of=("self",), no_key=True)
    )  # before the pathway, as `stop` does
    held = lock_pathway(proposal.pathway)
    known = _known(proposal)
    if known.state == ReferentState.ACTIVE and known.member_id == by.pk:
        return known
    require(_answer(known, by) & unless(held.closed_on is None, PathwayObjection.CLOSED))
    locked = Refereeship.locked(pk=proposal.pk, version=version)
    require(candidate_decision(candidate(held, by)))
    active = Refereeship.objects.select_related("member__partner").filter(
        pathway=held, state=ReferentState.ACTIVE
    )
    taken = _take(held, locked, active.first(), by)
    if locked.proposed_by_id != by.pk:
        _tell(REFERENT_ACCEPTED, locked.proposed_by, by.partner, held)
    return taken


@transaction.atomic
def decline_referent(*, proposal: Refereeship, version: int, by: Membership) -> Refereeship:
    """Say that one cannot be the referent; whoever proposed is told. Twice is once.

    Raises:
        Refused: not proposed to her, or answered meanwhile.
    """
    held = lock_pathway(proposal.pathway)
    known = _known(proposal)
    if known.state == ReferentState.DECLINED and known.member_id == by.pk:
        return known
    require(_answer(known, by))
    locked = Refereeship.locked(pk=proposal.pk, version=version)
    locked.state = REFEREESHIP.target("decline", locked.state)
    locked.until = today()
    locked.save_next_version()
    record(PathwayAct.DECLINE_REFERENT, by=by.user, target=locked, person=held.resident)
    _tell(REFERENT_DECLINED, locked.proposed_by, by.partner, held)
    return locked


@transaction.atomic
def withdraw_referent(*, proposal: Refereeship, by: Membership) -> None:
    """Take back a proposal that nobody answered. Twice is once.

    Raises:
        Refused: not hers to write.
    """
    held = lock_pathway(proposal.pathway)
    require(can_write_pathway(by.user, held))
    waiting = Refereeship.objects.filter(pk=proposal.pk, state=ReferentState.PROPOSED).first()
    if waiting is None:
        return
    record(PathwayAct.WITHDRAW_REFERENT, by=by.user, target=waiting, person=held.resident)
    waiting.delete()


@transaction.atomic
def follow_departure(*, membership: Membership, successor: Membership | None) -> int:
    """Let go of whom a professional followed, who leaves: her successor is asked, her structure and coordination told.

    A successor who may not follow a person is not asked; whoever proposed a pathway to her who leaves is told that she
    does not take it. Tells how many people have no referent left.
    """
    left = 0
    for held in _pathways_of(membership):
        waiting = Refereeship.objects.filter(pathway=held, member=membership, state=ReferentState.PROPOSED)
        for each in waiting.select_related("proposed_by__user"):
            if each.proposed_by.is_active:
                _tell(REFERENT_DECLINED, each.proposed_by, membership.partner, held)
        active = _end(held, Refereeship.objects.filter(pathway=held, member=membership))
        asked = successor is not None and active and not _has_proposal(held)
        if asked and can_follow(held, successor):
            proposal = Refereeship.objects.create(
                territory=held.territory,
                pathway=held,
                member=successor,
                proposed_by=membership,
                proposed_on=today(),
            )
            record(PathwayAct.PROPOSE_REFERENT, target=proposal, person=held.resident)
            _tell(REFERENT_PROPOSED, successor, membership.partner, held)
        if active:
            left += 1
            tell_no_referent(held, membership.partner)
    leave_groups(Pathway.objects.filter(territory=membership.territory), member=membership)
    return left


@transaction.atomic
def follow_stopped_sharing(*, sharing: Sharing) -> None:
    """End at once what an organization did for somebody who stopped sharing with it; coordination is told, no name.

    Another sharing for support that stays open keeps everything as it is.
    """
    if Purpose(sharing.purpose) is not Purpose.SUPPORT:
        return
    if _sharings(sharing.resident).filter(partner=sharing.partner_id, purpose=Purpose.SUPPORT).exists():
        return
    theirs = {"member__partner": sharing.partner_id}
    for pathway in Pathway.objects.filter(resident=sharing.resident_id).order_by("pk"):
        held = lock_pathway(pathway)
        ended = _end(held, Refereeship.objects.filter(pathway=held, **theirs))
        if ended and held.closed_on is None:
            tell_no_referent(held, sharing.partner)
    leave_groups(Pathway.objects.filter(resident=sharing.resident_id), **theirs)


def leave_groups(pathways, **whose: object) -> None:
    """Take professionals out of the groups around people, from today on."""
    rows = GroupMember.objects.filter(pathway__in=pathways, until=None, **whose)
    for each in rows.select_related("pathway__resident"):
        each.until = today()
        each.save(update_fields=["until", "updated_at"])
        record(PathwayAct.LEAVE_GROUP, target=each, person=each.pathway.resident)


def tell_no_referent(pathway: Pathway, partner: Partner) -> None:
    """Tell the coordination that somebody has no referent left, and whose organization it was; never whom."""
    for user in coordination_of(pathway.territory):
        notify(
            kind=NO_REFERENT.key,
            territory=pathway.territory,
            to=user,
            fields={"partner": str(partner)},
            path=reverse("pathways:without-referent"),
            about=f"partner:{partner.uuid}",
        )


def _take(held: Pathway, proposal: Refereeship, active: Refereeship | None, by: Membership) -> Refereeship:
    on = today()
    if active is not None:
        _close(active, on)
        record(PathwayAct.END_REFERENT, by=by.user, target=active, person=held.resident)
    proposal.state = REFEREESHIP.target("accept", proposal.state)
    proposal.since = on
    proposal.save_next_version()
    record(PathwayAct.ACCEPT_REFERENT, by=by.user, target=proposal, person=held.resident)
    if active is not None and active.member.partner_id != by.partner_id:
        _let_the_former_read(held, active.member.partner, by, on)
    return proposal


def _let_the_former_read(held: Pathway, former: Partner, by: Membership, on: date) -> None:
    """Some days of reading for an organization of which nobody follows the person any more; it writes no more.

    None for one that has left, or lost its title: that may not keep the person from whoever takes over.
    """
    stays = GroupMember.objects.filter(pathway=held, until=None, member__partner=former).exists()
    support = _sharings(held.resident).filter(partner=former, purpose=Purpose.SUPPORT).first()
    if stays or support is None:
        return
    if can_receive(former, Purpose.HANDOVER):
        give(
            resident=held.resident,
            partner=former,
            purpose=Purpose.HANDOVER,
            by=by,
            way=AgreementWay(support.way),
            language=support.language,
            ends_on=on + timedelta(days=delays_of(held.territory)[Delay.HANDOVER_DAYS]),
        )
    stop(sharing=support, how=StopWay.ENDED)


def _end(held: Pathway, rows) -> bool:
    """End the referent and the proposals among rows; tells whether there was a referent."""
    was_referent = False
    for each in rows.filter(state__in=[ReferentState.ACTIVE, ReferentState.PROPOSED]):
        if each.state == ReferentState.ACTIVE:
            was_referent = True
            _close(each, today())
            record(PathwayAct.END_REFERENT, target=each, person=held.resident)
        else:
            record(PathwayAct.WITHDRAW_REFERENT, target=each, person=held.resident)
            each.delete()
    return was_referent


def _close(active: Refereeship, on: date) -> None:
    active.state = REFEREESHIP.target("end", active.state)
    active.until = on
    active.save_next_version()


def _pathways_of(membership: Membership) -> list[Pathway]:
    rows = Refereeship.objects.filter(
        member=membership,
        state__in=[ReferentState.ACTIVE, ReferentState.PROPOSED],
        pathway__closed_on=None,
    )
    numbers = sorted(set(rows.values_list("pathway_id", flat=True)))
    return [lock_pathway(pathway) for pathway in Pathway.objects.filter(pk__in=numbers).order_by("pk")]


def _has_proposal(held: Pathway) -> bool:
    return Refereeship.objects.filter(pathway=held, state=ReferentState.PROPOSED).exists()


def _known(proposal: Refereeship) -> Refereeship:
    return still_there(Refereeship.objects.select_related("proposed_by__user"), proposal.pk)


def _answer(known: Refereeship, by: Membership) -> Decision:
    return answer_decision(waits=known.state == ReferentState.PROPOSED, is_hers=known.member_id == by.pk)


def _sharings(resident: Resident):
    return open_sharings().filter(resident=resident)


def _tell(kind: NoticeKind, to: Membership, partner: Partner, pathway: Pathway) -> None:
    notify(
        kind=kind.key,
        territory=pathway.territory,
        to=to.user,
        fields={"partner": str(partner)},
        path=reverse("pathways:pathway", args=[pathway.uuid]),
        about=f"pathway:{pathway.uuid}",
        concerns=pathway.resident.uuid,
    )
