"""The freins of the fiche, in the themes of the national standard, both ways.

Source: fiche technique, « Lever les freins », and the correspondence of the themes of data·inclusion v1. Two freins
may share a theme: somebody who does not dare to leave her district and somebody without a car both go to « être
accompagné dans son parcours mobilité ».
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from cite.directory.enums import THEMES, Obstacle

_FAMILIES: dict[Obstacle, tuple[str, ...]] = {
    Obstacle.PHYSICAL_MOBILITY: ("mobilite",),
    Obstacle.LANGUAGE: ("lecture-ecriture-calcul",),
    Obstacle.HEALTH: ("sante",),
    Obstacle.DIGITAL: ("numerique",),
    Obstacle.HOUSING: ("logement-hebergement",),
    Obstacle.MONEY: ("difficultes-financieres",),
    Obstacle.PAPERS: ("difficultes-administratives-ou-juridiques",),
}
_PRIORITIES: dict[str, tuple[str, ...]] = {
    "companies": ("trouver-un-emploi", "preparer-sa-candidature--developper-son-reseau"),
    "promote_trades": ("choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite",),
    "links": ("preparer-sa-candidature--developper-son-reseau",),
    "visits_job_seekers": ("choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite",),
    "group_internships": ("choisir-un-metier--confirmer-son-choix-de-metier",),
}
"""The priorities of the call that are not freins, in families and themes; the others say nothing of a need."""
_SINGLE: dict[Obstacle, tuple[str, ...]] = {
    Obstacle.PSYCHOLOGICAL_MOBILITY: ("mobilite--etre-accompagne-dans-son-parcours-mobilite",),
    Obstacle.CHILDCARE: ("famille--garde-denfants",),
    Obstacle.CONFIDENCE: (
        "remobilisation--bien-etre-confiance-en-soi",
        "remobilisation--lien-social",
        "choisir-un-metier--identifier-ses-points-forts-et-ses-competences",
        "preparer-sa-candidature--valoriser-ses-competences",
    ),
}


def category_of(theme: str) -> str:
    """Name the family of a theme: what stands before the two dashes."""
    return theme.partition("--")[0]


@cache
def themes_of(obstacle: str) -> frozenset[str]:
    """List the themes of the standard that lift a frein."""
    families = _FAMILIES.get(obstacle, ())
    inside = {theme for theme in THEMES if category_of(theme) in families}
    return frozenset(inside) | frozenset(_SINGLE.get(obstacle, ()))


def obstacles_of(themes: Iterable[str]) -> frozenset[str]:
    """List the freins that some of these themes lift, as far as the themes alone can say.

    Psychological mobility is never deduced: a driving school is not its answer; the author of the sheet says it.
    """
    return frozenset[str]().union(*map(_lifted_by, themes))


@cache
def _lifted_by(theme: str) -> frozenset[str]:
    return frozenset(
        obstacle.value
        for obstacle in Obstacle
        if obstacle != Obstacle.PSYCHOLOGICAL_MOBILITY and theme in themes_of(obstacle)
    )


def themes_to_give(themes: Iterable[str], obstacles: Iterable[str]) -> tuple[str, ...]:
    """Say the freins of a sheet in the themes of the standard, for directories that know no other words.

    A frein that none of its themes says yet is said by its own theme; where several would do, none is guessed.
    """
    said = set(themes)
    for answers in map(themes_of, obstacles):
        if len(answers) == 1:
            said |= answers
    return tuple(sorted(said))


@cache
def themes_of_priority(code: str) -> frozenset[str]:
    """List the themes that a priority of the call speaks of; none for those that name no need (« hors radars »)."""
    named = _PRIORITIES.get(code, ())
    inside = {theme for theme in THEMES if theme in named or category_of(theme) in named}
    return frozenset(inside) | themes_of(code)


def priorities_of(themes: Iterable[str], obstacles: Iterable[str] = ()) -> frozenset[str]:
    """List the priorities of the call that a service answers: by its themes, and by the freins its sheet says."""
    given = set(themes)
    named = {code for code in _PRIORITIES if given & themes_of_priority(code)}
    return frozenset(named) | frozenset(str(code) for code in obstacles) | obstacles_of(given)
