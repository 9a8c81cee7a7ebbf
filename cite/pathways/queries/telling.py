"""What a person reads of her pathway in « mon parcours »: short sentences, addressed to her, in her language."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.core.moments import clock_text, day_text
from cite.core.speaking import spoken
from cite.pathways.enums.obstacles import Actor, StepState
from cite.pathways.enums.pathways import ReferentState
from cite.pathways.models import Goal, GroupMember, Refereeship, Step
from cite.pathways.queries.lists import appointments_ahead
from cite.pathways.rules.goals import OPEN, day_of, in_order
from cite.residents.models import Resident
from cite.residents.ports import Chapter


def chapters_of(*, resident: Resident) -> Iterator[tuple[Chapter, str]]:
    """Tell her goals, the steps to come, her next appointments, and who helps her. Never a note, never a frein."""
    here = {"pathway__resident": resident, "pathway__closed_on": None}
    for goal in Goal.objects.filter(**here, closed_on=None):
        yield Chapter.DECIDED, _("Vous voulez : %(goal)s.") % {"goal": goal.title}
    for step in in_order(Step.objects.filter(**here, state__in=[str(StepState(state)) for state in OPEN])):
        yield Chapter.STEPS, _step_sentence(step)
    coming = appointments_ahead().filter(**here).order_by("at", "pk")
    for each in coming.select_related("partner__organization"):
        at = localtime(each.at)
        yield (
            Chapter.APPOINTMENTS,
            _("Vous avez rendez-vous le %(day)s à %(hour)s. C’est avec : %(who)s. Lieu : %(place)s.")
            % {
                "day": day_text(at, spoken()),
                "hour": clock_text(at.time(), spoken()),
                "who": each.partner,
                "place": each.place or _("à demander"),
            },
        )
    referents = Refereeship.objects.filter(**here, state=ReferentState.ACTIVE)
    for each in referents.select_related("member__user", "member__partner__organization"):
        yield (
            Chapter.HELPERS,
            _("Votre référent est %(who)s (%(partner)s).")
            % {"who": each.member.user, "partner": each.member.partner},
        )
    group = GroupMember.objects.filter(**here, until=None)
    for each in group.select_related("member__user", "member__partner__organization"):
        yield (
            Chapter.HELPERS,
            _("%(who)s (%(partner)s) vous aide aussi.")
            % {"who": each.member.user, "partner": each.member.partner},
        )


def _step_sentence(step: Step) -> str:
    sentences = {
        Actor.PERSON: _("À faire par vous : %(step)s."),
        Actor.PROFESSIONAL: _("À faire par votre référent : %(step)s."),
        Actor.BOTH: _("À faire ensemble : %(step)s."),
    }
    told = sentences[Actor(step.who)] % {"step": step.title}
    day = day_of(step)
    if day is None:
        return told
    return told + " " + _("Date : %(day)s.") % {"day": day_text(day, spoken())}
