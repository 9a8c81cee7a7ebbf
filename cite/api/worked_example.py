"""Examples played from a key to their end, command by command: a file, and the sheet of a service."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class ExampleStep:
    """One step. `path`: after /api/v1/; `body`: the JSON or, with `upload`, the form.

    `keep`: the name of what is kept of the answer, and where it is there. `command`: all of it, as it is typed.
    """

    title: str
    words: str
    method: str
    path: str
    body: dict[str, Any] | None = None
    upload: str = ""
    keep: tuple[str, str] = ("", "")
    command: str = ""


def worked_example(site: str) -> Iterator[ExampleStep]:
    """Write the steps of a file, from nothing to its deposit. `site`: what they are sent to, « https://… »."""
    return _commanded(site, _steps())


def sheet_example(site: str) -> Iterator[ExampleStep]:
    """Write the steps of the sheet of a service, from its codes to « toujours vrai »."""
    return _commanded(site, _sheet_steps())


def _commanded(
    site: str, steps: Iterable[tuple[str, str, str, str, dict[str, Any]]]
) -> Iterator[ExampleStep]:
    for title, words, method, path, more in steps:
        step = ExampleStep(title, words, method, path, **more)
        yield ExampleStep(title, words, method, path, **more, command=_command(site, step))


def _steps() -> list[tuple[str, str, str, str, dict[str, Any]]]:
    return [
        (
            _("Trouver l’appel et ce qu’il demande"),
            _(
                "Sans clé. Gardez l’identifiant de l’appel ; chaque question donne sa clé, sa forme et ses codes."
            ),
            "GET",
            "calls",
            {"keep": ("APPEL", ".calls[0].id")},
        ),
        (
            _("Commencer le dossier"),
            _(
                "Désormais, la clé est dans chaque demande. Une réponse perdue ? Renvoyez : un seul dossier commence."
            ),
            "POST",
            "applications",
            {"body": {"call": "$APPEL"}, "keep": ("DOSSIER", ".id")},
        ),
        (
            _("Écrire les réponses"),
            _(
                "Plusieurs à la fois. Pour en modifier une, renvoyez l’empreinte « seen » reçue avec elle : "
                "ce qu’un collègue écrit sur le site n’est jamais écrasé."
            ),
            "PATCH",
            "applications/$DOSSIER/answers",
            {
                "body": {
                    "answers": [
                        {"key": "title", "value": "Conduire sans peur"},
                        {"key": "participants_max", "value": 24},
                        {"key": "starts_on", "value": "2027-03-01"},
                    ]
                }
            },
        ),
        (
            _("Dire quels quartiers sont touchés"),
            _("Les codes officiels, donnés par « districts »."),
            "PUT",
            "applications/$DOSSIER/districts",
            {"body": {"districts": [{"code": "QN04213M", "participants": 12}]}},
        ),
        (
            _("Écrire le budget"),
            _("Un montant est un texte, avec un point. La réponse dit ce qui s’oppose encore à ce budget."),
            "PATCH",
            "applications/$DOSSIER/budget",
            {
                "body": {
                    "lines": [
                        {"account": "64_wages", "amount": "4000.00"},
                        {"account": "own", "amount": "4000.00", "label": "Fonds propres"},
                    ]
                }
            },
        ),
        (
            _("Nommer un partenaire"),
            _(
                "Son nom fait foi : renvoyé, il est corrigé. Vous pouvez ensuite le solliciter et lire sa réponse."
            ),
            "POST",
            "applications/$DOSSIER/partners",
            {"body": {"name": "Mission locale", "part": "Oriente des jeunes vers l’action."}},
        ),
        (
            _("Joindre les pièces, une par une"),
            _(
                "GET à la même adresse donne les codes des pièces. Comparez l’empreinte SHA-256 rendue à celle "
                "de votre fichier."
            ),
            "POST",
            "applications/$DOSSIER/documents",
            {"body": {"piece": "bank_details"}, "upload": "rib.pdf"},
        ),
        (
            _("Lire ce qui manque"),
            _("« missing » liste ce qui manque, « objections » ce qui s’oppose. Corrigez, puis relisez."),
            "GET",
            "applications/$DOSSIER",
            {},
        ),
        (
            _("Dire que le dossier est complet"),
            _(
                "Le représentant légal est prévenu. S’il manque encore quelque chose : 409, et toutes les raisons."
            ),
            "POST",
            "applications/$DOSSIER/finish",
            {},
        ),
        (
            _("Attendre la signature"),
            _(
                "Un logiciel ne signe pas : le représentant légal lit l’attestation et signe en personne, sur la page "
                "donnée par « page ». Demandez de temps en temps où il en est : « is_signed »."
            ),
            "GET",
            "applications/$DOSSIER/signature",
            {},
        ),
        (
            _("Déposer"),
            _("Envoyé deux fois, le dossier n’est déposé qu’une fois."),
            "POST",
            "applications/$DOSSIER/deposit",
            {},
        ),
        (
            _("Suivre"),
            _(
                "« state » dit où il en est. S’il devient to_correct, lisez « corrections », répondez, faites "
                "signer si le dossier a changé, et déposez à nouveau. Puis « messages », « money », « issued », et "
                "« reports » pour les bilans."
            ),
            "GET",
            "applications/$DOSSIER/corrections",
            {},
        ),
    ]


def _sheet_steps() -> list[tuple[str, str, str, str, dict[str, Any]]]:
    return [
        (
            _("Lire les codes"),
            _(
                "Sans clé : thématiques, publics, façons de demander, langues. Les mêmes que le standard national."
            ),
            "GET",
            "vocabulary",
            {},
        ),
        (
            _("Commencer la fiche"),
            _(
                "Désormais, la clé est dans chaque demande. « reference » est votre identifiant : renvoyé, il rend la "
                "même fiche. Rien n’est encore visible."
            ),
            "POST",
            "sheets",
            {
                "body": {
                    "name": "Conversation en français",
                    "reference": "atelier-12",
                    "fields": {
                        "summary": "Parler français, sans livre ni note.",
                        "kind": "atelier",
                        "themes": ["lecture-ecriture-calcul--maitriser-le-francais"],
                        "covers_all_districts": True,
                    },
                },
                "keep": ("FICHE", ".id"),
            },
        ),
        (
            _("La compléter"),
            _(
                "Seulement les champs à écrire. « seen » est celui reçu avec la fiche : ce qu’un collègue a écrit "
                "depuis n’est jamais écrasé. L’adresse suffit ; « position » corrige le point s’il est mal placé."
            ),
            "PATCH",
            "sheets/$FICHE",
            {
                "body": {
                    "seen": 1,
                    "fields": {
                        "description": "On parle de la vie de tous les jours, à huit, avec une animatrice. "
                        "Personne n’est noté.",
                        "place": "1 place de l’Exemple 42000 Saint-Étienne",
                        "position": {"longitude": 4.3878, "latitude": 45.4397},
                        "reception_modes": ["en-presentiel"],
                        "opening_hours": "Tu 14:00-16:00",
                        "mobilizable_by": ["usagers"],
                        "mobilization_modes": ["telephoner"],
                        "phone": "04 77 00 00 00",
                        "fee": "gratuit",
                        "without_reading": True,
                    },
                }
            },
        ),
        (
            _("Ajouter une date d’entrée"),
            _("Avec ses places : la fiche dira elle-même quand commencer, et s’il reste de la place."),
            "POST",
            "sheets/$FICHE/entries",
            {"body": {"starts_on": "2027-03-02", "places": 8, "places_left": 8}},
        ),
        (
            _("Lire ce qui manque"),
            _(
                "« lacks » le dit phrase par phrase ; vide, la fiche peut être proposée. Gardez « version », que "
                "chaque étape demande."
            ),
            "GET",
            "sheets/$FICHE",
            {"keep": ("VERSION", ".version")},
        ),
        (
            _("La proposer à la relecture"),
            _(
                "Un copilote la publie, ou la rend avec une raison. S’il manque quelque chose : 409, et toutes les "
                "raisons."
            ),
            "POST",
            "sheets/$FICHE/submit",
            {"body": {"version": "$VERSION"}},
        ),
        (
            _("Suivre"),
            _("« state_label » dit où elle en est ; rendue, « returned » dit pourquoi."),
            "GET",
            "sheets?reference=atelier-12",
            {},
        ),
        (
            _("Dire qu’elle est toujours vraie"),
            _(
                "Une fois publiée, avant la date « shown_until » : la fiche reste visible. Avant la publication, la "
                "réponse est 409."
            ),
            "POST",
            "sheets/$FICHE/confirm",
            {},
        ),
    ]


def _command(site: str, step: ExampleStep) -> str:
    parts = [f'curl -s -X {step.method} "{site}/api/v1/{step.path}"']
    if step.path not in _WITHOUT_KEY:
        parts.append('-H "Authorization: Bearer $CLE"')
    if step.upload:
        parts += [f"-F {name}={value}" for name, value in (step.body or {}).items()]
        parts.append(f"-F upload=@{step.upload}")
    elif step.body is not None:
        written = json.dumps(step.body, ensure_ascii=False).replace('"$VERSION"', "$VERSION")  # a number
        parts.append('-H "Content-Type: application/json"')
        parts.append(f"-d '{written}'" if "$" not in written else f'-d "{written.replace(chr(34), _QUOTE)}"')
    command = " \\\n  ".join(parts)
    name, where = step.keep
    return f"{name}=$({command} \\\n  | jq -r '{where}')" if name else command


_QUOTE = '\\"'
_WITHOUT_KEY = ("calls", "vocabulary")
