"""What a side says of two services that overlap: said, kept, read by all."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.dates import today
from cite.core.decisions import Decision, Refused, require, unless
from cite.core.journal import record
from cite.directory.enums.overlaps import OverlapAct, OverlapObjection, Side, Verdict, Who
from cite.directory.models import OverlapVerdict
from cite.directory.notices import OVERLAP_JUDGED
from cite.directory.permissions import can_judge
from cite.directory.queries.overlaps import overlap_of
from cite.directory.queries.people import moderators_of, writers_of
from cite.directory.rules.overlaps import Overlap
from cite.directory.rules.verdicts import Opinion, opinion_decision
from cite.meetings.models import Meeting, MeetingDecision
from cite.meetings.operations.decisions import record_decision
from cite.notifications.operations import notify
from cite.tenancy.models import Territory

_COMPARED = ("verdict", "reason", "follow_up", "who", "until", "fingerprint")


@transaction.atomic
def judge_overlap(
    *,
    territory: Territory,
    first: str,
    second: str,
    opinion: Opinion,
    seen: str,
    by: User,
    meeting: Meeting | None = None,
) -> OverlapVerdict:
    """Give the opinion of one side on a pair; what it said before stays in the history, the other sides are told.

    `seen`: the identifier of the last opinion of this side that she read, if any. `meeting`: where pilots have the
    follow-up noted as a decision.

    Raises:
        Refused: no longer a pair, not hers to say, said meanwhile by a colleague, or everything the opinion lacks.
    """
    on = today()
    overlap = overlap_of(territory, first, second, on=on)
    if overlap is None:
        raise Refused(Decision((OverlapObjection.NO_LONGER,)))
    carriers = {"first": overlap.one.carrier, "second": overlap.other.carrier}
    require(can_judge(by, territory, opinion.side, **carriers))
    require(opinion_decision(opinion, on=on))
    locked = {p.pk: p for p in _locked_partners(carriers.values())}
    rows = OverlapVerdict.objects.filter(first=overlap.one.key, second=overlap.other.key, side=opinion.side)
    said = rows.filter(is_last=True).first()
    verdict = OverlapVerdict(
        territory=territory,
        first=overlap.one.key,
        second=overlap.other.key,
        first_partner=locked[overlap.one.carrier],
        second_partner=locked[overlap.other.carrier],
        titles=[overlap.one.title, overlap.other.title],
        side=opinion.side,
        verdict=opinion.verdict,
        reason=opinion.reason.strip(),
        follow_up=opinion.follow_up.strip(),
        who=opinion.who,
        until=opinion.until,
        fingerprint=overlap.fingerprint,
        by=by,
    )
    if said is not None and all(getattr(said, name) == getattr(verdict, name) for name in _COMPARED):
        return said
    require(unless((str(said.uuid) if said else "") == seen, OverlapObjection.SAID_MEANWHILE))
    rows.filter(is_last=True).update(is_last=False)
    if meeting is not None:
        verdict.decision = _decide(meeting, verdict, by)
    verdict.save()
    record(
        OverlapAct.JUDGE,
        by=by,
        target=verdict,
        changes={"verdict": (said.verdict if said else None, str(verdict.verdict))},
    )
    _tell(verdict, overlap, by)
    return verdict


def _locked_partners(numbers) -> list[Partner]:
    """Have two opinions on the same organizations follow one another."""
    rows = Partner.objects.select_for_update(of=("self",), no_key=True)
    return list(rows.filter(pk__in=set(numbers)).order_by("pk"))


def _decide(meeting: Meeting, verdict: OverlapVerdict, by: User) -> MeetingDecision:
    """Note what follows among the decisions of a meeting, for whoever has to do it."""
    owners = {Who.FIRST: verdict.first_partner, Who.SECOND: verdict.second_partner}
    one, other = verdict.titles
    label = Verdict(verdict.verdict).label
    text = f"« {one} », « {other} » : {label}. {verdict.follow_up or verdict.reason}"
    return record_decision(
        meeting=meeting, text=text[:1000], by=by, owner=owners.get(verdict.who, by), due_on=verdict.until
    )


def _tell(verdict: OverlapVerdict, overlap: Overlap, by: User) -> None:
    """Tell the other sides, each person once; nobody is judged without knowing."""
    told = {
        Side.FIRST: writers_of(verdict.first_partner_id),
        Side.SECOND: writers_of(verdict.second_partner_id),
        Side.PILOTS: moderators_of(verdict.territory),
    }
    people = {person.pk: person for side, them in told.items() if side != verdict.side for person in them}
    people.pop(by.pk, None)
    for person in people.values():
        notify(
            kind=OVERLAP_JUDGED.key,
            territory=verdict.territory,
            to=person,
            fields={"one": overlap.one.title[:120], "other": overlap.other.title[:120]},
            path=reverse("directory:overlap", args=[verdict.first, verdict.second]),
            about=f"overlap:{verdict.uuid}",
        )
