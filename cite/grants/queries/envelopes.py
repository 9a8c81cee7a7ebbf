"""What envelopes hold, what is decided, covered."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.grants.enums import GRANTING, AwardState
from cite.grants.models import (
    Award,
    CallForProjects,
    CommitteeItem,
    Envelope,
    Funder,
    ReachedDistrict,
)
from cite.grants.permissions.awards import visible_awards, visible_envelopes
from cite.grants.queries.calls import edition_in_force
from cite.grants.rules.awards import counted
from cite.grants.rules.call_content import choices_from
from cite.grants.rules.simulations import Covered, Given, coverage


@dataclass(slots=True)
class EnvelopeView:
    """The state of an envelope: what it holds, what is asked of it, and how far decisions are (`states`: how many)."""

    funder: Funder
    envelope: Envelope | None = None
    asked: Decimal = Decimal(0)
    files: int = 0
    prepared: Decimal = Decimal(0)
    recorded: Decimal = Decimal(0)
    published: Decimal = Decimal(0)
    states: Counter[str] = field(default_factory=Counter)

    @property
    def amount(self) -> Decimal:
        """What the funder puts in the call."""
        return self.envelope.amount if self.envelope else Decimal(0)

    @property
    def committed(self) -> Decimal:
        """What decisions take."""
        return self.envelope.committed if self.envelope else Decimal(0)

    @property
    def left(self) -> Decimal:
        """What may still be decided."""
        return self.amount - self.committed


def envelope_views(user: User, call: CallForProjects) -> list[EnvelopeView]:
    """List the envelopes of a call that a person may see, with what is asked and decided. Two queries."""
    views: dict[int, EnvelopeView] = {}
    for envelope in visible_envelopes(user, call.territory).filter(call=call).select_related("funder"):
        views[envelope.funder_id] = EnvelopeView(envelope.funder, envelope)
    for award in call_awards(user, call).exclude(state=AwardState.CANCELED):
        view = views.setdefault(award.funder_id, EnvelopeView(award.funder))
        view.asked += award.amount_asked
        view.files += 1
        view.states[award.state] += 1
        taken = counted(award.state, award.outcome, award.amount)
        if taken:
            setattr(view, award.state, getattr(view, award.state) + taken)
    return sorted(views.values(), key=lambda view: (view.funder.position, view.funder.name))


def call_awards(user: User, call: CallForProjects) -> QuerySet[Award]:
    """List the decisions of a call that a person may see, by file."""
    rows = visible_awards(user, call.territory).filter(application__call=call)
    related = ("application__partner__organization", "application__call", "funder", "envelope")
    return rows.select_related(*related).order_by("application__number", "funder__position", "pk")


def given_to_files(
    lines: dict[int, Decimal],
    awards: dict[int, Award],
    reached: dict[int, tuple[str, ...]],
    names: dict[str, str],
) -> list[Given]:
    """Gather what each file receives from all funders, with the districts and priorities it touches."""
    amounts: dict[int, Decimal] = defaultdict(Decimal)
    files = {}
    for number, amount in lines.items():
        application = awards[number].application
        files[application.pk] = application
        amounts[application.pk] += amount
    return [
        Given(reached.get(pk, ()), priorities_of(files[pk].priorities, names), amount)
        for pk, amount in amounts.items()
    ]


def priorities_of(codes: list[str], names: dict[str, str]) -> tuple[str, ...]:
    """Name the priorities behind codes, an item counting for its priority, each once."""
    return tuple(dict.fromkeys(names[code] for code in codes if code in names))


def priority_names(call: CallForProjects) -> dict[str, str]:
    """Map the codes of the priorities of a call, and of their items, to the name of the priority."""
    edition = edition_in_force(call)
    if edition is None:
        return {}
    names = {}
    for choice in choices_from(edition.priorities):
        names[choice.code] = choice.label
        names |= {item.code: choice.label for item in choice.items}
    return names


def districts_by_file(call: CallForProjects) -> dict[int, tuple[str, ...]]:
    """Map files of a call to the names of the districts they reach."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = ReachedDistrict.objects.filter(application__call=call).order_by("district__sort_label")
    for application, name in rows.values_list("application_id", "district__label"):
        found[application].append(name)
    return {application: tuple(names) for application, names in found.items()}


def decided_coverage(user: User, call: CallForProjects) -> dict[tuple[str, str], Covered]:
    """Cross districts and priorities over what is decided: prepared, recorded or told."""
    awards = {award.pk: award for award in call_awards(user, call)}
    lines = {pk: counted(a.state, a.outcome, a.amount) for pk, a in awards.items()}
    return dict(coverage(given_to_files(lines, awards, districts_by_file(call), priority_names(call))))


def advised_amounts(call: CallForProjects) -> dict[tuple[int, int], Decimal]:
    """Map files and funders to what the committee advised last; only what both co-pilots agreed to."""
    uuids = {str(uuid): pk for uuid, pk in Funder.objects.values_list("uuid", "pk")}
    items = CommitteeItem.objects.filter(application__call=call, outcome__in=sorted(GRANTING))
    agreed = items.exclude(agreed_by_state=None).exclude(agreed_by_metropole=None)
    found: dict[tuple[int, int], Decimal] = {}
    for item in agreed.order_by("meeting__starts_at", "pk"):
        for uuid, amount in item.amounts.items():
            if uuid in uuids:
                found[(item.application_id, uuids[uuid])] = Decimal(amount)
    return found
