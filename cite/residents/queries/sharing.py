"""With whom somebody shares, what that shows, since when: for those who accompany her, and for herself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cite.actors.enums import LegalTitle, PartnerState
from cite.actors.models import Partner
from cite.core.speaking import spoken
from cite.residents.enums.people import ResidentState
from cite.residents.enums.sharing import Part, Purpose
from cite.residents.models import InformationNotice, Resident, Sharing
from cite.residents.permissions.people import Sight, open_sharings
from cite.residents.queries.sentences import listed, part_words, purpose_words
from cite.residents.rules.sharing import SEEN_FOR
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class SharingLine:
    """One sharing, in words: what it shows, in the language in force."""

    sharing: Sharing
    shows: str

    @property
    def about(self) -> str:
        """Name it among the others: the structure, and for what."""
        return f"{self.sharing.partner}, {self.sharing.get_purpose_display()}"

    @property
    def in_a_sentence(self) -> str:
        """Say for what inside a sentence."""
        return purpose_words([self.sharing.purpose])[0]


def open_lines(resident: Resident, partners: Sequence[int] | None = None) -> list[SharingLine]:
    """List the open sharings of somebody; those of some structures only, where they are given."""
    rows = open_sharings().filter(resident=resident)
    if partners is not None:
        rows = rows.filter(partner__in=partners)
    return [
        SharingLine(each, listed(part_words(_shown(each)), spoken()))
        for each in _with_names(rows).order_by("given_on", "pk")
    ]


def by_structure(lines: Sequence[SharingLine]) -> dict[Partner, list[SharingLine]]:
    """Put together what each structure sees, in the order in which she first agreed."""
    found: dict[Partner, list[SharingLine]] = {}
    for line in lines:
        found.setdefault(line.sharing.partner, []).append(line)
    return found


def past_sharings(resident: Resident) -> list[Sharing]:
    """List the sharings that open nothing more, the latest first."""
    still = open_sharings().filter(resident=resident).values("pk")
    rows = Sharing.objects.filter(resident=resident).exclude(pk__in=still)
    return list(_with_names(rows).order_by("-stopped_at", "-pk")[:50])


def partners_of(sight: Sight, partners: Sequence[int]) -> Sequence[int] | None:
    """Tell whose sharings somebody may list: everyone’s where she accompanies the person, her own structures’ else."""
    return None if sight.writes else partners


def partners_to_choose(territory: Territory) -> list[Partner]:
    """List the structures that may see the situation of people: active, with a legal title."""
    rows = Partner.objects.filter(territory=territory, state=PartnerState.ACTIVE).exclude(
        legal_title=LegalTitle.NONE
    )
    return list(rows.select_related("organization").order_by("organization__name", "pk"))


def notices_of(resident: Resident) -> list[InformationNotice]:
    """List the notices she received, the latest first."""
    return list(InformationNotice.objects.filter(resident=resident).order_by("-given_on", "-pk")[:20])


def resident_of_link(uuid: object, territory: Territory) -> Resident | None:
    """Find whose link this is, while her file is kept; made one with another, it leads to that one."""
    rows = Resident.objects.filter(territory=territory).select_related("territory")
    found = rows.filter(uuid=uuid).first()
    while found is not None and found.state == ResidentState.MERGED:
        found = rows.filter(pk=found.merged_into_id).first()
    return found if found is not None and found.state == ResidentState.ACTIVE else None


def _shown(sharing: Sharing) -> frozenset[Part]:
    parts = SEEN_FOR[Purpose(sharing.purpose)]
    has_title = sharing.partner.legal_title != LegalTitle.NONE
    return parts if has_title else parts - {Part.OBSTACLES}


def _with_names(rows):
    return rows.select_related("partner__organization", "recorded_by__user", "stopped_by__user")
