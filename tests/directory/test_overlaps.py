"""Two services that overlap, on real rows: who sees the pair, what is said, what survives."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.core.decisions import Refused
from cite.directory.enums.overlaps import Side, Standing, Verdict
from cite.directory.models import OverlapVerdict, Service
from cite.directory.notices import OVERLAP_DUE
from cite.directory.operations.facets import places_of, write_facets
from cite.directory.operations.overlaps import judge_overlap, remind_of_follow_ups
from cite.directory.queries.overlap_words import headline
from cite.directory.queries.overlaps import (
    awaited_answers,
    meetings_to_write,
    overlap_of,
    overlaps_of,
    pairs_for,
    verdicts_on,
)
from cite.directory.rules.verdicts import Opinion
from cite.directory.web.forms.overlaps import OpinionForm
from cite.grants.models import ReachedDistrict
from cite.meetings.models import MeetingDecision
from cite.notifications.models import Message
from cite.reviews.enums import REVIEW
from tests.factories import meetings
from tests.factories.accounts import make_user
from tests.factories.directory import make_intake, make_service, make_source, make_structure
from tests.factories.grants import (
    make_application,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
)
from tests.factories.organizations import make_member, make_partner
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 27)
FRENCH = {"themes": ["lecture-ecriture-calcul--maitriser-le-francais"], "covers_all_districts": True}
TALK = Opinion(
    verdict=Verdict.TO_COORDINATE,
    reason="Même salle, même jour",
    follow_up="Choisir deux jours",
    who="both",
    until=date(2027, 1, 15),
)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-27T09:00:00Z", tick=False):
        yield


@pytest.fixture
def priority_district(territory):
    return make_district(make_commune())


@pytest.fixture
def other_partner(territory):
    return make_partner(territory, "La Maison du Belvédère")


@pytest.fixture
def ines(other_partner):
    user = make_user("ines")
    make_member(other_partner, user)
    return user


@pytest.fixture
def pair(territory, partner, other_partner, priority_district):
    """Two workshops in French; keys as the pair has them."""
    rows = [
        make_service(make_structure(territory, partner=each), name, kind="atelier", places_left=12, **FRENCH)
        for each, name in ((partner, "Atelier de conversation"), (other_partner, "Parler ensemble"))
    ]
    assert len(rows) == 2
    (overlap,) = overlaps_of(territory, on=ON)
    return overlap.keys


@pytest.fixture
def planned(territory, priority_district):
    """The action of a file that was deposited, in French too, from January to June."""
    carrier = make_carrier(territory, "Les Jardins du Marais")
    edition = make_edition(make_call(territory), pieces=[])
    file = make_application(
        edition,
        carrier,
        make_carrier_member(carrier, "lea"),
        title="Parler français au travail",
        state="deposited",
        deposited_at=datetime(2026, 11, 20, tzinfo=UTC),
        priorities=["language"],
        starts_on=date(2027, 1, 4),
        ends_on=date(2027, 6, 30),
    )
    ReachedDistrict.objects.create(
        territory=territory, application=file, district=priority_district, participants=15
    )
    return file


def test_an_action_of_the_call_is_put_beside_services_and_other_actions(territory, partner, planned):
    make_service(make_structure(territory, partner=partner), "Atelier de conversation", **FRENCH)
    (pair,) = overlaps_of(territory, on=ON)
    service = Service.objects.get()
    assert set(pair.keys) == {f"action-{planned.uuid}", f"service-{service.uuid}"}
    assert (pair.people, pair.weeks) == (15, 26)
    assert pair == overlap_of(territory, *pair.keys, on=ON)
    other = make_carrier(territory, "Le Relais du Belvédère")
    second = make_application(
        planned.edition,
        other,
        make_carrier_member(other, "noa"),
        state="deposited",
        deposited_at=planned.deposited_at,
        priorities=["language"],
    )
    ReachedDistrict.objects.create(
        territory=territory, application=second, district=ReachedDistrict.objects.get().district
    )
    assert len(overlaps_of(territory, on=ON)) == 3
    second.state = "withdrawn"
    second.save()
    assert len(overlaps_of(territory, on=ON)) == 1


def test_a_pair_that_no_number_names_does_not_exist(territory, pair):
    assert overlap_of(territory, pair[0], "service-nonsense", on=ON) is None
    assert overlap_of(territory, pair[0], "action-" + pair[1].partition("-")[2], on=ON) is None
    assert overlap_of(territory, *pair, on=ON).keys == pair


def side_of(territory, partner):
    (overlap,) = overlaps_of(territory, on=ON)
    return Side.FIRST if overlap.one.carrier == partner.pk else Side.SECOND


def judge(territory, pair, by, opinion=TALK, seen="", **more):
    return judge_overlap(
        territory=territory, first=pair[0], second=pair[1], opinion=opinion, seen=seen, by=by, **more
    )


def as_side(side, **fields):
    named = ("verdict", "reason", "follow_up", "who", "until")
    return Opinion(side=side, **{name: getattr(TALK, name) for name in named} | fields)


def test_the_headline_is_plain(territory, pair):
    (overlap,) = overlaps_of(territory, on=ON)
    assert headline(overlap).replace("\u00a0", " ") == (
        "Même quartier, même besoin, toute l’année ; 24 places pour 2 ateliers"
    )


def test_a_service_of_nobody_here_is_not_judged(territory, pair):
    imported = make_structure(territory, source=make_source(territory, "annuaire"), partner=None)
    make_service(imported, "Français ailleurs", **FRENCH)
    assert [overlap.keys for overlap in overlaps_of(territory, on=ON)] == [pair]


def test_sensitive_hidden_and_over_are_left_out(territory, pair, other_partner):
    service = Service.objects.get(name="Parler ensemble")
    make_intake(service, date(2026, 1, 5), ends_on=date(2026, 2, 5))
    assert overlaps_of(territory, on=ON) == []


def test_each_sees_her_pairs(territory, pair, claire, yanis, ines):
    stranger = make_user("stranger")
    make_member(make_partner(territory), stranger)
    seen = {user.pk: [p.keys for p in pairs_for(user, territory, on=ON)] for user in (claire, yanis, ines)}
    assert seen == {claire.pk: [pair], yanis.pk: [pair], ines.pk: [pair]}
    assert pairs_for(stranger, territory, on=ON) == []


def test_a_pilot_speaks_the_carriers_are_told_and_answer(territory, pair, claire, yanis, ines, partner):
    judge(territory, pair, claire)
    assert set(Message.objects.values_list("recipient_id", flat=True)) == {yanis.pk, ines.pk}
    assert [awaited_answers(user, territory) for user in (claire, yanis, ines)] == [0, 1, 1]
    mine = side_of(territory, partner)
    judge(territory, pair, yanis, as_side(mine, verdict=Verdict.COMPLEMENTARY))
    (line,) = pairs_for(ines, territory, on=ON)
    assert line.standing == Standing.DISAGREED
    assert {side: one.verdict for side, one in line.said.items()} == {
        "pilots": "to_coordinate",
        mine: "complementary",
    }
    assert awaited_answers(ines, territory) == 1


def test_complementary_services_keep_no_follow_up_of_a_former_opinion():
    """Without scripts, the fields of the former opinion are sent whatever is chosen, its day gone by included."""
    typed = {"side": "pilots", "verdict": "complementary", "reason": "Deux publics"}
    typed |= {"follow_up": "Se voir", "who": "both", "until": "2026-11-02"}
    form = OpinionForm(typed, sides=[Side.PILOTS], names=("A", "B"))
    assert form.is_valid()
    assert (form.opinion.follow_up, form.opinion.who, form.opinion.until) == ("", "", None)


def test_the_same_said_twice_is_said_once(territory, pair, claire):
    assert judge(territory, pair, claire).pk == judge(territory, pair, claire).pk
    assert OverlapVerdict.objects.count() == 1


def test_history_is_kept_and_a_colleague_is_not_overwritten(territory, pair, claire):
    first = judge(territory, pair, claire)
    with pytest.raises(Refused) as caught:
        judge(territory, pair, claire, as_side(Side.PILOTS, reason="Autre chose"))
    assert [o.value for o in caught.value.decision.objections] == ["said_meanwhile"]
    second = judge(territory, pair, claire, as_side(Side.PILOTS, reason="Autre chose"), seen=str(first.uuid))
    assert [(v.pk, v.is_last) for v in verdicts_on(claire, territory, *pair)] == [
        (second.pk, True),
        (first.pk, False),
    ]


def test_a_carrier_does_not_speak_for_others(territory, pair, yanis, partner):
    mine = side_of(territory, partner)
    for side in set(Side) - {mine}:
        with pytest.raises(Refused) as caught:
            judge(territory, pair, yanis, as_side(side))
        assert [o.value for o in caught.value.decision.objections] == ["not_concerned"]


def test_a_pilot_of_a_carrier_speaks_for_it(territory, pair, partner):
    both = make_user("both", role=Role.CO_PILOT_STATE, territory=territory)
    make_member(partner, both)
    (line,) = pairs_for(both, territory, on=ON)
    assert line.sides == {side_of(territory, partner)}


def test_a_verdict_survives_and_is_looked_at_again(territory, pair, claire):
    judge(territory, pair, claire)
    service = Service.objects.get(name="Parler ensemble")
    service.themes = [*service.themes, "remobilisation--lien-social"]
    service.save()
    write_facets([service], places=places_of(territory, on=ON))
    (line,) = pairs_for(claire, territory, on=ON)
    assert (line.standing, line.awaits_me) == (Standing.TO_REVIEW, True)
    service.state = "archived"
    service.save()
    assert pairs_for(claire, territory, on=ON) == []
    assert len(verdicts_on(claire, territory, *pair)) == 1
    with pytest.raises(Refused) as caught:
        judge(territory, pair, claire)
    assert [o.value for o in caught.value.decision.objections] == ["no_longer"]


def test_what_follows_may_be_a_decision_of_a_meeting(territory, pair, claire):
    meeting = meetings.make_meeting(territory, claire, state="held")
    verdict = judge(
        territory, pair, claire, Opinion(**_fields(TALK) | {"for_a_meeting": True}), meeting=meeting
    )
    assert (verdict.decision.due_on, verdict.decision.owner_user) == (TALK.until, claire)
    assert verdict.decision.text.endswith("À coordonner. Choisir deux jours")


def test_the_same_opinion_is_noted_among_the_decisions_of_a_meeting_chosen_afterwards(
    territory, pair, claire
):
    said = judge(territory, pair, claire)
    meeting = meetings.make_meeting(territory, claire, state="held")
    noted = Opinion(**_fields(TALK) | {"for_a_meeting": True})
    verdict = judge(territory, pair, claire, noted, meeting=meeting, seen=str(said.uuid))
    assert verdict.decision.meeting == meeting


def test_whoever_takes_charge_is_reminded_once_that_the_day_comes(territory, pair, claire, yanis, ines):
    judge(territory, pair, claire)
    assert remind_of_follow_ups(territory=territory, on=date(2027, 1, 11)) == 0
    assert remind_of_follow_ups(territory=territory, on=date(2027, 1, 12)) == 1
    reminders = Message.objects.filter(kind=OVERLAP_DUE.key)
    assert set(reminders.values_list("recipient_id", flat=True)) == {yanis.pk, ines.pk}
    assert remind_of_follow_ups(territory=territory, on=date(2027, 1, 13)) == 0


def test_what_was_done_said_otherwise_or_overlaps_no_more_is_not_reminded(territory, pair, claire):
    meeting = meetings.make_meeting(territory, claire, state="held")
    noted = Opinion(**_fields(TALK) | {"for_a_meeting": True})
    verdict = judge(territory, pair, claire, noted, meeting=meeting)
    MeetingDecision.objects.update(state="done")
    assert remind_of_follow_ups(territory=territory, on=TALK.until) == 0
    judge(territory, pair, claire, as_side(Side.PILOTS, reason="Deux salles"), seen=str(verdict.uuid))
    Service.objects.filter(name="Parler ensemble").update(state="archived")
    assert remind_of_follow_ups(territory=territory, on=TALK.until) == 0
    Service.objects.update(state="published")
    assert remind_of_follow_ups(territory=territory, on=TALK.until) == 1


def test_what_follows_is_not_noted_where_people_are_looked_at(territory, claire):
    """A review looks at the situations of residents; a committee is where two structures are coordinated."""
    for kind in ("steering", "technical", "thematic", REVIEW):
        meetings.make_meeting(territory, claire, kind=kind, state="held")
    offered = [meeting.kind for meeting in meetings_to_write(claire, territory)]
    assert offered == ["thematic", "technical", "steering"]


def test_meetings_of_the_same_title_are_told_apart_by_their_day(territory, claire):
    days = [datetime(2026, 12, day, 23, 30, tzinfo=UTC) for day in (1, 8)]
    held = [meetings.make_meeting(territory, claire, title="Comité technique", starts_at=day) for day in days]
    form = OpinionForm(sides=[Side.PILOTS], names=("A", "B"), meetings=held)
    assert [label for _key, label in form.fields["meeting"].choices][1:] == [
        "Comité technique, 2 décembre 2026",
        "Comité technique, 9 décembre 2026",
    ]


def _fields(opinion):
    return {name: getattr(opinion, name) for name in Opinion.__slots__}


@pytest.mark.parametrize("count", [2, 5])
def test_the_queries_do_not_grow(
    territory, partner, priority_district, claire, count, django_assert_num_queries
):
    for rank in range(count):
        structure = make_structure(territory, partner=make_partner(territory, f"Structure {rank}"))
        make_intake(make_service(structure, f"Atelier {rank}", **FRENCH), ON + timedelta(days=rank))
    pairs_for(claire, territory, on=ON)
    with django_assert_num_queries(6):
        assert len(pairs_for(claire, territory, on=ON)) == count * (count - 1) // 2


class TestPages:
    def test_the_list_leads_to_the_pair(self, client, territory, pair, claire):
        client.force_login(claire)
        page = client.get("/offre/recoupements/").content.decode()
        assert f"/offre/recoupements/{pair[0]}/{pair[1]}/" in page

    def test_a_pilot_gives_her_opinion(self, client, territory, pair, claire):
        client.force_login(claire)
        address = f"/offre/recoupements/{pair[0]}/{pair[1]}/"
        data = {"side": "pilots", "verdict": "duplicate", "reason": "Même salle", "seen": ""}
        refused = client.post(address, data)
        assert (refused.status_code, OverlapVerdict.objects.count()) == (200, 0)
        assert "Dites pour quand." in refused.content.decode()
        follow = {"follow_up": "Choisir", "who": "pilots", "until": "2027-01-15"}
        assert client.post(address, data | follow).status_code == 302
        assert "Doublon" in client.get(address).content.decode()

    def test_whoever_is_not_concerned_does_not_see_it(self, client, territory, pair):
        stranger = make_user("stranger")
        make_member(make_partner(territory), stranger)
        client.force_login(stranger)
        assert client.get(f"/offre/recoupements/{pair[0]}/{pair[1]}/").status_code == 404
        assert client.get(f"/offre/recoupements/{pair[1]}/{pair[0]}/").status_code == 404

    def test_what_no_longer_overlaps_keeps_its_opinions(self, client, territory, pair, claire):
        judge(territory, pair, claire)
        Service.objects.filter(name="Parler ensemble").update(state="archived")
        client.force_login(claire)
        page = client.get(f"/offre/recoupements/{pair[0]}/{pair[1]}/").content.decode()
        assert "ne se recoupent plus" in page
        assert "Enregistrer l’avis" not in page
