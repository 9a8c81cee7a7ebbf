"""What a call says, beyond its texts: stakes, priorities, documents asked, instruction grid, thresholds and delays.

The starting content is the fiche technique, word for word where it lists things; each call may change it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

OTHER = "other"
"""The code of « toutes autres priorités permettant de faciliter l’accès à l’emploi »: it requires words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing one may choose; `items` refine it."""

    code: str
    label: str
    items: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A document asked. `of`: the kinds of carriers that owe it; `is_required`: a file is incomplete without it."""

    code: str
    label: str
    of: tuple[str, ...]
    is_required: bool = True
    help: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of the instruction grid: its weight in percent, and what a 1, a 3 and a 5 look like."""

    code: str
    label: str
    weight: int
    examples: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Thresholds, in euros or percent, and delays of a call (domain, 2.9). None is a constant of ours."""

    agreement_above: Decimal = Decimal(23_000)  # law 2000-321, art. 10; decree 2001-495
    accounts_above: Decimal = Decimal(153_000)  # annual accounts, auditor, publication
    public_aid_threshold: Decimal = Decimal(500_000)  # Cerfa 12156*06, attestation 5
    de_minimis_threshold: Decimal = Decimal(750_000)  # SIEG, regulation (EU) 2023/2832, three years
    public_share_percent: int = 80  # local practice: a warning, never a refusal
    silence_months: int = 2  # no answer is a refusal (CRPA L231-4)
    correction_days: int = 15
    opinion_days: int = 15
    disagreement_points: int = 20  # two marks on 100 further apart are shown as a disagreement
    advance_percent: int = 70
    variance_percent: int = 10  # a line of the bilan is explained beyond both
    variance_amount: Decimal = Decimal(500)
    hearing_days: int = 15  # a carrier is heard before a recovery
    small_cells: int = 5  # counts of people below are masked


def parameters_from(stored: Mapping[str, Any]) -> Parameters:
    """Read the parameters of an edition; what is not there keeps its default.

    Raises:
        ValueError: a value is not a number.
    """
    known = {f.name: type(f.default) for f in fields(Parameters)}
    return Parameters(**{name: known[name](str(value)) for name, value in stored.items() if name in known})


def parameters_to(parameters: Parameters) -> dict[str, Any]:
    """Write parameters as JSON: amounts as texts, the whole ones without cents; the same amount is the same text."""
    return {
        name: f"{value:.{0 if value == int(value) else 2}f}" if isinstance(value, Decimal) else value
        for name, value in asdict(parameters).items()
    }


def choices_from(stored: Iterable[Mapping[str, Any]]) -> tuple[Choice, ...]:
    """Read stakes or priorities."""
    return tuple(Choice(row["code"], row["label"], choices_from(row.get("items", ()))) for row in stored)


def pieces_from(stored: Iterable[Mapping[str, Any]]) -> tuple[Piece, ...]:
    """Read the documents asked."""
    return tuple(
        Piece(row["code"], row["label"], tuple(row["of"]), row.get("is_required", True), row.get("help", ""))
        for row in stored
    )


def grid_from(stored: Iterable[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """Read the instruction grid."""
    return tuple(
        Criterion(row["code"], row["label"], int(row["weight"]), tuple(row["examples"])) for row in stored
    )


def to_json(rows: Iterable[Choice | Piece | Criterion]) -> list[dict[str, Any]]:
    """Write any of them as JSON."""
    return [_listed(asdict(row)) for row in rows]


def labels_of(choices: Iterable[Choice]) -> dict[str, str]:
    """Map every code, of items too, to its words."""
    found: dict[str, str] = {}
    for choice in choices:
        found[choice.code] = choice.label
        found |= labels_of(choice.items)
    return found


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    return [_listed(inner) for inner in value] if isinstance(value, list | tuple) else value


STAKES = (
    Choice("crisis", "Corriger les effets de la crise en renforçant l’accompagnement des résidents des QPV"),
    Choice(
        "pathways",
        "Identifier les parcours, les risques de décrochage et veiller à une meilleure articulation des acteurs",
    ),
    Choice("outreach", "Renforcer les dynamiques d’« aller-vers » au bénéfice des publics les plus fragiles"),
    Choice(
        "companies",
        "Embarquer les entreprises du territoire et améliorer le rapprochement entre offre et demande d’emploi",
    ),
    Choice("business_creation", "Accompagner à la création d’entreprise et promouvoir l’entrepreneuriat"),
    Choice(
        "decompartmentalize",
        "Décloisonner les interventions des acteurs sur la chaîne emploi – formation – insertion",
    ),
    Choice("competition", "Lever les effets de concurrence entre les dispositifs"),
)
"""The seven stakes of the fiche (« Les enjeux de la cité de l’emploi »)."""

PRIORITIES = (
    Choice(
        "obstacles",
        "Lever les freins au retour à l’emploi",
        (
            Choice("physical_mobility", "Mobilité physique"),
            Choice("psychological_mobility", "Mobilité psychologique"),
            Choice("language", "Linguistique"),
            Choice("childcare", "Garde d’enfants"),
            Choice("health", "Santé"),
            Choice("other_obstacle", "Autre frein"),
        ),
    ),
    Choice(
        "companies",
        "Rapprocher le monde de l’entreprise des QPV",
        (
            Choice("promote_trades", "Promouvoir les métiers et valoriser les entreprises"),
            Choice(
                "links", "Créer des liens avec les entreprises du territoire et les personnes des quartiers"
            ),
            Choice(
                "visits_intermediaries",
                "Organiser des visites d’entreprises pour les intermédiaires de l’emploi",
            ),
            Choice("visits_job_seekers", "Organiser des visites d’entreprises pour les demandeurs d’emploi"),
            Choice("group_internships", "Organiser des stages collectifs"),
        ),
    ),
    Choice("confidence", "Lutter contre l’autocensure, favoriser la confiance en soi"),
    Choice("off_radar", "Identifier et capter des publics « hors radars »"),
    Choice("communication", "Améliorer la communication des actions (atteindre le public cible…)"),
    Choice(OTHER, "Autre priorité facilitant l’accès à l’emploi des habitants des QPV éloignés de l’emploi"),
)
"""The five priorities of the fiche with their items, and the open one."""

_ASSOCIATION, _AUTHORITY, _TO_CONFIRM = "association", "local_authority", "to_confirm"
_ALL = (_ASSOCIATION, _AUTHORITY, _TO_CONFIRM)

PIECES = (
    Piece(
        "bank_details",
        "Relevé d’identité bancaire",
        _ALL,
        True,
        "Au nom de votre structure, à l’adresse de son SIRET.",
    ),
    Piece("statutes", "Statuts", (_ASSOCIATION,), True, "Ceux en vigueur, signés."),
    Piece("officers", "Liste des dirigeants", (_ASSOCIATION,), True),
    Piece("accounts", "Comptes annuels approuvés du dernier exercice", (_ASSOCIATION,), True),
    Piece("activity_report", "Dernier rapport d’activité", (_ASSOCIATION,), True),
    Piece(
        "auditor_report",
        "Rapport du commissaire aux comptes",
        (_ASSOCIATION,),
        False,
        "S’il est obligatoire.",
    ),
    Piece(
        "mandate",
        "Pouvoir de signer, avec les deux signatures",
        _ALL,
        False,
        "Si le signataire n’est pas le représentant légal.",
    ),
    Piece("deliberation", "Délibération qui approuve l’action", (_AUTHORITY,), True),
    Piece("financing_plan", "Plan de financement", (_AUTHORITY,), True),
    Piece("quotes", "Devis", _ALL, False),
    Piece("other", "Autre document", _ALL, False),
)

GRID = (
    Criterion(
        "need",
        "Pertinence, besoin constaté",
        15,
        (
            "Le besoin est affirmé, sans fait ni chiffre.",
            "Le besoin est décrit, avec quelques constats.",
            "Le besoin est démontré avec des habitants et des partenaires du quartier.",
        ),
    ),
    Criterion(
        "priorities",
        "Réponse aux priorités de la Cité de l’emploi",
        20,
        (
            "Le lien avec une priorité est lointain.",
            "L’action répond à une priorité.",
            "L’action répond pleinement à une ou plusieurs priorités, et dit comment.",
        ),
    ),
    Criterion(
        "innovation",
        "Caractère original et innovant",
        15,
        (
            "L’action reprend ce qui existe.",
            "L’action adapte une idée connue au quartier.",
            "L’action essaie une autre manière de faire, et prévoit d’en tirer les leçons.",
        ),
    ),
    Criterion(
        "targeting",
        "Habitants des quartiers prioritaires, aller-vers",
        15,
        (
            "Peu d’habitants des quartiers prioritaires, aucun repérage.",
            "Une majorité d’habitants des quartiers prioritaires.",
            "Presque tous vivent en quartier prioritaire, et les « hors radars » sont cherchés.",
        ),
    ),
    Criterion(
        "partnership",
        "Réseau partenarial, coordination avec l’existant",
        15,
        (
            "Les partenaires sont cités sans accord.",
            "Des partenaires ont confirmé.",
            "Les partenaires ont confirmé, leur rôle est clair, rien ne fait double emploi.",
        ),
    ),
    Criterion(
        "feasibility",
        "Moyens, calendrier",
        10,
        ("Moyens insuffisants.", "Moyens plausibles.", "Moyens en place, calendrier précis."),
    ),
    Criterion(
        "evaluation",
        "Suivi, indicateurs",
        5,
        (
            "Rien n’est mesuré.",
            "Quelques indicateurs.",
            "Des indicateurs chiffrés, et une manière de les suivre.",
        ),
    ),
    Criterion(
        "cost",
        "Coût par bénéficiaire, plan de financement",
        5,
        ("Coût élevé ou plan fragile.", "Coût moyen.", "Coût maîtrisé, cofinancements obtenus."),
    ),
)
