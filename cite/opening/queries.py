"""What the assistant shows, what is still missing, and whether a Cité is in service."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from cite.accounts.enums import Role
from cite.accounts.models import TerritoryRole
from cite.actors.enums import MembershipState
from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.jobs.queries import JobProgress, job_progress
from cite.opening.enums import ComplianceKind, OpeningState, Step
from cite.opening.gateways import KnownEpci, known_epcis
from cite.opening.models import Commissioning, ComplianceItem, OpeningDraft
from cite.opening.permissions import pieces_of
from cite.opening.rules.compliance import check_piece, in_service
from cite.opening.rules.opening import Installation
from cite.tenancy.models import Territory
from cite.territories.models import Commune, District


@dataclass(frozen=True, slots=True)
class MapState:
    """What the map holds of an intercommunality, and how far the loading is."""

    is_shipped: bool
    communes: int
    districts: int
    progress: JobProgress | None

    @property
    def is_loaded(self) -> bool:
        """Whether an address can be answered there."""
        return self.communes > 0 and self.districts > 0

    @property
    def is_loading(self) -> bool:
        """Whether it is on its way."""
        return self.progress is not None and not self.progress.is_finished


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing the law asks, what was last noted of it, and what is wrong with it today."""

    kind: ComplianceKind
    item: ComplianceItem | None
    decision: Decision

    @property
    def number(self) -> int:
        """The version shown, 0 before the first."""
        return self.item.number if self.item else 0


def is_empty_installation() -> bool:
    """Say whether no Cité was ever opened here."""
    return not Territory.objects.exists()


def installation() -> Installation:
    """Gather what a new Cité must not collide with."""
    rows = list(Territory.objects.values_list("epci_code", "slug", "host"))
    return Installation(
        epci_codes=frozenset(code for code, _slug, _host in rows),
        slugs=frozenset(slug for _code, slug, _host in rows),
        hosts=tuple(host for _code, _slug, host in rows),
        served_hosts=tuple(settings.ALLOWED_HOSTS),
    )


def epcis() -> tuple[KnownEpci, ...]:
    """List the intercommunalities that the shipped files name."""
    return known_epcis(settings.REFERENCE_DATA_DIR)


def has_shipped_map(epci_code: str) -> bool:
    """Whether the communes and districts of an intercommunality come with the product."""
    return any(epci.code == epci_code and epci.has_map for epci in epcis())


def map_state(draft: OpeningDraft) -> MapState:
    """Tell what the map holds of the territory of an opening."""
    code = draft.answers.get(Step.TERRITORY, {}).get("epci_code", "")
    communes = Commune.objects.filter(epci_code=code) if code else Commune.objects.none()
    districts = District.objects.filter(communes__in=communes, is_withdrawn=False).distinct()
    return MapState(
        is_shipped=has_shipped_map(code),
        communes=communes.count(),
        districts=districts.count(),
        progress=job_progress(draft.data_job) if draft.data_job else None,
    )


def latest_draft() -> OpeningDraft | None:
    """Find the opening to go on with."""
    return OpeningDraft.objects.filter(state=OpeningState.IN_PROGRESS).order_by("-created_at").first()


def commissioning_of(territory: Territory) -> Commissioning:
    """Find where the putting in service of a Cité stands; unsaved while nobody has done anything."""
    row = Commissioning.objects.filter(territory=territory)
    row = row.select_related("agreed_by_state", "agreed_by_metropole", "suspended_by").first()
    return row or Commissioning(territory=territory)


def pieces(items: list[ComplianceItem]) -> list[Piece]:
    """List everything the law asks, in its order, with the latest version of each."""
    latest: dict[str, ComplianceItem] = {}
    for item in sorted(items, key=lambda item: item.number):
        latest[item.kind] = item
    facts = pieces_of(items[0].territory) if items else {}
    on = today()
    return [
        Piece(kind, latest.get(kind.value), check_piece(kind, facts.get(kind), on)) for kind in ComplianceKind
    ]


def what_is_missing(territory: Territory) -> Decision:
    """List every piece that does not do today."""
    return in_service(pieces_of(territory), today())


def absent_roles(territory: Territory, roles: list[Role]) -> list[Role]:
    """List which of these roles nobody holds yet in a Cité."""
    held = set(TerritoryRole.objects.filter(territory=territory).values_list("role", flat=True))
    active = Membership.objects.filter(territory=territory, state=MembershipState.ACTIVE)
    held |= set(active.values_list("role", flat=True))
    return [role for role in roles if role.value not in held]


def opened_cites() -> list[Territory]:
    """List the Cités of this installation."""
    return list(Territory.objects.order_by("name"))
