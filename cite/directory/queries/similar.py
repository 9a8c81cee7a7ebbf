"""The services of the directory beside the actions of the call: whoever writes a file learns what already exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.actors.enums import PartnerState
from cite.directory.enums import AUDIENCES, Facet
from cite.directory.models import Intake, Service, ServiceFacet
from cite.directory.permissions import shown_services, visible_services
from cite.directory.rules.facets import EVERYONE
from cite.directory.rules.needs import priorities_of
from cite.grants.enums import SimilarSource
from cite.grants.rules.similar import Action
from cite.tenancy.models import Territory

_MANY = 2000
"""Beyond, the least complete sheets are left out: the rule shows a few only."""


def similar_services(actions: Sequence[Action], *, territory: Territory, on: date) -> list[Action]:
    """List the public services of the districts that some actions reach. Three queries, however many actions.

    Only sheets that every professional may open; a service whose days of entry are all past is over.
    """
    asked = {code for action in actions for code in action.districts}
    if not asked:
        return []
    facets = ServiceFacet.objects.filter(territory=territory, facet=Facet.DISTRICT, code__in=asked)
    rows = shown_services(territory, on=on).filter(pk__in=facets.values("service_id"))
    rows = rows.filter(Q(structure__partner=None) | Q(structure__partner__state=PartnerState.ACTIVE))
    rows = rows.select_related("structure", "funded_action").order_by("-quality", "pk")[:_MANY]
    services = {row.pk: row for row in rows}
    districts: dict[int, set[str]] = defaultdict(set)
    for pk, code in facets.filter(service__in=services).values_list("service_id", "code"):
        districts[pk].add(code)
    intakes: dict[int, list[Intake]] = defaultdict(list)
    for intake in Intake.objects.filter(service__in=services):
        intakes[intake.service_id].append(intake)
    found = []
    for pk, row in services.items():
        coming = [each for each in intakes[pk] if each.ends_on is None or each.ends_on >= on]
        if coming or not intakes[pk]:
            found.append(_action(row, districts[pk], coming))
    return found


def addresses_of(keys: Collection[str], *, user: User, territory: Territory) -> Mapping[str, str]:
    """Map the numbers of the sheets a person may open to their pages."""
    rows = visible_services(user, territory).filter(uuid__in=keys).order_by()
    return {
        str(uuid): reverse("directory:sheet", args=[uuid]) for uuid in rows.values_list("uuid", flat=True)
    }


def _action(row: Service, districts: Iterable[str], coming: Sequence[Intake]) -> Action:
    ends = [each.ends_on for each in coming]
    return Action(
        source=SimilarSource.SERVICE,
        key=str(row.uuid),
        title=row.name,
        carrier=row.structure.name,
        partner=row.structure.partner_id,
        audience=_audience(row),
        makes_known=str(row.funded_action.uuid) if row.funded_action else "",
        districts=frozenset(districts),
        priorities=priorities_of(row.themes, row.obstacles),
        starts_on=min((each.starts_on for each in coming), default=None),
        ends_on=max(ends) if ends and None not in ends else None,
    )


def _audience(row: Service) -> str:
    """Say whom a service receives: « sans distinction d'âge » where nobody said otherwise."""
    codes = [code for code in row.audiences if code != EVERYONE]
    is_for_all = not codes or EVERYONE in row.audiences
    words = [_("tous les publics")] if is_for_all else [str(AUDIENCES.get(code, code)) for code in codes]
    if row.min_age and row.max_age:
        words.append(_("de %(min)s à %(max)s ans") % {"min": row.min_age, "max": row.max_age})
    elif row.min_age or row.max_age:
        ages = (
            (_("à partir de %(n)s ans"), row.min_age)
            if row.min_age
            else (_("jusqu’à %(n)s ans"), row.max_age)
        )
        words.append(ages[0] % {"n": ages[1]})
    return ", ".join(words)
