"""The opinions asked about files."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from cite.accounts.models import Link, User
from cite.actors.models import Partner
from cite.grants.enums import Question
from cite.grants.models import Application, Opinion
from cite.grants.permissions.applications import WAITED_FOR, opinions_asked_of, visible_applications
from cite.grants.permissions.review import is_answerable
from cite.grants.rules.questions import BY_KEY
from cite.tenancy.models import Territory

_READ_BY_GUESTS = (Question.NEED, Question.OBJECTIVES, Question.DESCRIPTION, Question.BENEFICIARIES)


def opinions_on(application: Application) -> list[Opinion]:
    """List what was asked about a file."""
    found = list(Opinion.objects.filter(application=application).select_related("asked_by", "partner"))
    for opinion in found:
        opinion.application = application
    return found


def waiting_opinions() -> QuerySet[Opinion]:
    """List the opinions that are still waited for; those of a file that is over are not."""
    return Opinion.objects.filter(WAITED_FOR)


def is_late(opinion: Opinion, on: date) -> bool:
    """Say whether an answer is overdue."""
    return is_answerable(opinion, opinion.application) and opinion.due_on < on


def opinions_due(user: User, territory: Territory | None) -> list[Opinion]:
    """List the opinions that a person's organizations still owe, on files she may see, the most urgent first."""
    rows = opinions_asked_of(user, territory).filter(WAITED_FOR)
    if not rows.exists():  # which files she sees is asked only of whoever owes something
        return []
    rows = rows.filter(application__in=visible_applications(user, territory).values("pk"))
    return list(rows.select_related("application").order_by("due_on", "pk"))


def own_opinions(user: User, territory: Territory | None) -> QuerySet[Opinion]:
    """List the opinions asked of a person's organizations, given or not, the latest asked first."""
    rows = opinions_asked_of(user, territory).select_related("application", "partner__organization")
    return rows.order_by("-created_at", "-pk")


def organizations_to_ask(application: Application) -> list[Partner]:
    """List the organizations whose opinion may be asked: the active ones, but the carrier and those that are hidden."""
    rows = Partner.objects.filter(territory=application.territory, state="active", is_sensitive=False)
    rows = rows.exclude(pk=application.partner_id).select_related("organization")
    return list(rows.order_by("organization__name", "pk"))


def opinion_behind(link: Link | None) -> Opinion | None:
    """Find the request that a link opens, while it waits; never on a carrier whose name was hidden since."""
    if link is None:
        return None
    rows = waiting_opinions().filter(uuid=link.target_uuid, application__partner__is_sensitive=False)
    return rows.select_related("application__partner__organization", "territory").first()


def public_words(application: Application) -> list[tuple[str, str]]:
    """Say of a file what somebody outside needs to give an opinion: the action, nobody's particulars."""
    answers = application.answers
    return [(str(BY_KEY[key].label), str(answers[key])) for key in _READ_BY_GUESTS if answers.get(key)]
