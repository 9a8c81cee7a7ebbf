"""The doors of the home by need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse

from cite.directory.enums.needs import DOORS, Need

ON_THE_FIRST_PAGE = (
    Need.WORK,
    Need.TRAINING,
    Need.LANGUAGE,
    Need.CHILDCARE,
    Need.PHYSICAL_MOBILITY,
    Need.PAPERS,
)


class NeedLink(NamedTuple):
    """One door: how it reads, its picture, and where it leads."""

    label: str
    hint: str
    pictogram: str
    url: str


def need_links(needs: Iterable[Need] = tuple(Need)) -> list[NeedLink]:
    """List what residents come for, each leading to what answers it, in the language of the page."""
    address = reverse("directory:find")
    return [
        NeedLink(
            str(need.label), str(DOORS[need].hint), DOORS[need].pictogram, f"{address}?besoin={need.value}"
        )
        for need in needs
    ]
