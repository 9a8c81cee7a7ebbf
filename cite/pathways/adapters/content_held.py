"""What is written in pathways: given to the person in her export, told in « mon parcours », kept by figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cite.actors.models import Partner
from cite.core.text import short_day
from cite.directory.enums.standard import Obstacle
from cite.pathways.enums.obstacles import StepState
from cite.pathways.enums.pathways import Circle
from cite.pathways.models import Diagnosis, Finding, Goal, Note, Pathway, Step
from cite.pathways.queries.obstacles import present_findings_of
from cite.pathways.queries.timeline import signed
from cite.residents.models import Resident
from cite.residents.ports import HeldBlock

_BY = ("by__user", "by__partner__organization")
_AUTHOR = ("author__user", "author__partner__organization")


def held_of(*, resident: Resident) -> Iterator[HeldBlock]:
    """List freins, projects, goals, steps and notes, one query a part. What others wrote for themselves is reserved."""
    of_her = {"pathway__resident": resident}
    findings = Finding.objects.filter(diagnosis__pathway__resident=resident)
    yield HeldBlock(
        key="obstacles",
        title=_("Ce qui me freine"),
        columns=(_("Jour"), _("Frein"), _("Réponse"), _("Dans mes mots"), _("Où on en est"), _("Noté par")),
        rows=[
            (
                short_day(each.diagnosis.on),
                each.get_obstacle_display(),
                each.get_level_display(),
                each.words,
                each.get_status_display(),
                signed(each.diagnosis.by),
            )
            for each in findings.select_related(*(f"diagnosis__{path}" for path in _BY)).order_by(
                "diagnosis__on", "pk"
            )
        ],
    )
    yield HeldBlock(
        key="projects",
        title=_("Mon projet, dans mes mots"),
        columns=(_("Jour"), _("Projet"), _("Noté par")),
        rows=[
            (short_day(each.on), each.project, signed(each.by))
            for each in Diagnosis.objects.filter(**of_her).exclude(project="").select_related(*_BY)
        ],
    )
    yield HeldBlock(
        key="goals",
        title=_("Mes objectifs"),
        columns=(_("Objectif"), _("Fixé le"), _("Clos le"), _("Atteint")),
        rows=[
            (each.title, short_day(each.set_on), short_day(each.closed_on), _yes_or_no(each.is_reached))
            for each in Goal.objects.filter(**of_her)
        ],
    )
    yield HeldBlock(
        key="steps",
        title=_("Mes étapes"),
        columns=(_("Étape"), _("Qui"), _("État"), _("Pour le"), _("Du"), _("Au"), _("Fait le"), _("Service")),
        rows=[_step_row(each) for each in Step.objects.filter(**of_her).select_related("service")],
    )
    yield from _notes(of_her)


def _notes(of_her: dict[str, Any]) -> Iterator[HeldBlock]:
    notes = list(Note.objects.filter(**of_her).select_related(*_AUTHOR))
    shared = [each for each in notes if each.circle == Circle.GROUP]
    yield _block_of_notes(Circle.GROUP, _("Les notes du groupe"), shared)
    reserved = {
        Circle.STRUCTURE: _("Les notes d’une structure"),
        Circle.MINE: _("Les notes qu’un professionnel garde pour lui"),
    }
    for circle, title in reserved.items():
        theirs: dict[Partner, list[Note]] = {}
        for each in notes:
            if each.circle == circle:
                theirs.setdefault(each.author.partner, []).append(each)
        for partner, written in theirs.items():
            yield _block_of_notes(circle, title, written, reserved_by=partner)


def _block_of_notes(
    circle: Circle, title: str, notes: list[Note], reserved_by: Partner | None = None
) -> HeldBlock:
    return HeldBlock(
        key=f"notes_{circle.value}",
        title=title,
        columns=(_("Jour"), _("Note"), _("Écrite par")),
        rows=[(short_day(each.written_on), each.text, signed(each.author)) for each in notes],
        reserved_by=reserved_by,
    )


def facts_of(*, resident: Resident) -> dict[str, Any]:
    """Keep for figures the last level of each frein, health apart, and how many goals and steps were reached."""
    pathways = list(Pathway.objects.filter(resident=resident).values_list("pk", flat=True))
    levels: dict[str, str] = {}
    for findings in present_findings_of(pathways).values():
        levels |= {name: each.level for name, each in findings.items() if name != Obstacle.HEALTH}
    goals = Goal.objects.filter(pathway__in=pathways)
    steps = Step.objects.filter(pathway__in=pathways)
    return {
        "obstacles": levels,
        "goals": goals.count(),
        "goals_reached": goals.filter(is_reached=True).count(),
        "steps": steps.count(),
        "steps_done": steps.filter(state=StepState.DONE).count(),
    }


def _step_row(step: Step) -> tuple[str, ...]:
    return (
        step.title,
        step.get_who_display(),
        step.get_state_display(),
        short_day(step.due_on),
        short_day(step.starts_on),
        short_day(step.ends_on),
        short_day(step.done_on),
        step.service.name if step.service else "",
    )


def _yes_or_no(answer: bool | None) -> str:
    return {True: _("Oui"), False: _("Non"), None: ""}[answer]
