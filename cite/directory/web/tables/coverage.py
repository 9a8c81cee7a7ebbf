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

from cite.directory.models import Service
from cite.directory.queries.coverage import CoverageMatrix
from cite.directory.rules.coverage_matrix import CoverageCell
from cite.directory.web.tables import page_of
from cite.ui.components.data import Crossing
from cite.ui.tables import Column, Table


def cell_url(facet: str, cell: CoverageCell) -> str:
    """The page that lists what a cell counts."""
    asked = urlencode({"par": facet, "code": cell.code, "quartier": cell.district})
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
        Column(key="unknown_places", label=_("Services aux places non connues"), kind="number"),
        Column(key="delay_days", label=_("Délai d’entrée médian, en jours"), kind="number", sortable=True),
        Column(key="unmet", label=_("Besoins sans réponse"), kind="number", sortable=True),
    )
    rows = [cell for row in matrix.rows for cell in row]
    return Table(rows, columns=columns, params=params, caption=_("La couverture, case par case"))


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
        Column(key="name", label=_("Service"), kind="link", href=page_of, sortable=True),
        Column(
            key="structure",
            label=_("Structure"),
            value=lambda s: s.structure.name,
            sortable=True,
            sort="structure.name",
        ),
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
    if cell.places is not None:
        details.append(ngettext("%(n)s place", "%(n)s places", cell.places) % {"n": cell.places})
    if cell.delay_days is not None:
        details.append(ngettext("%(n)s jour", "%(n)s jours", cell.delay_days) % {"n": cell.delay_days})
    detail = ", ".join(part for part in details if part)
    return Crossing(str(cell.services), label, url, detail, heat=cell.heat)


def _unmet_words(cell: CoverageCell) -> str:
    if not cell.unmet:
        return ""
    return ngettext("%(n)s besoin sans réponse", "%(n)s besoins sans réponse", cell.unmet) % {"n": cell.unmet}
