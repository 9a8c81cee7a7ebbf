"""What residents of the demonstration looked for in vain; run again, it changes nothing."""

from __future__ import annotations

from cite.core.dates import today
from cite.directory.enums.needs import Need
from cite.directory.models import UnmetNeed
from cite.directory.operations.finding import report_unmet_need
from cite.tenancy.models import Territory
from cite.territories.queries.territory_map import priority_districts_of

_IN_VAIN = (
    ("Terrenoire", Need.CHILDCARE, "Une garde à 5 h du matin, pour faire des ménages"),
    ("Terrenoire", Need.CHILDCARE, "Une crèche qui prend deux jours par semaine"),
    ("Solaure", Need.CHILDCARE, "Garder mes enfants le samedi"),
    ("Firminy Vert", Need.LANGUAGE, "Un cours de français le soir"),
    ("La Romière", Need.PHYSICAL_MOBILITY, "Aller à l’entrepôt : pas de bus avant 7 h"),
    ("Grand Clos", Need.HEALTH, ""),
    ("", "", "Un coiffeur pour un entretien"),
)


def seed_unmet_needs(*, territory: Territory) -> int:
    """Let some residents say what they did not find, in the districts that are there; tells how many have said so."""
    said = UnmetNeed.objects.filter(territory=territory)
    if not said.exists():
        named = {district.label: district for district in priority_districts_of(territory, on=today())}
        for label, need, words in _IN_VAIN:
            if not label or label in named:
                report_unmet_need(territory=territory, need=need, district=named.get(label), words=words)
    return said.count()
