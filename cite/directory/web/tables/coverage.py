"""The coverage of the offer as tables."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.directory.models import Service, UnmetNeed
from cite.directory.queries.coverage import CoverageMatrix
from cite.directory.rules.coverage_matrix import CoverageCell
from cite.directory.web.tables import NAMED
from cite.ui.components.data import Crossing
from cite.ui.tables import Column, Table


def cell_url(facet: str, cell: CoverageCell) -> str:
    """The page that lists what a cell counts."""
    return code_url(facet, cell.code, cell.district)


def code_url(facet: str, code: str, district: str) -> str:
    """The same, by what names the cell."""
    asked = urlencode({"par": facet, "code": code, "quartier": district})
    return f"{reverse('directory:coverage-services')}?{asked}"


def cells_table(matrix: CoverageMatrix, params: QueryDict) -> Table:
    """One line per cell, for spreadsheets and for those who read."""
    names = {district.code: district.full_label for district in matrix.districts}
    labels = matrix.labels
    columns = (
        Column(
            key="where",
            label=_("Quartier et besoin"),
            kind="link",
            value=lambda c: f"{names[c.district]} – {labels[c.code]}",
            href=lambda c: cell_url(matrix.facet, c),
        ),
        Column(key="services", label=_("Services"), kind="number", sortable=True),
        Column(key="places", label=_("Places restantes connues"), kind="number", sortable=True),
        Column(key="capacity", label=_("Places en tout connues"), kind="number", sortable=True),
        Column(key="unknown_places", label=_("Services aux places non connues"), kind="number"),
        Column(key="delay_days", label=_("Délai d’entrée médian, en jours"), kind="number", sortable=True),
        Column(key="unmet", label=_("Besoins sans réponse"), kind="number", sortable=True),
    )
    rows = [cell for row in matrix.rows for cell in row]
    return Table(rows, columns=columns, params=params, caption=_("La couverture, case par case"))


def unmet_table(needs: QuerySet[UnmetNeed], params: QueryDict) -> Table:
    """List the needs without answer that one cell counts, for those who may read them."""
    columns = (
        Column(key="words", label=_("Ce qui est cherché"), kind="long", value=lambda n: n.words or str(n)),
        Column(key="created_at", label=_("Signalé le"), kind="date"),
    )
    return Table(needs, columns=columns, params=params, caption=_("Besoins sans réponse"), prefix="besoins_")


def crossings(matrix: CoverageMatrix) -> list[tuple[str, list[Crossing]]]:
    """The cells as the picture shows them: a figure in each, a shade beside it."""
    return [
        (
            district.full_label,
            [_crossing(matrix, cell, district.label) for cell in cells],
        )
        for district, cells in zip(matrix.districts, matrix.rows, strict=True)
    ]


def covering_table(services: QuerySet[Service], params: QueryDict) -> Table:
    """List what one cell counts."""
    columns = (
        *NAMED,
        Column(key="places_left", label=_("Places restantes"), kind="number", sortable=True),
        Column(key="entry_delay_days", label=_("Délai d’entrée, en jours"), kind="number", sortable=True),
    )
    return Table(
        services,
        columns=columns,
        params=params,
        caption=_("Services comptés"),
        empty_title=_("Aucun service ici"),
        empty_text=_("Vous en connaissez un ? Suggérez-le : les copilotes le proposeront à une structure."),
    )


def _crossing(matrix: CoverageMatrix, cell: CoverageCell, district: str) -> Crossing:
    words: dict[str, Any] = {"what": matrix.labels[cell.code], "where": district, "n": cell.services}
    url = cell_url(matrix.facet, cell)
    unmet = _unmet_words(cell)
    if not cell.services:
        label = _now("%(what)s, %(where)s : aucun service") % words
        return Crossing(_now("Aucun"), label, url, unmet, is_gap=True, mark="0")
    label = (
        ngettext("%(what)s, %(where)s : %(n)s service", "%(what)s, %(where)s : %(n)s services", cell.services)
        % words
    )
    details = [unmet]
    details.append(_places_words(cell))
    if cell.delay_days == 0:
        details.append(_now("tout de suite"))
    elif cell.delay_days:
        details.append(ngettext("%(n)s jour", "%(n)s jours", cell.delay_days) % {"n": cell.delay_days})
    detail = ", ".join(part for part in details if part)
    return Crossing(str(cell.services), label, url, detail, heat=cell.heat)


def _places_words(cell: CoverageCell) -> str:
    """Say the places left, and in all; nothing where nobody wrote them."""
    if cell.places is None:
        words = ngettext("%(n)s place en tout", "%(n)s places en tout", cell.capacity or 0)
        return "" if cell.capacity is None else words % {"n": cell.capacity}
    words = ngettext("%(n)s place libre", "%(n)s places libres", cell.places) % {"n": cell.places}
    return (
        words if cell.capacity is None else _now("%(left)s sur %(n)s") % {"left": words, "n": cell.capacity}
    )


def _unmet_words(cell: CoverageCell) -> str:
    if not cell.unmet:
        return ""
    return ngettext("%(n)s besoin sans réponse", "%(n)s besoins sans réponse", cell.unmet) % {"n": cell.unmet}
