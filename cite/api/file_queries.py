"""Calls and files as programs read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cite.core.dates import today
from cite.core.decisions import Decision, Objection
from cite.grants.enums import AwardState, CarrierKind
from cite.grants.models import ActivityReport, Application, Award, BudgetLine, CallEdition, ReachedDistrict
from cite.grants.queries.applications import answers_of, codes_of, missing_of, path_of
from cite.grants.queries.budget import call_funders, state_of
from cite.grants.queries.calls import phase_of
from cite.grants.queries.eligibility import verdict_of
from cite.grants.queries.standing import Situation
from cite.grants.rules.answers import fingerprint, is_answered
from cite.grants.rules.questions import Asked, asked_of
from cite.territories.models import District


def call_summary(edition: CallEdition) -> dict[str, Any]:
    """Tell a call by its edition in force."""
    return {
        "id": edition.call.uuid,
        "year": edition.call.year,
        "title": edition.call.title,
        "phase": phase_of(edition, today()),
        "opens_on": edition.opens_on,
        "closes_on": edition.closes_on,
    }


def call_detail(edition: CallEdition, carrier_kind: CarrierKind | str) -> dict[str, Any]:
    """Tell what a call asks of a kind of carrier."""
    return call_summary(edition) | {
        "presentation": edition.presentation,
        "carrier_kind": carrier_kind,
        "questions": [_question(asked, edition) for asked in asked_of(carrier_kind)],
        "funders": [{"code": str(f.uuid), "label": f.name} for f in call_funders(edition.call)],
    }


def _question(asked: Asked, edition: CallEdition) -> dict[str, Any]:
    choices = codes_of(asked, edition)
    return {
        "key": str(asked.key),
        "label": str(asked.label),
        "step": str(asked.step),
        "kind": str(asked.kind),
        "is_required": asked.is_required,
        "max_length": asked.max_length,
        "columns": list(asked.columns),
        "choices": [{"code": code, "label": str(label)} for code, label in choices.items()],
    }


def file_summary(application: Application) -> dict[str, Any]:
    """Tell a file in short."""
    return {
        "id": application.uuid,
        "number": application.number,
        "title": application.title,
        "call": application.call.uuid,
        "carrier": application.partner.organization.name,
        "state": application.state,
        "state_label": application.carrier_label,
    }


def file_detail(application: Application) -> dict[str, Any]:
    """Tell the whole of a file."""
    situation = Situation(application)
    verdict = verdict_of(application, today())
    reached = ReachedDistrict.objects.filter(application=application).select_related("district")
    return file_summary(application) | {
        "version": application.version,
        "reference_dauphin": application.reference_dauphin,
        "dauphin_label": situation.dauphin,
        "page": path_of(application),
        "next_step": str(situation.next.step.label),
        "next_until": situation.next.until,
        "deposited_at": application.deposited_at,
        "answers": [kept(key, value) for key, value in answers_of(application).items() if is_answered(value)],
        "districts": [{"code": code_of(r.district), "participants": r.participants} for r in reached],
        "budget": budget_kept(application),
        "missing": [str(lack.label) for lack in missing_of(application)],
        "objections": reasons(verdict.decision.objections),
        "to_confirm": reasons(verdict.to_confirm.objections),
        "decisions": _decisions(application),
        "reports": _reports(application),
    }


def kept(key: str, value: Any) -> dict[str, Any]:
    """Tell an answer with the fingerprint to send back."""
    return {"key": key, "value": value, "seen": fingerprint(value)}


def code_of(district: District) -> str:
    """Name a district: its official code, or its identifier where it has none."""
    return district.code or str(district.uuid)


def budget_kept(application: Application) -> list[dict[str, Any]]:
    """List the lines of both budgets."""
    lines = BudgetLine.objects.filter(application=application).select_related("funder")
    return [
        {
            "id": str(line.uuid),
            "scope": line.scope,
            "account": line.account,
            "amount": f"{line.amount:.2f}",
            "label": line.label,
            "funder": line.funder.uuid if line.funder else None,
            "status": line.status,
            "credit": line.credit,
            "seen": state_of(line).as_seen(),
        }
        for line in lines
    ]


def reasons(objections: Iterable[Objection]) -> list[dict[str, str]]:
    """Tell objections to programs and to people."""
    return [{"code": o.value, "sentence": str(o.label)} for o in objections]


def reasons_of(decision: Decision) -> list[dict[str, str]]:
    """Tell everything that stands against, as the errors of a problem."""
    return [{"field": "", "code": o.value, "detail": str(o.label)} for o in decision.objections]


def _decisions(application: Application) -> list[dict[str, Any]]:
    notified = Award.objects.filter(application=application, state=AwardState.PUBLISHED)
    return [
        {
            "funder": award.funder.name,
            "outcome": award.outcome,
            "outcome_label": award.get_outcome_display(),
            "amount": f"{award.amount:.2f}",
            "act_number": award.act_number,
            "act_on": award.act_on,
            "motive": award.get_motive_display(),
            "words": award.words,
            "conditions": award.conditions,
            "advice": award.advice,
            "notified_at": award.published_at,
        }
        for award in notified.select_related("funder")
    ]


def _reports(application: Application) -> list[dict[str, Any]]:
    rows = ActivityReport.objects.filter(funded_action__application=application)
    names = ("kind", "state", "due_on", "is_produced")
    return [{"id": row.uuid} | {name: getattr(row, name) for name in names} for row in rows]
