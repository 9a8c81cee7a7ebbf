"""What waits in each structure, for the coordination: how many and why, never whose."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cite.accounts.enums import Role
from cite.core.reading import reading
from cite.dropout.enums.signs import Closing, Parameter, Severity, Sign
from cite.dropout.enums.structures import Wait
from cite.dropout.models import Alert
from cite.dropout.operations.alerts import look
from cite.dropout.queries.alerts import closings_of
from cite.dropout.queries.standing import standing
from cite.dropout.queries.structures import board_for, is_silent
from cite.dropout.rules.signs import signs_on
from cite.dropout.rules.thresholds import FIRST
from cite.meetings.models import Meeting
from cite.pathways.models import Pathway, Refereeship
from tests.dropout.conftest import TODAY, client_of
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.dropout import SILENT, make_alert
from tests.factories.pathways import make_pathway, make_pause, make_refereeship
from tests.factories.referrals import make_referral
from tests.factories.residents import make_resident
from tests.factories.reviews import make_review
from tests.ui.html import read

pytestmark = pytest.mark.django_db

PAGE = "/a-regarder/structures/"


@pytest.fixture
def sofia(territory):
    """The coordination, which acts for no structure that follows people."""
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


def silent_ones(member, number, **fields):
    """Some people of whom nobody has heard for months."""
    given = {"opened_on": date(2026, 5, 4), "last_heard_on": date(2026, 7, 1)} | fields
    return [make_pathway(make_resident(member), member, **given) for _each in range(number)]


def line_of(user, territory, partner):
    lines = board_for(user, territory, TODAY).lines
    return next(each for each in lines if each.partner == partner)


def test_each_structure_has_its_counts_and_its_reasons_are_told_to_whoever_works_there(
    territory, partner, ines, sofia
):
    silent_ones(ines, 6)
    look(territory=territory, on=TODAY)
    line = line_of(sofia, territory, partner)
    assert line.counts[Wait.TO_LOOK_AT] == line.counts[Wait.SILENT] == 6
    assert line.counts[Wait.SOON] == 6
    assert line.counts[Wait.WITHOUT_REFERENT] == 0
    assert not line.is_own and not line.reasons
    board = board_for(sofia, territory, TODAY)
    assert board.reasons[Sign.SILENCE] == board.reasons[Sign.NO_STEP] == 6
    own = line_of(make_member(partner, "paul", role=Role.COORDINATOR).user, territory, partner)
    assert own.reasons[Sign.SILENCE] == own.reasons[Sign.NO_STEP] == 6


def alerts_of(member, number, *signs, level=Severity.LOOK):
    """Some situations to be looked at, for these reasons."""
    told_signs = [{**SILENT[0], "sign": sign.value} for sign in signs]
    return [
        make_alert(pathway, signs=told_signs, level=level)
        for pathway in silent_ones(member, number, last_heard_on=TODAY)
    ]


def test_what_is_urgent_is_not_found_again_from_what_is_to_look_at(territory, partner, ines, stranger, sofia):
    """All are told to be looked at; of one structure one is not urgent: nothing of it is told, not even in all."""
    alerts_of(ines, 5, Sign.SILENCE, level=Severity.SOON)
    alerts_of(stranger, 5, Sign.SILENCE, level=Severity.SOON)
    (patient,) = alerts_of(stranger, 1, Sign.NO_STEP)
    board = board_for(sofia, territory, TODAY)
    assert sorted(line.counts[Wait.TO_LOOK_AT] for line in board.lines) == [5, 6]
    assert [line.counts[Wait.SOON] for line in board.lines] == [None, None]
    assert (board.totals[Wait.SOON], board.reasons[Sign.SILENCE]) == (None, None)
    patient.delete()
    board = board_for(sofia, territory, TODAY)
    assert [line.counts[Wait.SOON] for line in board.lines] == [5, 5]
    assert board.reasons[Sign.SILENCE] == 10


def test_whoever_works_in_a_structure_does_not_find_the_others_in_the_figures(
    territory, partner, ines, stranger
):
    """Two of hers and three elsewhere are five: who knows hers reads nothing; who works nowhere reads five."""
    alerts_of(stranger, 6, Sign.NO_STEP)
    for member, number in ((ines, 2), (stranger, 3)):
        alerts_of(member, number, Sign.SILENCE)
        for alert in alerts_of(member, number, Sign.SILENCE):
            Alert.objects.filter(pk=alert.pk).update(closed_on=TODAY, closing=Closing.SEEN)
    inside = make_member(partner, "paul", role=Role.COORDINATOR).user
    outside = make_user("claire2", role=Role.CO_PILOT_STATE, territory=territory)
    assert board_for(inside, territory, TODAY).reasons[Sign.SILENCE] is None
    assert closings_of(inside, territory, TODAY)[Closing.SEEN] is None
    assert board_for(outside, territory, TODAY).reasons[Sign.SILENCE] == 5
    assert closings_of(outside, territory, TODAY)[Closing.SEEN] == 5


def test_a_pathway_without_referent_waits_where_the_last_one_was(territory, partner, ines, stranger, sofia):
    """Neither where it was opened before, nor where somebody is only asked to follow it."""
    for pathway in silent_ones(stranger, 5):
        Refereeship.objects.filter(pathway=pathway).update(state="ended", until=date(2026, 8, 1))
        make_refereeship(pathway, ines, state="ended", since=date(2026, 8, 1), until=date(2026, 10, 1))
        make_refereeship(pathway, stranger, state="proposed", since=None, proposed_by=ines)
    assert line_of(sofia, territory, partner).counts[Wait.WITHOUT_REFERENT] == 5
    assert [each.partner for each in board_for(sofia, territory, TODAY).lines] == [partner]


def test_small_counts_are_masked_but_for_those_who_work_there(territory, partner, ines, stranger):
    silent_ones(ines, 2)
    silent_ones(stranger, 3)
    look(territory=territory, on=TODAY)
    coordinator = make_member(partner, "paul", role=Role.COORDINATOR).user
    assert line_of(coordinator, territory, partner).counts[Wait.SILENT] == 2
    assert line_of(coordinator, territory, partner).is_own
    assert line_of(coordinator, territory, stranger.partner).counts[Wait.SILENT] is None
    claire = make_user("claire2", role=Role.CO_PILOT_STATE, territory=territory)
    assert line_of(claire, territory, partner).counts[Wait.SILENT] is None


def test_referrals_wait_where_they_are_to_be_answered(territory, partner, ines, stranger, sofia):
    for late in (None, None, None, None, None, TODAY, TODAY, TODAY, TODAY, TODAY):
        make_referral(ines, receiver=stranger.partner, coordination_warned_on=late)
    for _each in range(5):
        make_referral(ines)
    make_referral(ines, receiver=stranger.partner, state="accepted", answered_on=TODAY)
    line = line_of(sofia, territory, stranger.partner)
    assert (line.counts[Wait.TO_ANSWER], line.counts[Wait.OVERDUE]) == (10, 5)
    assert line_of(sofia, territory, None).counts[Wait.TO_ANSWER] == 5


def test_the_silence_that_is_counted_is_that_of_the_rule(territory, ines):
    """Heard lately, never heard, paused, back from a pause, opened yesterday: the same as the rule says."""
    days = (59, 60, 61, 90)
    silent_ones(ines, 1, last_heard_on=None)
    silent_ones(ines, 1, opened_on=TODAY - timedelta(days=1), last_heard_on=None)
    for count in days:
        silent_ones(ines, 1, last_heard_on=TODAY - timedelta(days=count))
    for first, last in (
        (90, -5),
        (90, 61),
        (90, 60),
        (90, 30),
        (75, 75),
        (60, 60),
        (30, 30),
        (3, 3),
        (-1, -20),
    ):
        (pathway,) = silent_ones(ines, 1)
        make_pause(
            pathway, ines, first_on=TODAY - timedelta(days=first), last_on=TODAY - timedelta(days=last)
        )
    (twice,) = silent_ones(ines, 1, last_heard_on=TODAY - timedelta(days=75))
    for first, last in ((69, 62), (30, 22)):  # neither alone puts it off so far
        ago = {"first_on": TODAY - timedelta(days=first), "last_on": TODAY - timedelta(days=last)}
        make_pause(twice, ines, **ago)
    closings = ((TODAY - timedelta(days=10), TODAY - timedelta(days=5)),)
    a_day = ((TODAY - timedelta(days=1), TODAY - timedelta(days=1)),)
    for closed in ((), closings, a_day, ((TODAY, TODAY),)):
        thresholds = replace(FIRST, closed=closed)
        told = set(Pathway.objects.filter(is_silent(thresholds, TODAY)).values_list("pk", flat=True))
        ruled = {
            pathway
            for some in standing(Pathway.objects.all(), thresholds, TODAY)
            for pathway, history in some
            if any(
                sign.sign == Sign.SILENCE and sign.severity >= Severity.LOOK
                for sign in signs_on(history, thresholds, TODAY)
            )
        }
        assert told == ruled
    for closed in ((), closings, a_day):
        assert Pathway.objects.filter(is_silent(replace(FIRST, closed=closed), TODAY)).exists()


def test_what_has_no_reason_any_more_waits_for_nobody(territory, partner, ines, sofia):
    for pathway in silent_ones(ines, 5):
        make_alert(pathway, signs=[])
    assert line_of(sofia, territory, partner).counts[Wait.TO_LOOK_AT] == 0


def test_the_same_queries_for_one_structure_and_for_many(territory, sofia):
    def count(number):
        for each in range(number):
            member = make_member(
                make_partner(territory, f"Structure {each}-{number}", **HABILITATED), f"pro{each}-{number}"
            )
            for pathway in silent_ones(member, 2):
                make_alert(pathway)
            make_referral(member, receiver=member.partner)
        client = client_of(sofia)
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    first = count(1)
    assert count(6) == first


def test_the_board_asks_nine_queries(territory, ines, sofia, django_assert_num_queries):
    silent_ones(ines, 5)
    make_referral(ines, receiver=ines.partner)
    board_for(sofia, territory, TODAY)
    with reading(), django_assert_num_queries(9):
        board_for(sofia, territory, TODAY)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CO_PILOT_STATE, Role.CO_PILOT_METROPOLE])
def test_the_page_names_structures_never_people(territory, samia, pathway, ines, role):
    look(territory=territory, on=TODAY)
    client = client_of(make_user("qui", role=role, territory=territory))
    text = client.get(PAGE).content.decode()
    assert str(ines.partner) in text and "masqué" in text
    one = client.get(reverse("dropout:structure", args=[ines.partner.uuid])).content.decode()
    assert "Pas de nouvelles" not in one and reverse("dropout:figures") in one
    for page in (text, one):
        assert "Samia" not in page and "Inventée" not in page and str(pathway.uuid) not in page


@pytest.mark.parametrize("role", [Role.PRESCRIBER, Role.FUNDER, Role.READER, Role.RELAY])
def test_another_role_is_told_why_not(territory, partner, role):
    client = client_of(make_user("qui", role=role, territory=territory))
    for page in (PAGE, reverse("dropout:structure", args=[partner.uuid])):
        answer = client.get(page)
        assert answer.status_code == 403
        assert "Seuls la coordination et les copilotes" in answer.content.decode()


def test_a_structure_that_does_not_exist(sofia):
    assert client_of(sofia).get(f"{PAGE}00000000-0000-0000-0000-000000000000/").status_code == 404


def test_each_cell_leads_to_what_can_be_done(territory, partner, ines, stranger):
    silent_ones(ines, 5)
    silent_ones(stranger, 6)
    look(territory=territory, on=TODAY)
    coordinator = make_member(partner, "paul", role=Role.COORDINATOR).user
    client = client_of(coordinator)
    links = {a.attrs["href"] for a in read(client.get(PAGE).content).all("a")}
    days = FIRST[Parameter.SILENCE_LOOK]
    own = f"/parcours/?qui=tous&silence={days}"
    assert own in links and "/a-regarder/?qui=tous" in links
    assert reverse("dropout:structure", args=[stranger.partner.uuid]) in links
    assert reverse("dropout:structure", args=[partner.uuid]) not in links
    assert client.get(own).content.decode().count("/parcours/") > 5
    mine = client.get(reverse("dropout:structure", args=[partner.uuid])).content.decode()
    assert "votre structure" in mine and "vous, non" not in mine.replace("\xa0", " ")


def test_the_page_of_a_structure_leads_to_the_next_review(territory, partner, pathway, sofia):
    client, page = client_of(sofia), reverse("dropout:structure", args=[partner.uuid])
    assert reverse("meetings:prepare") in client.get(page).content.decode()
    review: Meeting = make_review(territory, sofia)
    text = client.get(page).content.decode()
    assert reverse("meetings:item-add", args=[review.uuid]) in text
    assert reverse("meetings:prepare") not in text


def test_nothing_yet_says_how_a_structure_comes_here(sofia):
    text = client_of(sofia).get(PAGE).content.decode()
    assert "Aucune structure ne suit encore quelqu’un ici" in text and reverse("actors:directory") in text


def test_a_colleague_asks_for_those_of_her_whole_structure(territory, pathway, omar, ines):
    """Hers are none; her structure has one, and its referent is named so that they can speak."""
    make_alert(pathway)
    client = client_of(omar.user)
    assert "Samia" not in client.get("/a-regarder/").content.decode()
    text = client.get("/a-regarder/?qui=tous").content.decode()
    assert "Samia" in text and f"Référent : {ines.user.full_name}" in text.replace("\xa0", " ")


def test_figures_leave_out_the_people_of_the_training_mode(territory, ines, claire):
    for pathway in silent_ones(ines, 6):
        make_alert(pathway, signs=SILENT)
    client = client_of(claire)
    assert "Pas de nouvelles 6 " in read(client.get("/a-regarder/chiffres/").content).text
    for alert in Alert.objects.select_related("pathway__resident"):
        resident = alert.pathway.resident
        resident.is_training = not resident.is_training
        resident.save()
    assert "Pas de nouvelles masqué " in read(client.get("/a-regarder/chiffres/").content).text


def test_a_situation_counts_once_whatever_its_reasons_and_no_more_once_none_holds(
    territory, partner, ines, sofia
):
    two = alerts_of(ines, 5, Sign.REFERRAL_UNDATED, Sign.NOTHING_AFTER)
    others = alerts_of(ines, 5, Sign.REFERRAL_UNANSWERED)
    counts, reasons = line_of(sofia, territory, partner).counts, board_for(sofia, territory, TODAY).reasons
    assert (counts[Wait.TO_LOOK_AT], counts[Wait.NOTHING_AFTER]) == (10, 5)
    assert [reasons[each] for each in (Sign.REFERRAL_UNDATED, Sign.REFERRAL_UNANSWERED)] == [5, 5]
    Alert.objects.filter(pk__in=[each.pk for each in two]).update(signs=[])
    assert line_of(sofia, territory, partner).counts[Wait.TO_LOOK_AT] == len(others)


def test_a_presence_to_fill_in_opens_no_alert_and_is_not_told_as_masked(territory, claire):
    assert set(Sign) - set(board_for(claire, territory, TODAY).reasons) == {Sign.PRESENCE_UNFILLED}
    assert "Présence non renseignée" not in client_of(claire).get(reverse("dropout:figures")).content.decode()
