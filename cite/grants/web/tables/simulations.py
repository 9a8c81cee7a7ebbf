"""Simulations as people read them: side by side, funder by funder, file by file, and what they cover."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.core.dates import today
from cite.core.text import sort_key
from cite.grants.models import Award, CallForProjects, Simulation
from cite.grants.queries.calls import edition_in_force
from cite.grants.queries.simulations import Share, SimulationView
from cite.grants.rules.amounts import euros
from cite.grants.rules.call_content import choices_from
from cite.grants.rules.simulations import Covered
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.components.amounts import BarLine
from cite.ui.components.data import Crossing
from cite.ui.components.text import Part
from cite.ui.tables import Column, Table

_ZERO = Decimal(0)


def simulation_url(simulation: Simulation) -> str:
    """Where a simulation is read."""
    return reverse("grants:simulation", args=[simulation.call.uuid, simulation.uuid])


def comparison_table(views: list[SimulationView], params: Any) -> Table:
    """Compare simulations: totals, what remains of each envelope, what is covered."""
    funders = [share.funder for share in views[0].shares] if views else []
    columns = (
        Column(
            key="simulation",
            label=_("Simulation"),
            kind="link",
            href=lambda v: simulation_url(v.simulation),
        ),
        Column(key="total", label=_("Total"), kind="number", value=lambda v: euros(v.total)),
        Column(key="files", label=_("Dossiers"), kind="number"),
        *(
            Column(
                key=f"left-{number}",
                label=_("Reste : %(funder)s") % {"funder": funder},
                kind="number",
                value=lambda v, n=number: _left(v.shares[n]),
            )
            for number, funder in enumerate(funders)
        ),
        Column(key="districts", label=_("Quartiers"), kind="number", value=lambda v: len(v.by_district)),
        Column(key="priorities", label=_("Priorités"), kind="number", value=lambda v: len(v.by_priority)),
    )
    return Table(
        views,
        columns=columns,
        params=params,
        caption=str(_("Simulations comparées")),
        empty_title=_("Aucune simulation"),
        empty_text=_(
            "Faites-en une ci-dessous : plusieurs façons de répartir se comparent avant de décider."
        ),
    )


def _left(share: Share) -> str:
    if share.is_exceeded:
        return _now("Dépassée de %(excess)s") % {"excess": euros(-share.left)}
    return euros(share.left)


def share_parts(share: Share) -> list[Part]:
    """Share an envelope, for the picture: settled by acts, simulated, what would remain or what would lack."""
    inside = min(share.amount, max(share.envelope, share.settled))
    parts = [
        Part(_now("Décidé par un acte"), share.settled, euros(share.settled), "done"),
        Part(_now("Simulé"), inside - share.settled, euros(share.amount - share.settled), "pending"),
    ]
    if share.is_exceeded:
        return [*parts, Part(_now("Au-delà de l’enveloppe"), -share.left, euros(-share.left), "back")]
    return [*parts, Part(_now("Resterait"), share.left, euros(share.left), "left")]


def shares_table(view: SimulationView, params: Any) -> Table:
    """What each funder gives and keeps: the same figures as the pictures."""
    columns = (
        Column(key="funder", label=_("Financeur")),
        Column(key="envelope", label=_("Enveloppe"), kind="number", value=lambda s: euros(s.envelope)),
        Column(key="settled", label=_("Décidé par un acte"), kind="number", value=lambda s: euros(s.settled)),
        Column(key="amount", label=_("Simulé"), kind="number", value=lambda s: euros(s.amount - s.settled)),
        Column(key="left", label=_("Reste"), kind="number", value=_left),
        Column(key="files", label=_("Dossiers"), kind="number"),
    )
    return Table(view.shares, columns=columns, params=params, caption=_now("Par financeur"), prefix="f-")


def settled_table(awards: list[Award], amounts: Mapping[int, Decimal], params: Any) -> Table:
    """What acts settled already: a simulation takes it as it is."""
    columns = (
        Column(
            key="file",
            label=_("Dossier"),
            kind="link",
            value=lambda a: f"{a.application.number} – {a.application}",
            href=lambda a: reverse("grants:decisions", args=[a.application.uuid]),
        ),
        Column(key="funder", label=_("Financeur")),
        Column(key="outcome", label=_("Décision"), value=lambda a: a.get_outcome_display()),
        Column(key="amount", label=_("Accordé"), kind="number", value=lambda a: euros(amounts[a.pk])),
    )
    caption = _now("Déjà décidé par un acte")
    return Table(awards, columns=columns, params=params, caption=caption, prefix="d-", page_size=100)


def bars_of(found: Mapping[str, Covered]) -> list[BarLine]:
    """Draw what districts or priorities receive, the most first."""
    ordered = sorted(found.items(), key=lambda item: (-item[1].amount, sort_key(item[0])))
    return [
        BarLine(label=name, value=c.amount, text=euros(c.amount), detail=_files(c)) for name, c in ordered
    ]


def _files(covered: Covered) -> str:
    return ngettext("%(n)d dossier", "%(n)d dossiers", covered.files) % {"n": covered.files}


def files_compared(first: SimulationView, second: SimulationView, params: Any) -> Table:
    """The files to which two simulations do not give the same."""
    names = {a.application_id: f"{a.application.number} – {a.application}" for a in first.awards.values()}
    return _compared(
        first, second, first.by_file, second.by_file, lambda key: names[key], (_("Dossier"), "cd-"), params
    )


def places_compared(
    first: SimulationView, second: SimulationView, places: str, label: Any, params: Any
) -> Table:
    """The districts (`by_district`) or priorities (`by_priority`) that do not receive the same from two simulations."""
    one, other = (
        {name: found.amount for name, found in getattr(view, places).items()} for view in (first, second)
    )
    return _compared(first, second, one, other, str, (label, f"{places}-"), params)


def _compared(
    first: SimulationView,
    second: SimulationView,
    one: Mapping[Any, Decimal],
    other: Mapping[Any, Decimal],
    name: Callable[[Any], str],
    heading: tuple[Any, str],
    params: Any,
) -> Table:
    label, prefix = heading
    rows = [
        {"name": name(key), "one": one.get(key, _ZERO), "other": other.get(key, _ZERO)}
        for key in {**one, **other}
        if one.get(key, _ZERO) != other.get(key, _ZERO)
    ]
    columns = (
        Column(key="name", label=label),
        Column(key="one", label=str(first.simulation), kind="number", value=lambda r: euros(r["one"])),
        Column(key="other", label=str(second.simulation), kind="number", value=lambda r: euros(r["other"])),
        Column(key="gap", label=_("Écart"), kind="number", value=lambda r: _signed(r["other"] - r["one"])),
    )
    return Table(
        sorted(rows, key=lambda row: sort_key(row["name"])),
        columns=columns,
        params=params,
        caption=str(label),
        prefix=prefix,
        page_size=100,
        empty_title=_("Aucune différence"),
    )


def _signed(amount: Decimal) -> str:
    return f"+\u00a0{euros(amount)}" if amount > 0 else f"\u2212\u00a0{euros(-amount)}"


def reachable(call: CallForProjects, view: SimulationView) -> tuple[list[str], list[str]]:
    """Name the districts of the Cité, with the others that files reach, then the priorities of the call."""
    edition = edition_in_force(call)
    priorities = [choice.label for choice in choices_from(edition.priorities)] if edition else []
    districts = priority_districts_of(call.territory, on=today())
    known = districts.values_list("label", flat=True)
    return list(dict.fromkeys([*known, *sorted(view.by_district)])), priorities


def coverage_matrix(
    names: list[str], priorities: list[str], covered: Mapping[tuple[str, str], Covered]
) -> tuple[list[str], list]:
    """Cross districts and priorities; what receives nothing is a gap."""
    rows = [(name, [_crossing(name, p, covered.get((name, p))) for p in priorities]) for name in names]
    return priorities, rows


def _crossing(district: str, priority: str, found: Covered | None) -> Crossing:
    where = {"district": district, "priority": priority}
    if found is None:
        label = _now("%(district)s, %(priority)s : rien") % where
        return Crossing(_now("Rien"), label, is_gap=True, mark="0")
    said = where | {"n": found.files, "amount": euros(found.amount)}
    label = _now("%(district)s, %(priority)s : %(n)d dossier(s), %(amount)s") % said
    return Crossing(str(found.files), label, detail=euros(found.amount))
