"""The list of the people whom a professional follows."""

from __future__ import annotations

from datetime import date
from functools import cache

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import User
from cite.residents.enums.sharing import Part
from cite.residents.models import Resident
from cite.residents.queries.people import Line, lines_of
from cite.tenancy.models import Territory
from cite.ui.tables import Column, Table


def people_table(
    rows: QuerySet[Resident], params: QueryDict, *, user: User, territory: Territory | None, on: date
) -> Table:
    """List people: what is not shared with her is not there, and says so."""

    @cache
    def shown() -> dict[int, Line]:
        residents = list(table.page.object_list)
        return {line.resident.pk: line for line in lines_of(user, territory, residents, on=on)}

    def place(resident: Resident) -> str:
        line = shown()[resident.pk]
        return line.place if line.sight.sees(Part.RESIDENCE) else _now("Non partagé")

    def heard(resident: Resident) -> date | None:
        return resident.last_heard_on if shown()[resident.pk].sight.sees(Part.STEPS) else None

    def access(resident: Resident) -> str:
        return (
            _now("Vous l’accompagnez") if shown()[resident.pk].sight.writes else _now("Vous lisez une partie")
        )

    columns = (
        Column(
            key="name",
            label=_("Nom"),
            kind="link",
            value=lambda r: shown()[r.pk].name,
            href=lambda r: reverse("residents:sheet", args=[r.uuid]),
        ),
        Column(key="place", label=_("Quartier"), value=place),
        Column(key="heard", label=_("Dernières nouvelles venues d’elle"), kind="since", value=heard),
        Column(key="access", label=_("Votre place"), value=access),
    )
    table = Table(
        rows,
        columns=columns,
        params=params,
        caption=_("Personnes suivies"),
        page_size=50,
        empty_title=_("Personne ici"),
        empty_text=_(
            "Vous voyez une personne quand elle partage son dossier avec votre structure. "
            "Ouvrez un dossier avec elle, ou changez les filtres."
        ),
    )
    return table
