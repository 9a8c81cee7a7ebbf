"""What a side says of two services that overlap: said, kept, read by all."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.dates import today
from cite.core.decisions import Decision, Refused, require, unless
from cite.core.journal import record
from cite.directory.enums.overlaps import OverlapAct, OverlapObjection, Side, Verdict, Who
from cite.directory.models import OverlapVerdict
from cite.directory.notices import OVERLAP_DUE, OVERLAP_JUDGED
from cite.directory.permissions import can_judge
from cite.directory.queries.overlaps import overlap_of, overlaps_of
from cite.directory.queries.people import moderators_of, writers_of
from cite.directory.rules.verdicts import FOLLOWED, REMINDED_BEFORE, Opinion, in_charge, opinion_decision
from cite.meetings.enums import TO_FOLLOW
from cite.meetings.models import Meeting, MeetingDecision
from cite.meetings.operations.decisions import record_decision
from cite.notifications.operations import notify
from cite.notifications.ports import NoticeKind
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
    is_same = said is not None and all(getattr(said, name) == getattr(verdict, name) for name in _COMPARED)
    if is_same and meeting is None:
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
    _tell(verdict, by)
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


@transaction.atomic
def remind_of_follow_ups(*, territory: Territory, on: date) -> int:
    """Remind whoever takes charge of what follows that its day comes, once; tells of how many follow-ups.

    What was done, as its meeting knows, and what overlaps no more are left alone.
    """
    soon = Q(is_last=True, reminded_on=None, verdict__in=FOLLOWED, until__lte=on + REMINDED_BEFORE)
    to_do = Q(decision=None) | Q(decision__state__in=TO_FOLLOW)
    rows = OverlapVerdict.objects.filter(soon, to_do, territory=territory)
    due = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    pairs = {overlap.keys for overlap in overlaps_of(territory, on=on)} if due else frozenset()
    told = [verdict for verdict in due if (verdict.first, verdict.second) in pairs]
    for verdict in told:
        verdict.reminded_on = on
        verdict.save(update_fields=["reminded_on", "updated_at"])
        record(OverlapAct.REMIND, target=verdict)
        until = {"until": date_format(verdict.until, "j F Y")}
        _notify(OVERLAP_DUE, verdict, _people(verdict, in_charge(verdict.who)), until)
    return len(told)


def _tell(verdict: OverlapVerdict, by: User) -> None:
    """Tell the other sides; nobody is judged without knowing."""
    others = frozenset(Side) - {verdict.side}
    _notify(OVERLAP_JUDGED, verdict, [person for person in _people(verdict, others) if person != by], {})


def _people(verdict: OverlapVerdict, sides: Collection[Side]) -> list[User]:
    """List those of these sides, each once."""
    people = [
        *(writers_of(verdict.first_partner_id) if Side.FIRST in sides else ()),
        *(writers_of(verdict.second_partner_id) if Side.SECOND in sides else ()),
        *(moderators_of(verdict.territory) if Side.PILOTS in sides else ()),
    ]
    return list(dict.fromkeys(people))


def _notify(kind: NoticeKind, verdict: OverlapVerdict, people: Iterable[User], said: dict[str, str]) -> None:
    one, other = verdict.titles
    for person in people:
        notify(
            kind=kind.key,
            territory=verdict.territory,
            to=person,
            fields={"one": one[:120], "other": other[:120]} | said,
            path=reverse("directory:overlap", args=[verdict.first, verdict.second]),
            about=f"overlap:{verdict.uuid}",
        )
