"""Where a file stands, as its pages say it: one sentence, a picture, the day that counts."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.grants.enums import CARRIER_STEPS, ApplicationState, NextActor
from cite.grants.models import Application
from cite.grants.queries.standing import Situation
from cite.grants.rules.life import Next, Stage
from cite.ui.components.text import Stage as DrawnStage

TONES = {
    ApplicationState.TO_CORRECT: "warning",
    ApplicationState.TO_SIGN: "warning",
    ApplicationState.GRANTED: "success",
    ApplicationState.INADMISSIBLE: "neutral",
    ApplicationState.REFUSED: "neutral",
    ApplicationState.WITHDRAWN: "neutral",
    ApplicationState.CLOSED: "neutral",
}


_SAID_WHY = frozenset({ApplicationState.WITHDRAWN, ApplicationState.CLOSED})


def standing_sentence(application: Application, *, is_carrier: bool) -> str:
    """Say where a file stands: to its carrier in her words, to the others in theirs."""
    word = application.carrier_label if is_carrier else application.get_state_display()
    if application.end_reason and application.state in _SAID_WHY:
        return _("%(word)s : %(reason)s") % {"word": word, "reason": application.end_reason}
    return str(word)


def step_sentence(coming: Next, *, is_carrier: bool) -> str:
    """Say what comes next, to the carrier or to those who look after its file."""
    return str(CARRIER_STEPS[coming.step] if is_carrier else coming.step.label)


def is_her_turn(coming: Next, *, is_carrier: bool, signs: bool) -> bool:
    """Tell whether what comes next is hers: she writes the file, or signs it."""
    return (is_carrier and coming.actor == NextActor.CARRIER) or (
        signs and coming.actor == NextActor.REPRESENTATIVE
    )


def due_sentence(coming: Next, *, is_carrier: bool, signs: bool = False) -> str:
    """Say who must act, and until when; to a carrier who must, that it is her turn."""
    if coming.actor == NextActor.NOBODY:
        return ""
    if is_her_turn(coming, is_carrier=is_carrier, signs=signs):
        if coming.until is None:
            return _("C’est à vous d’agir.")
        return _("C’est à vous d’agir, jusqu’au %(day)s.") % {"day": date_format(coming.until, "l j F Y")}
    actor = coming.actor.label
    if coming.until is None:
        return _("À faire par : %(actor)s.") % {"actor": actor}
    day = date_format(coming.until, "l j F Y")
    return _("À faire par : %(actor)s, jusqu’au %(day)s.") % {"actor": actor, "day": day}


def drawn(stage: Stage) -> DrawnStage:
    """Draw one stage of the life of a file."""
    ahead = stage.status in {"current", "to_come"} and stage.until is not None
    detail = _("jusqu’au %(day)s") % {"day": date_format(stage.until, "j F Y")} if ahead else ""
    return DrawnStage(str(stage.stage.label), stage.status.value, detail)


def facts_of_file(application: Application, situation: Situation) -> list[tuple[str, Any]]:
    """List what identifies a file, and Dauphin's word for it."""
    deposited = application.deposited_at
    facts = [
        (_("Appel à projets"), application.call),
        (_("Porteur"), application.partner.organization.name),
        (_("Nature du porteur"), application.get_carrier_kind_display()),
        (_("Numéro"), application.number),
        (_("Dates de l’action"), _period(application)),
        (_("Déposé le"), date_format(localtime(deposited), "j F Y à H:i") if deposited else ""),
        (_("Dans Dauphin"), situation.dauphin),
        (_("Référence Dauphin"), application.reference_dauphin),
    ]
    later = {_("Déposé le"), _("Référence Dauphin")}  # nothing to say of them before they exist
    return [(label, value) for label, value in facts if value or label not in later]


def _period(application: Application) -> str:
    if application.starts_on is None or application.ends_on is None:
        return ""
    days = {"start": date_format(application.starts_on), "end": date_format(application.ends_on)}
    return _("du %(start)s au %(end)s") % days
