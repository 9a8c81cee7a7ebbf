"""The funded actions behind sheets: which has one, what a new sheet takes over from the file, who opens what."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.directory.enums import Obstacle, ServiceState
from cite.directory.models import Service
from cite.directory.permissions import publishable_actions, visible_services
from cite.directory.rules.needs import themes_of_priority
from cite.grants.enums import Question
from cite.grants.models import Application, FundedAction, ReachedDistrict
from cite.grants.permissions.applications import visible_applications
from cite.grants.permissions.funded import all_funded_actions
from cite.tenancy.models import Territory

_NAME, _DESCRIPTION, _DETAILS, _MOBILIZATION = 150, 9_000, 1000, 2000
_MOST = 50


def sheet_of_action(action: UUID, *, within: QuerySet[Service]) -> Service | None:
    """Find the sheet that makes a funded action known, the latest; archived ones do not count."""
    rows = within.filter(funded_action__uuid=action).exclude(state=ServiceState.ARCHIVED)
    return rows.order_by("-pk").first()


def actions_to_publish(user: User, territory: Territory, *, on: date) -> list[FundedAction]:
    """List the actions of this year and after that no sheet makes known, among those a person may publish."""
    known = Service.objects.filter(territory=territory).exclude(state=ServiceState.ARCHIVED)
    known = known.exclude(funded_action=None).order_by().values("funded_action_id")
    rows = publishable_actions(user, territory).filter(year__gte=on.year).exclude(pk__in=known)
    return list(rows.select_related("partner__organization")[:_MOST])


def shown_sheet_of(user: User, territory: Territory, action: UUID) -> Service | None:
    """Find the sheet of a funded action, where this person may open it."""
    return sheet_of_action(action, within=visible_services(user, territory))


def behind(user: User, service: Service) -> tuple[str, str]:
    """Name the funded action behind a sheet, and the page this person may open: the file, the action, or none."""
    action = service.funded_action
    if action is None:
        return "", ""
    files = visible_applications(user, service.territory).filter(pk=action.application_id)
    if action.application_id and (number := files.values_list("uuid", flat=True).first()):
        return str(action), reverse("grants:application", args=[number])
    if all_funded_actions(user, service.territory).filter(pk=action.pk).exists():
        return str(action), reverse("grants:funded-action", args=[action.uuid])
    return str(action), ""


def readable_file(user: User, action: FundedAction) -> Application | None:
    """Find the file of an action, where this person may read it."""
    if action.application_id is None:
        return None
    return visible_applications(user, action.territory).filter(pk=action.application_id).first()


def facts_from(
    action: FundedAction, file: Application | None, *, districts: Collection[str]
) -> dict[str, Any]:
    """Say what a sheet takes over of an action and of its file; `districts`: the codes a sheet may name."""
    facts: dict[str, Any] = {"name": action.title[:_NAME], "funded_action": str(action.uuid)}
    if file is None:
        return facts
    reached = ReachedDistrict.objects.filter(application=file).values_list("district__code", flat=True)
    where = _text(file, Question.PLACES)
    parts = [_text(file, Question.DESCRIPTION), _("Où : %(where)s") % {"where": where} if where else ""]
    return facts | {
        "description": "\n\n".join(filter(None, parts))[:_DESCRIPTION],
        "districts": sorted(set(reached) & set(districts)),
        "audience_details": _text(file, Question.BENEFICIARIES)[:_DETAILS],
        "mobilization_details": _text(file, Question.REGISTRATION)[:_MOBILIZATION],
        "obstacles": sorted(set(file.priorities) & set(Obstacle.values)),
        "themes": sorted(
            theme
            for themes in map(themes_of_priority, file.priorities)
            for theme in themes
            if len(themes) == 1  # where a priority speaks of a whole family, its author chooses
        ),
    }


def places_of_file(file: Application) -> int | None:
    """Read how many people a file expects at most."""
    given = file.answers.get(Question.PARTICIPANTS_MAX)
    return given if isinstance(given, int) and 0 < given <= 100_000 else None


def _text(file: Application, key: str) -> str:
    return str(file.answers.get(key) or "").strip()
