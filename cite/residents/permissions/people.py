"""Who sees which residents, and which parts of their files: an open sharing, an acting member, a habilitation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.accounts.permissions import can_work_here
from cite.actors.enums import LegalTitle, PartnerState
from cite.actors.models import Membership, Partner
from cite.actors.permissions.people import (
    can_search_residents,
    can_see_obstacles,
    can_see_residents,
    memberships_of,
)
from cite.actors.rules.access import REACH, Reach
from cite.core.dates import today
from cite.core.decisions import Decision, all_of, unless
from cite.core.reading import once
from cite.opening.permissions import can_enter_residents, is_in_training
from cite.residents.enums.objections import ResidentObjection, SharingObjection
from cite.residents.enums.people import ResidentState
from cite.residents.enums.sharing import Part, Purpose
from cite.residents.models import Residence, Resident, Sharing
from cite.residents.ports import referents_of
from cite.residents.rules.sharing import (
    OF_HER_OWN_ACTION,
    WITH_A_TITLE,
    WRITTEN_FOR,
    may_note_stop,
    may_write,
    parts_seen,
    purposes_showing,
)
from cite.tenancy.models import Territory


def acting_memberships(user: User, territory: Territory | None, on: date | None = None) -> list[Membership]:
    """List what she is in the organizations for which she may see residents as people today.

    Asked once per day and list of memberships: a page asks for each of its parts, and a change makes another list.
    """
    on = on or today()
    if not can_work_here(user, territory):
        return []
    mine = memberships_of(user, territory)
    known = user.__dict__.setdefault("_acting_memberships", {})
    key = (territory and territory.pk, on)
    if key not in known or known[key][0] is not mine:
        known[key] = mine, [each for each in mine if can_see_residents(user, each, on)]
    return known[key][1]


def can_follow_residents(user: User, territory: Territory | None) -> Decision:
    """Open the pages about residents to whoever may see some as people; every reason why not."""
    works = can_work_here(user, territory)
    if not works or acting_memberships(user, territory):
        return works
    reasons = all_of(can_see_residents(user, each, today()) for each in memberships_of(user, territory))
    return unless(False, ResidentObjection.NOBODY_TO_FOLLOW) if reasons else reasons


def can_accompany(user: User, membership: Membership | None, on: date | None = None) -> Decision:
    """Let a professional search people, and be asked about them: never carriers, relays, employers."""
    return can_search_residents(user, membership, on or today())


def can_open_file(user: User, membership: Membership | None, on: date | None = None) -> Decision:
    """Let a professional who accompanies people open the file of somebody new, where new people may be entered."""
    territory = membership.territory if membership else None
    return can_accompany(user, membership, on) and can_enter_residents(territory)


def accompanying_memberships(
    user: User, territory: Territory | None, on: date | None = None
) -> list[Membership]:
    """List what she is in the organizations for which she accompanies people."""
    return [each for each in acting_memberships(user, territory, on) if can_accompany(user, each, on)]


def opening_memberships(user: User, territory: Territory | None, on: date | None = None) -> list[Membership]:
    """List what she is in the organizations for which she may open the file of somebody."""
    return [each for each in acting_memberships(user, territory, on) if can_open_file(user, each, on)]


def open_sharings(on: date | None = None) -> QuerySet[Sharing]:
    """List the sharings that open something today."""
    return Sharing.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on or today()), stopped_at=None)


def visible_residents(
    user: User, territory: Territory | None, on: date | None = None, *, part: Part | None = None
) -> QuerySet[Resident]:
    """List the people she may see something of: shared with an organization she acts for, in her districts.

    Real people once the Cité is in service, those of the training mode before. `part`: only those of whom she sees
    that part; a filter by what a part holds starts from there, or it would tell what it hides.
    """

    on = on or today()

    def build() -> QuerySet[Resident]:
        return _residents(user, territory, on, purposes_showing(part) if part is not None else None)

    return once(("residents", user.pk, territory and territory.pk, on, part), build).all()


def kept_file(user: User, territory: Territory | None, uuid: UUID) -> Resident | None:
    """Find the file that is kept of one made one with another, where she sees it; none otherwise, as if unknown."""
    found = Resident.objects.filter(territory=territory, uuid=uuid, state=ResidentState.MERGED).first()
    while found is not None and found.state == ResidentState.MERGED:
        found = found.merged_into  # which may be absorbed in its turn
    return visible_residents(user, territory).filter(pk=found.pk).first() if found is not None else None


def writable_residents(user: User, territory: Territory | None, on: date | None = None) -> QuerySet[Resident]:
    """List the people in whose files she writes: those whom her structures accompany."""
    return _residents(user, territory, on, WRITTEN_FOR)


def _residents(
    user: User, territory: Territory | None, on: date | None, purposes: Iterable[Purpose] | None
) -> QuerySet[Resident]:
    mine = acting_memberships(user, territory, on)
    if not mine:
        return Resident.objects.none()
    shown = Q()
    for membership in mine:
        sharings = _sharings_for(membership, on).order_by()
        if purposes is not None:
            sharings = sharings.filter(purpose__in=[str(each) for each in purposes])
        # The people of her organization first: they are few, whatever the number of residents.
        shown |= _in_her_districts(membership) & Q(pk__in=sharings.values("resident"))
    return Resident.objects.filter(
        shown,
        territory=territory,
        state=ResidentState.ACTIVE,
        is_training=is_in_training(territory),
    )


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody sees of a file, through which organization, and whether she may write in it."""

    parts: frozenset[Part]
    writes: bool
    membership: Membership | None = None

    def __bool__(self) -> bool:
        return bool(self.parts)

    def sees(self, part: Part | str) -> bool:
        """Say whether a part is shown; templates ask with its value."""
        return Part(part) in self.parts


NOTHING = Sight(frozenset(), False)


def sight_of(user: User, resident: Resident, on: date | None = None) -> Sight:
    """Tell what she sees of a file: the union of what each of her organizations sees."""

    def ask() -> Sight:
        sight = sights_of(user, resident.territory, [resident], on).get(resident.pk, NOTHING)
        return sight if sight else NOTHING

    return once(("sight", user.pk, resident.pk, on), ask)


def sights_of(
    user: User, territory: Territory | None, residents: Iterable[Resident], on: date | None = None
) -> dict[int, Sight]:
    """Tell what she sees of many files, by their numbers, in a few queries whatever their number."""
    wanted = [resident.pk for resident in residents]
    found: dict[int, Sight] = {}
    for membership in acting_memberships(user, territory, on):
        near = set(
            Resident.objects.filter(_in_her_districts(membership), pk__in=wanted).values_list("pk", flat=True)
        )
        purposes: dict[int, list[str]] = {}
        sharings = _sharings_for(membership, on).filter(resident__in=near)
        for resident_id, purpose in sharings.values_list("resident_id", "purpose"):
            purposes.setdefault(resident_id, []).append(purpose)
        sees_obstacles = bool(can_see_obstacles(user, membership, on or today()))
        for resident_id, given in purposes.items():
            sight = Sight(parts_seen(given, sees_obstacles=sees_obstacles), may_write(given), membership)
            found[resident_id] = _both(found.get(resident_id, NOTHING), sight)
    return found


def _both(before: Sight, more: Sight) -> Sight:
    through = more.membership if more.writes and not before.writes else before.membership or more.membership
    return Sight(before.parts | more.parts, before.writes or more.writes, through)


def can_write_in(user: User, resident: Resident) -> Decision:
    """Let her write in a file that is shared with her organization to support the person."""
    return unless(sight_of(user, resident).writes, ResidentObjection.NOT_SHARED_TO_WRITE) & unless(
        resident.state == ResidentState.ACTIVE, ResidentObjection.NO_LONGER_OPEN
    )


def can_give_sharing(user: User, resident: Resident) -> Decision:
    """Let a structure that accompanies somebody note whom she lets see her file."""
    return unless(sight_of(user, resident).writes, SharingObjection.NOT_YOURS_TO_GIVE) & unless(
        resident.state == ResidentState.ACTIVE, ResidentObjection.NO_LONGER_OPEN
    )


def can_receive(partner: Partner, purpose: Purpose) -> Decision:
    """Let a structure receive a sharing: one that takes part, with a legal title where situations are seen."""
    has_title = partner.legal_title != LegalTitle.NONE
    return unless(partner.state == PartnerState.ACTIVE, SharingObjection.PARTNER_CLOSED) & unless(
        has_title or purpose not in WITH_A_TITLE, SharingObjection.NO_LEGAL_TITLE
    )


def can_stop_sharing(user: User | None, sharing: Sharing) -> Decision:
    """Let the structure concerned, and her referent, note that she stops a sharing; others leave it to her."""
    may = user is not None and stopping_membership(user, sharing) is not None
    return unless(may, SharingObjection.NOT_YOURS_TO_STOP)


def stopping_membership(user: User, sharing: Sharing) -> Membership | None:
    """Tell for which organization she notes that the person stops a sharing; none where she may not."""
    mine = acting_memberships(user, sharing.territory)
    own = (each for each in mine if may_note_stop(is_its_structure=each.partner_id == sharing.partner_id))
    return next(own, None) or referent_membership(user, sharing.resident)


def referent_membership(user: User, resident: Resident) -> Membership | None:
    """Tell as what she is the referent of somebody; none where she is not."""
    named = {each.pk for each in referents_of(resident)}
    mine = acting_memberships(user, resident.territory)
    return next((each for each in mine if may_note_stop(is_referent=each.pk in named)), None)


def _sharings_for(membership: Membership, on: date | None) -> QuerySet[Sharing]:
    sharings = open_sharings(on).filter(partner=membership.partner_id)
    if REACH[Role(membership.role)] is Reach.OWN_ACTION:
        return sharings.filter(purpose__in=[str(Purpose(each)) for each in OF_HER_OWN_ACTION])
    return sharings


def _in_her_districts(membership: Membership) -> Q:
    rows = membership.districts.values_list("pk", flat=True)
    followed = once(("districts", membership.pk), lambda: list(rows))
    if not followed:
        return Q()
    elsewhere = Residence.objects.filter(resident=OuterRef("pk"), until=None, district__isnull=False).exclude(
        district__in=followed
    )
    return Q(~Exists(elsewhere))
