"""Opening a pathway, coming back, and what the database says of its status."""

from datetime import date

import pytest
from django.urls import reverse

from cite.core.decisions import Refused
from cite.pathways.enums.objections import PathwayObjection
from cite.pathways.enums.obstacles import StepKind, StepState
from cite.pathways.enums.pathways import Origin, PathwayState, PauseReason, ReferentState
from cite.pathways.models import Diagnosis, Pathway, Pause, Refereeship, Step
from cite.pathways.operations.pathways import open_pathway
from cite.pathways.permissions.pathways import can_write_pathway, visible_pathways
from cite.pathways.queries.status import status_on, with_state
from cite.residents.enums.objections import ResidentObjection
from cite.residents.enums.sharing import Purpose
from cite.residents.models import Sharing
from tests.factories.actors import make_member
from tests.factories.pathways import make_pathway
from tests.factories.residents import make_resident, make_sharing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)


def refused(call, **kwargs):
    with pytest.raises(Refused) as caught:
        call(**kwargs)
    return caught.value.decision.objections


def test_whoever_opens_it_is_the_referent(resident, ines):
    pathway = open_pathway(resident=resident, by=ines, origin=Origin.HERSELF, on=TODAY)
    assert (pathway.number, pathway.opened_by, pathway.closed_on) == (1, ines, None)
    referent = Refereeship.objects.get(pathway=pathway)
    assert (referent.member, referent.state, referent.since) == (ines, ReferentState.ACTIVE, TODAY)


def test_nobody_is_its_referent_where_she_says_so(resident, ines):
    pathway = open_pathway(resident=resident, by=ines, origin=Origin.HERSELF, on=TODAY, takes_it=False)
    assert not Refereeship.objects.filter(pathway=pathway).exists()


def test_a_double_click_opens_one(resident, ines):
    first = open_pathway(resident=resident, by=ines, origin=Origin.HERSELF, on=TODAY)
    assert open_pathway(resident=resident, by=ines, origin=Origin.HERSELF, on=TODAY) == first
    assert Pathway.objects.count() == 1


def test_a_second_one_waits_for_the_end_of_the_first(resident, ines, pathway):
    objections = refused(open_pathway, resident=resident, by=ines, origin=Origin.RELAY, on=TODAY)
    assert objections == (PathwayObjection.ALREADY_OPEN,)


def test_coming_back_is_another_episode_with_its_own_clock(resident, ines):
    make_pathway(resident, ines, closed_on=date(2026, 11, 10), last_heard_on=date(2026, 11, 9))
    again = open_pathway(resident=resident, by=ines, origin=Origin.RETURN, on=TODAY)
    assert (again.number, again.opened_on, again.last_heard_on) == (2, TODAY, None)


def test_it_does_not_begin_before_the_last_one_ended(resident, ines):
    make_pathway(resident, ines, closed_on=date(2026, 11, 10))
    objections = refused(open_pathway, resident=resident, by=ines, origin=Origin.RETURN, on=date(2026, 11, 9))
    assert objections == (PathwayObjection.BEFORE_THE_LAST,)


def test_only_those_with_whom_she_shares_open_it(resident, lea):
    objections = refused(open_pathway, resident=resident, by=lea, origin=Origin.HERSELF, on=TODAY)
    assert objections == (ResidentObjection.NOT_SHARED_TO_WRITE,)


@pytest.mark.parametrize(
    ("purpose", "sees", "writes"),
    [
        (Purpose.SUPPORT, True, True),
        (Purpose.HANDOVER, True, False),
        (Purpose.REVIEW, True, False),
        (Purpose.REFERRAL, False, False),
    ],
)
def test_who_sees_and_writes(pathway, lea, other_partner, territory, purpose, sees, writes):
    make_sharing(pathway.resident, other_partner, purpose)
    assert visible_pathways(lea.user, territory).filter(pk=pathway.pk).exists() is sees
    assert bool(can_write_pathway(lea.user, pathway)) is writes


def test_a_stopped_sharing_shows_nothing_at_once(pathway, ines, territory):
    Sharing.objects.all().delete()
    assert not visible_pathways(ines.user, territory).exists()


def test_a_closed_pathway_is_read_and_not_written(resident, ines, territory):
    closed = make_pathway(resident, ines, closed_on=date(2026, 11, 10))
    assert visible_pathways(ines.user, territory).get() == closed
    assert can_write_pathway(ines.user, closed).objections == (PathwayObjection.CLOSED,)


def _status(pathway):
    row = with_state(Pathway.objects.filter(pk=pathway.pk), TODAY).get()
    assert row.state_today == status_on(row).state  # lists and pages say the same
    return status_on(row).state


def test_the_database_and_the_rule_say_the_same(resident, ines, territory):
    pathway = make_pathway(resident, ines, has_referent=False)
    assert _status(pathway) is PathwayState.WITHOUT_REFERENT
    referent = Refereeship.objects.create(
        territory=territory,
        pathway=pathway,
        member=ines,
        proposed_by=ines,
        proposed_on=TODAY,
        state=ReferentState.ACTIVE,
    )
    assert _status(pathway) is PathwayState.STARTING
    Pathway.objects.filter(pk=pathway.pk).update(last_heard_on=TODAY)
    assert _status(pathway) is PathwayState.DIAGNOSIS
    Diagnosis.objects.create(territory=territory, pathway=pathway, on=TODAY, by=ines)
    assert _status(pathway) is PathwayState.IN_PROGRESS
    step = Step.objects.create(
        territory=territory,
        pathway=pathway,
        kind=StepKind.SERVICE,
        title="Atelier",
        state=StepState.PLANNED,
        starts_on=date(2026, 11, 20),
        ends_on=date(2026, 12, 4),
        added_on=TODAY,
        added_by=ines,
    )
    assert _status(pathway) is PathwayState.IN_ACTION
    step.ends_on = date(2026, 11, 26)
    step.save()
    assert _status(pathway) is PathwayState.IN_PROGRESS
    Pause.objects.create(
        territory=territory,
        pathway=pathway,
        reason=PauseReason.TRAVEL,
        first_on=date(2026, 11, 27),
        last_on=date(2026, 12, 1),
        noted_by=ines,
    )
    assert _status(pathway) is PathwayState.PAUSED
    ines.state = "suspended"
    ines.save()
    assert _status(pathway) is PathwayState.WITHOUT_REFERENT
    assert referent.state == ReferentState.ACTIVE
    Pathway.objects.filter(pk=pathway.pk).update(closed_on=TODAY)
    assert _status(pathway) is PathwayState.CLOSED


def test_the_page_opens_to_those_with_whom_she_shares(client, pathway, ines, lea):
    address = reverse("pathways:pathway", args=[pathway.uuid])
    client.force_login(ines.user)
    page = client.get(address)
    assert page.status_code == 200
    assert "Nadia Inventée" in page.content.decode()
    client.force_login(lea.user)
    make_resident(lea)
    assert client.get(address).status_code == 404


def test_the_list_shows_those_with_whom_she_shares(client, pathway, ines, partner):
    colleague = make_member(partner, "sami")
    client.force_login(colleague.user)
    page = client.get(reverse("pathways:pathways"), {"qui": "tous"}).content.decode()
    assert "Inventée" in page
    assert str(PathwayState.STARTING.label) in page
