"""An overlap in plain French: one headline, and one sentence per dimension."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.directory.enums import AUDIENCES, THEMES
from cite.directory.enums.overlaps import Closeness, Dimension, Side, Who
from cite.directory.rules.overlaps import Overlap

_WORKSHOP, _TRAINING = "atelier", "formation"


def headline(overlap: Overlap) -> str:
    """Say in one line what coincides: « Même quartier, même besoin, mêmes semaines ; 24 places pour 2 ateliers »."""
    grades = dict(overlap.closeness)
    parts = [
        _districts_short(overlap, grades),
        _("même besoin") if len(overlap.themes) == 1 else _("mêmes besoins"),
        _period_short(overlap, grades),
        _place_short(overlap, grades),
    ]
    said = ", ".join(part for part in parts if part)
    return _("%(what)s ; %(places)s") % {"what": said[:1].upper() + said[1:], "places": places_words(overlap)}


def places_words(overlap: Overlap) -> str:
    """Say how many places stand against how many people expected; what nobody wrote is not zero."""
    what = _offers_words(overlap)
    said = []
    if overlap.places is not None:
        places = ngettext("%(n)s place", "%(n)s places", overlap.places) % {
            "n": number_format(overlap.places)
        }
        said.append(places)
    if overlap.people is not None:
        words = ngettext("%(n)s personne attendue", "%(n)s personnes attendues", overlap.people)
        said.append(words % {"n": number_format(overlap.people)})
    if not said:
        return _("places non connues pour %(what)s") % {"what": what}
    counted = _("%(counts)s pour %(what)s") % {"counts": _(" et ").join(said), "what": what}
    return (
        counted
        if overlap.says_all_places
        else _("%(counted)s, un nombre n’est pas connu") % {"counted": counted}
    )


def sentences(overlap: Overlap, districts: Mapping[str, str]) -> list[tuple[str, Closeness, str]]:
    """Explain each dimension: its name, how close, and in a sentence. `districts`: names by code."""
    said = {
        Dimension.DISTRICT: ", ".join(sorted(districts.get(code, code) for code in overlap.districts)),
        Dimension.THEME: ", ".join(sorted(THEMES.get(code, code) for code in overlap.themes)),
        Dimension.AUDIENCE: _audience(overlap),
        Dimension.PERIOD: _period(overlap),
        Dimension.PLACE: _place(overlap),
    }
    return [(str(d.label), closeness, said[d]) for d, closeness in overlap.closeness]


def side_words(side: str, names: tuple[str, str]) -> str:
    """Name a side by its organization."""
    named = {Side.FIRST: names[0], Side.SECOND: names[1]}
    return named.get(side) or str(Side(side).label)


def who_words(who: str, names: tuple[str, str]) -> str:
    """Name who does what follows."""
    if not who:
        return ""
    named = {Who.FIRST: names[0], Who.SECOND: names[1]}
    return named.get(who) or str(Who(who).label)


def _offers_words(overlap: Overlap) -> str:
    kinds = {overlap.one.kind, overlap.other.kind}
    if kinds == {_WORKSHOP}:
        return _("2 ateliers")
    if kinds == {_TRAINING}:
        return _("2 formations")
    return _("2 propositions")


def _districts_short(overlap: Overlap, grades: Mapping[Any, Closeness]) -> str:
    count = len(overlap.districts)
    if count == 1:
        return _("même quartier")
    if grades[Dimension.DISTRICT] is Closeness.SAME:
        return _("mêmes quartiers")
    return _("%(n)s quartiers en commun") % {"n": count}


def _period_short(overlap: Overlap, grades: Mapping[Any, Closeness]) -> str:
    if overlap.days is None:
        return _("toute l’année")
    if grades[Dimension.PERIOD] is Closeness.SAME:
        return _("mêmes semaines")
    return _weeks(overlap)


def _weeks(overlap: Overlap) -> str:
    if overlap.weeks is not None and overlap.weeks <= 52:
        return ngettext("%(n)s semaine en commun", "%(n)s semaines en commun", overlap.weeks) % {
            "n": overlap.weeks
        }
    return _("plus d’un an en commun")


def _place_short(overlap: Overlap, grades: Mapping[Any, Closeness]) -> str:
    if grades[Dimension.PLACE] is Closeness.SAME:
        return _("même lieu")
    if grades[Dimension.PLACE] is Closeness.PARTLY:
        return _("à %(n)s mètres") % {"n": overlap.meters}
    return ""


def _audience(overlap: Overlap) -> str:
    one, other = overlap.one, overlap.other
    if one.is_for_everyone and other.is_for_everyone:
        return _("L’une et l’autre sont pour tous les publics.")
    if one.is_for_everyone or other.is_for_everyone:
        rest = other if one.is_for_everyone else one
        return _("L’une est pour tous ; l’autre reçoit : %(who)s.") % {"who": _audience_names(rest.audiences)}
    return _("Toutes deux reçoivent : %(who)s.") % {"who": _audience_names(overlap.audiences)}


def _audience_names(codes: frozenset[str]) -> str:
    return ", ".join(sorted(AUDIENCES.get(code, code) for code in codes))


def _period(overlap: Overlap) -> str:
    if overlap.days is None:
        return _("Aucune n’a de dates : l’une et l’autre durent toute l’année.")
    if not overlap.one.periods or not overlap.other.periods:
        return _("L’une n’a pas de dates : elle dure toute l’année, et l’autre pendant ce temps.")
    return _("Elles ont %(weeks)s.") % {"weeks": _weeks(overlap)}


def _place(overlap: Overlap) -> str:
    if overlap.meters is None:
        return _("Le lieu d’une des deux n’est pas connu.")
    if overlap.meters == 0:
        return _("Au même endroit.")
    return _("À %(n)s mètres l’une de l’autre.") % {"n": number_format(overlap.meters)}
