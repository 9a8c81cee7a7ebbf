"""A file as its pages show it: where it is, what it answers, what it lacks, what it says as a whole."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cite.grants.enums import PublicAid, Question, RequestKind, Step, YesNo
from cite.grants.models import (
    Application,
    Attachment,
    BudgetLine,
    CallEdition,
    CarrierSheet,
    Pledge,
    ReachedDistrict,
    SimilarAction,
)
from cite.grants.queries.budget import budget_decision_of
from cite.grants.queries.similar import unanswered
from cite.grants.rules.answers import is_answered
from cite.grants.rules.call_content import Choice, choices_from, labels_of, pieces_from
from cite.grants.rules.completeness import contradictions, missing_questions
from cite.grants.rules.questions import BY_KEY, AnswerKind, Asked, asked_of


def path_of(application: Application) -> str:
    """The page of a file."""
    return reverse("grants:application", args=[application.uuid])


def step_path(application: Application, step: Step | str) -> str:
    """The page of a step of a file."""
    return reverse("grants:step", args=[application.uuid, str(step)])


_GROUPED = frozenset({AnswerKind.CHOICE, AnswerKind.CHOICES, AnswerKind.YES_NO, AnswerKind.ROWS})


def field_path(application: Application, asked: Asked) -> str:
    """The very field of a question, on the page of its step."""
    group = "_groupe" if asked.kind in _GROUPED else ""
    return f"{step_path(application, asked.step)}#id_{asked.key}{group}"


def shown(asked: Asked, value: Any, codes: Mapping[str, str]) -> str:
    """Write an answer as it is read; empty where nothing was answered."""
    if not is_answered(value):
        return ""
    if asked.kind == AnswerKind.CHOICES:
        return "\n".join(codes.get(code, code) for code in value)
    if asked.kind == AnswerKind.CHOICE:
        return codes.get(value, value)
    if asked.kind == AnswerKind.YES_NO:
        return str(YesNo(value).label)
    if asked.kind == AnswerKind.ROWS:
        return "\n".join(" – ".join(filter(None, row)) for row in value)
    if asked.kind == AnswerKind.DAY:
        return date_format(date.fromisoformat(value), "j F Y")
    return value.replace(".", ",") if asked.kind == AnswerKind.DECIMAL else str(value)


def sheet_answers(application: Application) -> dict[str, Any]:
    """Give what the carrier says of itself: as it was at the deposit, else as it is today."""
    if not application.is_editable and application.carrier_answers:
        return application.carrier_answers
    sheet = CarrierSheet.objects.filter(partner_id=application.partner_id).first()
    return sheet.answers if sheet else {}


def answers_of(application: Application) -> dict[str, Any]:
    """Gather every answer of a file, those of the carrier's sheet with the others."""
    return sheet_answers(application) | application.answers


def codes_of(asked: Asked, edition: CallEdition) -> dict[str, str]:
    """List the codes that a question offers, with their words, in their order."""
    if asked.key == Question.STAKES:
        return labels_of(choices_from(edition.stakes))
    if asked.key == Question.PRIORITIES:
        return _with_parents(choices_from(edition.priorities))
    if asked.key == Question.REQUEST_KIND:
        return {str(choice.value): str(choice.label) for choice in RequestKind}
    if asked.key == Question.PUBLIC_AID:
        return {str(choice.value): str(choice.label) for choice in PublicAid}
    return {}


def _with_parents(choices: tuple[Choice, ...], parent: str = "") -> dict[str, str]:
    """Name each item after the priority it refines: « Lever les freins… : Linguistique »."""
    found: dict[str, str] = {}
    for choice in choices:
        found[choice.code] = f"{parent} : {choice.label}" if parent else choice.label
        found |= _with_parents(choice.items, choice.label)
    return found


@dataclass(frozen=True, slots=True)
class Missing:
    """What a file still lacks: its step, in words, and the address of the very field."""

    step: Step
    label: str
    path: str


def missing_of(application: Application) -> list[Missing]:
    """List all that a file still lacks, or has to mend, in the order of the form."""
    answers = answers_of(application)
    missing = [
        Missing(asked.step, asked.label, field_path(application, asked))
        for asked in missing_questions(answers, application.carrier_kind)
    ]
    missing += [
        Missing(BY_KEY[key].step, str(objection.label), field_path(application, BY_KEY[key]))
        for (key, *_others), objection in contradictions(answers, application.call.year)
    ]
    missing += _missing_parts(application)
    order = list(Step)
    return sorted(missing, key=lambda lack: order.index(lack.step))


def _missing_parts(application: Application) -> list[Missing]:
    found = []
    if not ReachedDistrict.objects.filter(application=application).exists():
        label = str(ReachedDistrict._meta.verbose_name_plural).capitalize()
        path = reverse("grants:districts", args=[application.uuid])
        found.append(Missing(Step.AUDIENCE, label, path))
    budget = reverse("grants:budget", args=[application.uuid])
    found += [Missing(Step.BUDGET, words, budget) for words in budget_decision_of(application).sentences]
    if not Pledge.objects.filter(application=application).exists():
        path = reverse("grants:partners", args=[application.uuid])
        found.append(Missing(Step.PARTNERS, _("Un partenaire au moins"), path))
    alike = reverse("grants:similar", args=[application.uuid])
    found += [
        Missing(Step.PARTNERS, _("Action semblable : %(title)s") % {"title": line.action.title}, alike)
        for line in unanswered(application)
    ]
    joined = set(Attachment.objects.filter(application=application).values_list("piece", flat=True))
    documents = reverse("grants:pieces", args=[application.uuid])
    return found + [
        Missing(Step.DOCUMENTS, piece.label, f"{documents}#piece-{piece.code}")
        for piece in pieces_asked(application)
        if piece.is_required and piece.code not in joined
    ]


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How far a step is: what it asks that is required or answered, and what lacks."""

    step: Step
    path: str
    answered: int
    missing: tuple[Missing, ...]

    @property
    def is_complete(self) -> bool:
        """Whether nothing lacks there."""
        return not self.missing


def progress_of(application: Application) -> list[StepProgress]:
    """Tell how far each step of a file is."""
    answers = answers_of(application)
    lacking: dict[Step, list[Missing]] = defaultdict(list)
    for missing in missing_of(application):
        lacking[missing.step].append(missing)
    return [
        StepProgress(
            step,
            step_path(application, step),
            sum(is_answered(answers.get(asked.key)) for asked in asked_of(application.carrier_kind, step)),
            tuple(lacking[step]),
        )
        for step in Step
    ]


def read_steps(application: Application) -> list[tuple[str, list[tuple[str, str]]]]:
    """List every question with its answer, step by step, as a reader sees them."""
    answers = answers_of(application)
    found = []
    for step in Step:
        lines = [
            (asked.label, shown(asked, answers.get(asked.key), codes_of(asked, application.edition)))
            for asked in asked_of(application.carrier_kind, step)
        ]
        if lines:
            found.append((str(step.label), lines))
    return found


def content_of(application: Application) -> dict[str, Any]:
    """Write a whole file as plain JSON: what its carrier declares, and what partners answered by their links.

    Lists are ordered as on screen; amounts are texts; `declared` alone is what is signed.
    """
    organization = application.partner.organization
    return {
        "number": application.number,
        "edition": str(application.edition.uuid),
        "carrier": {
            "uuid": str(application.partner.uuid),
            "name": organization.name,
            "siret": organization.siret,
            "rna": organization.rna,
            "legal_form": organization.legal_form,
            "kind": application.carrier_kind,
        },
        "declared": _declared(application),
        "evidence": [
            {"name": p.name, "answer": p.answer, "words": p.words, "by": p.answered_by}
            for p in Pledge.objects.filter(application=application)
        ],
    }


def _declared(application: Application) -> dict[str, Any]:
    reached = ReachedDistrict.objects.filter(application=application).select_related("district")
    return {
        "carrier_answers": sheet_answers(application),
        "answers": application.answers,
        "districts": [
            {
                "uuid": str(r.district.uuid),
                "code": r.district.code,
                "label": r.district.label,
                "kind": r.district.kind,
                "participants": r.participants,
            }
            for r in reached.order_by("district__sort_label", "pk")
        ],
        "budget": [
            {
                "scope": line.scope,
                "account": line.account,
                "label": line.label,
                "amount": str(line.amount),
                "funder": str(line.funder.uuid) if line.funder else "",
                "funder_name": line.funder.name if line.funder else "",
                "status": line.status,
                "credit": line.credit,
            }
            for line in BudgetLine.objects.filter(application=application).select_related("funder")
        ],
        "partners": [
            {"name": p.name, "part": p.part} for p in Pledge.objects.filter(application=application)
        ],
        "similar": [
            {"source": s.source, "key": s.key, "answer": s.answer}
            for s in SimilarAction.objects.filter(application=application)
        ],
        "documents": [
            {"piece": a.piece, "name": a.file.name, "sha256": a.file.sha256, "year": a.year}
            for a in Attachment.objects.filter(application=application).select_related("file")
        ],
    }


def fingerprint_of(content: dict[str, Any]) -> str:
    """Identify what is signed: everything but the evidence that partners bring later."""
    signed = {name: value for name, value in content.items() if name != "evidence"}
    written = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def pieces_asked(application: Application) -> list:
    """List the documents that the edition asks of this kind of carrier."""
    return [
        piece for piece in pieces_from(application.edition.pieces) if application.carrier_kind in piece.of
    ]
