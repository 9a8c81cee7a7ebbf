"""Who is followed by a structure: to recognize her in a list, and to count under pseudonyms."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.actors.models import Membership, Partner
from cite.actors.permissions.people import can_see_obstacles
from cite.directory.enums.standard import Obstacle
from cite.opening.permissions import is_in_training
from cite.pathways.enums.caseload import AgeBand
from cite.pathways.enums.obstacles import ObstacleLevel, ObstacleStatus
from cite.pathways.enums.pathways import ExitClass
from cite.pathways.models import Exit, Finding, Pathway
from cite.pathways.permissions.pathways import visible_pathways
from cite.pathways.queries.figures import FigureLine, lines_of
from cite.pathways.queries.obstacles import present_findings_of
from cite.pathways.rules.caseload import Known, ListedPerson, age_band, is_same_person
from cite.pathways.rules.obstacles import levels_of
from cite.residents.enums.people import ResidentState
from cite.residents.enums.sharing import Purpose
from cite.residents.models import Residence, Resident, Sharing
from cite.residents.permissions.people import open_sharings
from cite.residents.rules.identity import name_key
from cite.residents.rules.sharing import is_open
from cite.territories.enums import Status


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody of the same name and birth, as one structure knows her: it supports her, or she stopped it and when."""

    resident: Resident
    is_supported: bool
    stopped_at: datetime | None


def namesakes_of(partner: Partner, person: ListedPerson, on: date) -> list[Namesake]:
    """List whom a row may mean among the people who share, or shared, their file with this structure, and no other."""
    rows = Sharing.objects.filter(
        territory=partner.territory,
        partner=partner,
        purpose=Purpose.SUPPORT,
        resident__name_key=name_key(person.first_name, person.last_name),
        resident__state=ResidentState.ACTIVE,
        resident__is_training=is_in_training(partner.territory),
    )
    return [
        Namesake(each.resident, is_open(each.stopped_at, each.ends_on, on), each.stopped_at)
        for each in rows.select_related("resident__territory").order_by("resident_id", "pk")
        if is_same_person(person, _known(each.resident))
    ]


def _known(resident: Resident) -> Known:
    return Known(resident.birth_date, resident.birth_year, resident.phone)


@dataclass(frozen=True, slots=True)
class FollowedRow:
    """Somebody followed, without what names her: a code that this structure alone gives, and what was noted."""

    code: str
    age: AgeBand
    district: str
    opened: str
    origin: str
    levels: Mapping[str, str]
    exit_reason: str
    exit_class: str


def pseudonym(partner: Partner, pathway: Pathway) -> str:
    """Give a pathway a code that says nothing: the same in every export of a structure, another for each structure."""
    secret = f"{settings.SECRET_KEY}:caseload".encode()
    digest = hmac.new(secret, f"{partner.uuid}:{pathway.uuid}".encode(), hashlib.sha256).digest()
    return f"P{b32encode(digest).decode()[:9]}"


def followed_rows(user: User, membership: Membership, on: date) -> list[FollowedRow]:
    """List the pathways of the people whom her structure supports, in the order of their codes. Four queries."""
    partner = membership.partner
    shared = open_sharings(on).filter(partner=partner, purpose=Purpose.SUPPORT, resident=OuterRef("resident"))
    rows = visible_pathways(user, partner.territory, on).filter(Exists(shared)).select_related("resident")
    pathways = list(rows.order_by("pk"))
    numbers = [each.pk for each in pathways]
    sees_obstacles = bool(can_see_obstacles(user, membership, on))
    findings = present_findings_of(numbers) if sees_obstacles else {}
    districts = _districts_of(pathways)
    exits = {each.pathway_id: each for each in Exit.objects.filter(pathway__in=numbers)}
    found = [
        FollowedRow(
            code=pseudonym(partner, each),
            age=age_band(each.resident.birth_date, each.resident.birth_year, on),
            district=districts.get(each.resident_id, ""),
            opened=f"{each.opened_on:%Y-%m}",
            origin=each.origin,
            levels={name: _level(finding) for name, finding in findings.get(each.pk, {}).items()},
            exit_reason=exits[each.pk].reason if each.pk in exits else "",
            exit_class=exits[each.pk].exit_class if each.pk in exits else "",
        )
        for each in pathways
    ]
    return sorted(found, key=lambda row: row.code)


def _level(finding: Finding) -> str:
    return ObstacleLevel.NONE.value if finding.status == ObstacleStatus.LIFTED else finding.level


def _districts_of(pathways: Sequence[Pathway]) -> dict[int, str]:
    """Name the district of each person; « outside » where that is known."""
    homes = Residence.objects.filter(resident__in=[each.resident_id for each in pathways], until=None)
    return {
        resident: label or (str(Status.OUTSIDE.label) if answer == Status.OUTSIDE else "")
        for resident, label, answer in homes.values_list("resident_id", "district__label", "answer")
    }


def caseload_figures(
    rows: Sequence[FollowedRow], *, districts: Sequence[str], sees_obstacles: bool
) -> list[FigureLine]:
    """Count the people of a caseload, subject by subject, small cells masked (`core/masking.py`).

    The categories are always the same, whoever is followed: one that appeared would say that somebody is in it.
    """
    unknown, ongoing = _("Non renseigné"), _("En cours")
    elsewhere = str(Status.OTHER_TERRITORY.label)
    places = [*districts, str(Status.OUTSIDE.label), elsewhere]
    exits = [str(ExitClass(row.exit_class).label) if row.exit_class else ongoing for row in rows]
    subjects = [
        (_("Âge"), [str(AgeBand(row.age).label) for row in rows], [str(band.label) for band in AgeBand]),
        (
            _("Quartier"),
            [_place(row.district, places, elsewhere) or unknown for row in rows],
            [*places, unknown],
        ),
        (_("Sortie"), exits, [ongoing, *(str(each.label) for each in ExitClass)]),
    ]
    for obstacle in Obstacle if sees_obstacles else ():
        levels = [row.levels.get(obstacle.value, ObstacleLevel.NOT_DISCUSSED) for row in rows]
        told = [str(ObstacleLevel(level).label) for level in levels]
        subjects.append((str(obstacle.label), told, [str(each.label) for each in levels_of(obstacle)]))
    return [
        line
        for subject, told, names in subjects
        for line in lines_of(subject, Counter(told), {name: name for name in names})
    ]


def _place(district: str, places: Sequence[str], elsewhere: str) -> str:
    return district if not district or district in places else elsewhere
