"""Two people at the same instant: one pathway opens, one referent is taken, one exit is noted."""

from datetime import UTC, date, datetime

import pytest
from django_scopes import scope

from cite.pathways.enums.pathways import Channel, Direction, ExitReason, Origin, ReferentState
from cite.pathways.models import Appointment, Exit, Pathway, Refereeship
from cite.pathways.operations.entering import enter_from_introduction
from cite.pathways.operations.events import note_contact, note_presence, plan_appointment
from cite.pathways.operations.exits import close_pathway
from cite.pathways.operations.pathways import open_pathway
from cite.pathways.operations.referents import accept_referent, propose_referent
from cite.residents.enums.sharing import StopWay
from cite.residents.models import PersonDuplicate, Resident, Sharing
from cite.residents.operations.doubles import note_all_doubles
from cite.residents.operations.merging import merge_people
from cite.residents.operations.sharing import stop
from tests.at_once import DONE, POSTGRESQL_ONLY, at_once, in_turn
from tests.factories.pathways import make_appointment, make_pathway
from tests.factories.referrals import make_introduction
from tests.factories.residents import make_resident, make_sharing

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 27)


def test_one_pathway_opens(territory, resident, ines, omar):
    def opening(by):
        return lambda: open_pathway(resident=resident, by=by, origin=Origin.HERSELF, on=TODAY)

    ends = at_once(territory, opening(ines), opening(omar))
    assert sorted(ends) == ["already_open", DONE]
    assert Pathway.objects.count() == 1


def test_one_referent_is_taken(territory, resident, ines, omar):
    pathway = make_pathway(resident, ines, has_referent=False)

    def taking(member):
        return lambda: propose_referent(pathway=pathway, member=member, by=member)

    ends = at_once(territory, taking(ines), taking(omar))
    assert DONE in ends
    assert Refereeship.objects.filter(state=ReferentState.ACTIVE).count() == 1


def test_one_exit_is_noted(territory, pathway, ines, omar):
    def closing(by, reason):
        return lambda: close_pathway(pathway=pathway, version=pathway.version, by=by, on=TODAY, reason=reason)

    ends = at_once(territory, closing(ines, ExitReason.LOST), closing(omar, ExitReason.PERMANENT_CONTRACT))
    assert sorted(ends) == ["closed", DONE]
    assert Exit.objects.count() == 1


def test_one_appointment_is_fixed_and_one_presence_noted(territory, pathway, ines, omar):
    at = datetime(2026, 12, 4, 9, tzinfo=UTC)
    ends = at_once(territory, *[lambda: plan_appointment(pathway=pathway, by=ines, at=at)] * 2)
    assert ends == [DONE, DONE]
    assert Appointment.objects.count() == 1
    past = make_appointment(pathway, ines)

    def noting(by, presence):
        return lambda: note_presence(appointment=past, version=1, by=by, presence=presence)

    ends = at_once(territory, noting(ines, "present"), noting(omar, "absent"))
    assert sorted(ends) == ["changed_meanwhile", DONE]


def test_she_stops_sharing_while_the_relay_is_taken(territory, pathway, ines, lea, partner, other_partner):
    given = make_sharing(pathway.resident, other_partner)
    proposal = propose_referent(pathway=pathway, member=lea, by=ines)
    ends = at_once(
        territory,
        lambda: accept_referent(proposal=proposal, version=proposal.version, by=lea),
        lambda: stop(sharing=given, how=StopWay.LINK),
        lambda: stop(sharing=Sharing.objects.get(partner=partner, purpose="support"), how=StopWay.LINK),
    )
    assert "Error" not in " ".join(ends), ends
    assert ends[1:] == [DONE, DONE]
    assert not Refereeship.objects.filter(state=ReferentState.ACTIVE).exists()


def test_one_file_and_one_pathway_open_from_an_introduction(territory, ines):
    introduction = make_introduction(ines, state="taken", taken_by=ines)
    file = {"first_name": "Karima", "last_name": "Inventée", "notice": "told"}
    ends = at_once(
        territory, *[lambda: enter_from_introduction(introduction=introduction, by=ines, **file)] * 2
    )
    assert ends == [DONE, DONE]
    with scope(territory=territory):
        assert (Resident.objects.count(), Pathway.objects.count()) == (1, 1)


@POSTGRESQL_ONLY
@pytest.mark.parametrize("order", [("hear", "merge"), ("merge", "stop")], ids="-".join)
def test_two_files_are_made_one_while_she_gives_news_or_stops_a_sharing(
    territory, pathway, ines, omar, order
):
    """Her file, then what she shares, then her pathway: nobody holds one of them while she waits for one before."""
    named = {"first_name": "Nadia", "last_name": "Inventée", "birth_date": date(1990, 5, 4)}
    Resident.objects.filter(pk=pathway.resident_id).update(**named)
    make_resident(ines, **named)
    note_all_doubles(territory=territory)
    double, given = PersonDuplicate.objects.get(), Sharing.objects.get(resident=pathway.resident_id)
    said = {"on": TODAY, "channel": Channel.PHONE, "direction": Direction.INCOMING}
    works = {
        "hear": lambda: note_contact(pathway=pathway, by=omar, **said),
        "merge": lambda: merge_people(double=double, version=double.version, keep_first=False, by=ines.user),
        "stop": lambda: stop(sharing=given, how=StopWay.LINK),
    }
    assert in_turn(territory, pathway, *(works[name] for name in order)) == [DONE, DONE]
