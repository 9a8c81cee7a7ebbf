"""What a sheet says now, and what it said at each version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from cite.core.decisions import Decision
from cite.directory.models import Intake, Service, ServiceVersion
from cite.directory.rules.publication import publication_decision
from cite.directory.rules.sheet import from_facts, sheet_of
from cite.directory.rules.written import is_covered, whole, written_facts


def facts_of(service: Service) -> dict[str, Any]:
    """Read everything that is written of a service. Two queries at most."""
    return written_facts(
        sheet_of(service),
        covers_all_districts=service.covers_all_districts,
        districts=(district.code for district in service.districts.all()),
        update_every=service.update_every,
        funded_action=str(service.funded_action.uuid) if service.funded_action_id else "",
        welcomed_by=service.welcomed_by,
        welcome_agreed=service.welcome_agreed,
    )


def versions_of(service: Service) -> Sequence[ServiceVersion]:
    """List the versions of a sheet, the latest first."""
    return list(ServiceVersion.objects.filter(service=service).select_related("by").order_by("-number"))


def latest_number(service: Service) -> int:
    """Number the version that is on screen; zero where the sheet was never written here."""
    numbers = ServiceVersion.objects.filter(service=service).order_by("-number")
    return numbers.values_list("number", flat=True).first() or 0


def facts_at(service: Service, number: int) -> dict[str, Any]:
    """Read what a sheet said at a version; the oldest one kept where that one is not."""
    versions = ServiceVersion.objects.filter(service=service)
    version = versions.filter(number=number).first() or versions.order_by("number").first()
    return whole(version.facts) if version is not None else facts_of(service)


def last_reviewed(service: Service) -> ServiceVersion | None:
    """Find the last version that a moderator read and accepted."""
    versions = ServiceVersion.objects.filter(service=service, is_reviewed=True)
    return versions.select_related("by").order_by("-number").first()


def publication_of(service: Service, facts: dict[str, Any], on: date) -> Decision:
    """Say what a sheet lacks before residents may read it."""
    intakes = Intake.objects.filter(service=service).values_list("starts_on", flat=True)
    return publication_decision(
        from_facts(facts), is_covered=is_covered(facts), intakes=list(intakes) if service.pk else (), on=on
    )
