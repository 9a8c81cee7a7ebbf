"""Whatever people do to pathways, in any order: one referent at a time, one open pathway a person, a status always."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import transaction
from django_scopes import scope
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cite.core.decisions import Refused
from cite.pathways.enums.pathways import (
    Direction,
    ExitReason,
    Origin,
    PathwayState,
    Presence,
    ReferentState,
)
from cite.pathways.models import Appointment, Contact, Exit, GroupMember, Pathway, Refereeship
from cite.pathways.operations.events import note_contact, note_presence, plan_appointment
from cite.pathways.operations.exits import close_pathway, undo_exit
from cite.pathways.operations.groups import join_group
from cite.pathways.operations.pathways import open_pathway
from cite.pathways.operations.referents import (
    accept_referent,
    decline_referent,
    propose_referent,
    withdraw_referent,
)
from cite.pathways.queries.status import status_on, with_state
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from cite.residents.operations.sharing import give, stop
from cite.tenancy.models import Territory
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.residents import make_resident

TODAY = date(2026, 11, 27)
WHO = st.integers(0, 3)


class Following(RuleBasedStateMachine):
    """Two organizations with two professionals each, one person, and everything they may do."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.cite = Territory.objects.create(name="Cité", slug="cite", epci_code="244200770")
        self.scope = scope(territory=self.cite)
        self.scope.__enter__()
        partners = [make_partner(self.cite, name, **HABILITATED) for name in ("Collines", "Lac")]
        self.members = [make_member(partners[number // 2], f"pro{number}") for number in range(4)]
        self.resident = make_resident(self.members[0])

    def teardown(self) -> None:
        self.scope.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @property
    def pathway(self):
        return Pathway.objects.filter(resident=self.resident).order_by("-number").first()

    def attempt(self, operation, **values) -> None:
        """Try something; a refusal is an answer, an error of the database is not."""
        try:
            with transaction.atomic():
                operation(**values)
        except Refused:
            pass

    @rule(who=WHO, takes_it=st.booleans())
    def open(self, who, takes_it):
        self.attempt(
            open_pathway,
            resident=self.resident,
            by=self.members[who],
            origin=Origin.HERSELF,
            on=TODAY,
            takes_it=takes_it,
        )

    @rule(who=WHO, to=WHO)
    def propose(self, who, to):
        if self.pathway:
            self.attempt(
                propose_referent, pathway=self.pathway, member=self.members[to], by=self.members[who]
            )

    @rule(who=WHO, answer=st.sampled_from([accept_referent, decline_referent]))
    def answer(self, who, answer):
        for proposal in Refereeship.objects.filter(state=ReferentState.PROPOSED):
            self.attempt(answer, proposal=proposal, version=proposal.version, by=self.members[who])

    @rule(who=WHO)
    def withdraw(self, who):
        for proposal in Refereeship.objects.filter(state=ReferentState.PROPOSED):
            self.attempt(withdraw_referent, proposal=proposal, by=self.members[who])

    @rule(who=WHO, to=WHO)
    def join(self, who, to):
        if self.pathway:
            self.attempt(join_group, pathway=self.pathway, member=self.members[to], by=self.members[who])

    @rule(who=WHO, direction=st.sampled_from(Direction), on=st.sampled_from([TODAY, date(2026, 11, 20)]))
    def talk(self, who, direction, on):
        if self.pathway:
            self.attempt(
                note_contact,
                pathway=self.pathway,
                by=self.members[who],
                on=on,
                channel="phone",
                direction=direction,
            )

    @rule(who=WHO, presence=st.sampled_from(Presence))
    def meet(self, who, presence):
        if self.pathway:
            self.attempt(
                plan_appointment,
                pathway=self.pathway,
                by=self.members[who],
                at=datetime(2026, 11, 27, 10, tzinfo=UTC),
            )
        for each in Appointment.objects.all():
            self.attempt(
                note_presence,
                appointment=each,
                version=each.version,
                by=self.members[who],
                presence=presence,
            )

    @rule(who=WHO, reason=st.sampled_from(ExitReason))
    def close(self, who, reason):
        if self.pathway:
            self.attempt(
                close_pathway,
                pathway=self.pathway,
                version=self.pathway.version,
                by=self.members[who],
                on=TODAY,
                reason=reason,
            )

    @rule(who=WHO)
    def undo(self, who):
        for noted in Exit.objects.all():
            self.attempt(undo_exit, exit=noted, by=self.members[who])

    @rule(who=WHO, to=WHO)
    def share(self, who, to):
        self.attempt(
            give,
            resident=self.resident,
            partner=self.members[to].partner,
            purpose=Purpose.SUPPORT,
            by=self.members[who],
            way="told",
            language="fr",
        )

    @rule(to=WHO)
    def stop_sharing(self, to):
        for sharing in Sharing.objects.filter(partner=self.members[to].partner, stopped_at=None):
            self.attempt(stop, sharing=sharing, how=StopWay.LINK)

    @invariant()
    def one_referent_at_a_time(self):
        active = Refereeship.objects.filter(state=ReferentState.ACTIVE)
        assert len(set(active.values_list("pathway_id", flat=True))) == active.count()

    @invariant()
    def one_open_pathway(self):
        assert Pathway.objects.filter(resident=self.resident, closed_on=None).count() <= 1

    @invariant()
    def whoever_follows_is_shared_with(self):
        shared = set(
            Sharing.objects.filter(purpose=Purpose.SUPPORT, stopped_at=None).values_list(
                "partner_id", flat=True
            )
        )
        open_ones = {"pathway__closed_on": None}
        referents = Refereeship.objects.filter(state=ReferentState.ACTIVE, **open_ones)
        group = GroupMember.objects.filter(until=None, **open_ones)
        following = {each.member.partner_id for each in [*referents, *group]}
        assert following <= shared

    @invariant()
    def the_status_is_always_computed(self):
        for row in with_state(Pathway.objects.all(), TODAY):
            assert row.state_today == status_on(row).state
            assert (row.state_today == PathwayState.CLOSED) == (row.closed_on is not None)

    @invariant()
    def the_days_kept_are_those_of_the_events(self):
        for pathway in Pathway.objects.all():
            contacts = list(Contact.objects.filter(pathway=pathway))
            came = Appointment.objects.filter(
                pathway=pathway, presence__in=[Presence.PRESENT, Presence.EXCUSED]
            )
            heard = [each.on for each in contacts if each.direction != Direction.OUTGOING]
            heard += [TODAY for _each in came]
            assert pathway.last_heard_on == max(heard, default=None)
            assert pathway.last_contact_on == max([*heard, *(each.on for each in contacts)], default=None)

    @invariant()
    def an_exit_counts_once(self):
        for pathway in Pathway.objects.all():
            assert Exit.objects.filter(pathway=pathway).count() == (pathway.closed_on is not None)


@pytest.mark.django_db
def test_whatever_people_do_in_any_order():
    with time_machine.travel("2026-11-27 12:00+01:00", tick=False):
        run_state_machine_as_test(
            Following,
            settings=settings(
                max_examples=12,
                stateful_step_count=15,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
