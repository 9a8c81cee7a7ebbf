"""The essential data of subsidies, for everyone."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from cite.core.spreadsheets import TableWriter
from cite.grants.queries.open_data import Dataset, dataset_of, datasets_of
from cite.grants.rules.amounts import euros
from cite.grants.rules.open_data import COLUMNS
from cite.ui.tables import Column, Table
from cite.ui.views import PUBLIC, Page


class OpenData(Page):
    """What is published, year by year and body by body."""

    title = _("Subventions accordées : données ouvertes")
    permission = PUBLIC
    template_name = "grants/open_data.html"

    def get_context(self) -> dict[str, Any]:
        """List the files, each with what it holds."""
        datasets = datasets_of(self.request.territory)
        return {"datasets": [(one, self._table(one, number)) for number, one in enumerate(datasets)]}

    def _table(self, dataset: Dataset, number: int) -> Table:
        columns = (
            Column(key="nomBeneficiaire", label=_("Bénéficiaire")),
            Column(key="objet", label=_("Objet")),
            Column(
                key="montant",
                label=_("Montant"),
                kind="number",
                value=lambda row: euros(Decimal(row["montant"])),
            ),
            Column(
                key="dateConvention",
                label=_("Décidée le"),
                kind="date",
                value=lambda row: date.fromisoformat(row["dateConvention"]),
            ),
        )
        return Table(
            dataset.rows,
            columns=columns,
            params=self.request.GET,
            caption=dataset.label,
            prefix=f"d{number}-",
        )


class OpenDataFile(Page):
    """One file: a year of one body."""

    title = _("Données essentielles")
    permission = PUBLIC

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write it, in the columns of the schema."""
        found = dataset_of(request.territory, self.kwargs["siren"], self.kwargs["year"])
        if found is None:
            raise Http404
        text = io.StringIO()
        writer = TableWriter(text, separator=",")
        writer.writerow(COLUMNS)
        writer.writerows([row[column] for column in COLUMNS] for row in found.rows)
        response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{found.name}"'
        return response
