"""The actions that look like one, found by a rule; each is answered."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cite.core.decisions import Refused
from cite.grants.enums import FundedSource
from cite.grants.models import FundedAction, ReachedDistrict
from cite.grants.operations.similar import answer_similar
from cite.grants.ports import forget_similar, register_similar
from cite.grants.queries.applications import missing_of
from cite.grants.queries.similar import seen_similar, similar_actions, similar_actions_of, unanswered
from cite.grants.rules.similar import Action, closeness, likeness, looks_like, months_in_common, similar
from tests.factories.grants import (
    make_application,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
)
from tests.factories.territories import make_commune, make_district

PARIS = ZoneInfo("Europe/Paris")


def action(**fields) -> Action:
    given = {
        "source": "application",
        "key": "k",
        "title": "Ateliers de mobilité",
        "districts": frozenset({"d1"}),
        "priorities": frozenset({"off_radar"}),
        "starts_on": date(2027, 2, 1),
        "ends_on": date(2027, 6, 30),
    }
    return Action(**given | fields)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"title": "Tout autre chose"}, True),  # same district, same priority, same months
        ({"title": "Tout autre chose", "districts": frozenset({"d2"})}, False),
        ({"title": "Tout autre chose", "priorities": frozenset({"health"})}, False),
        (
            {"title": "Tout autre chose", "starts_on": date(2027, 9, 1), "ends_on": date(2027, 12, 1)},
            False,
        ),
        ({"starts_on": date(2027, 9, 1), "ends_on": date(2027, 12, 1)}, True),  # the same title
        ({"title": "Tout autre chose", "starts_on": date(2026, 3, 1), "ends_on": date(2026, 4, 1)}, True),
        ({"title": "Tout autre chose", "starts_on": None}, True),  # unknown is not elsewhere
        ({"title": "Tout autre chose", "districts": frozenset()}, False),  # an imported list: titles only
        ({"districts": frozenset(), "priorities": frozenset()}, True),
        ({"title": "Les ATELIERS mobilite !", "districts": frozenset()}, True),
    ],
)
def test_what_looks_like_mine(other, expected):
    assert looks_like(action(), action(**other)) is expected


def test_the_closest_titles_come_first():
    others = [action(key="b", title="Autre chose"), action(key="a", title="Ateliers de mobilité")]
    assert [found.key for found, _alike in similar(action(), others)] == ["a", "b"]
    assert len(similar(action(), [action(key=str(n)) for n in range(30)])) == 10


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (((2027, 2, 1), (2027, 6, 30)), ((2026, 5, 1), (2026, 7, 1)), True),
        (((2027, 2, 1), (2027, 6, 30)), ((2026, 9, 1), (2026, 12, 1)), False),
        (((2027, 2, 1), (2027, 6, 30)), ((2026, 9, 1), (2027, 3, 1)), True),  # over the first of January
        (((2027, 7, 1), (2027, 8, 30)), ((2026, 9, 1), (2027, 6, 30)), False),
        (((2027, 7, 1), (2027, 8, 30)), ((2026, 9, 1), (2027, 9, 1)), True),  # a whole year
        (((2027, 7, 1), (2027, 8, 30)), ((2025, 9, 1), (2027, 1, 1)), True),
        (((2027, 7, 1), (2027, 8, 30)), (None, (2027, 1, 1)), None),
    ],
)
def test_months_are_those_of_any_year(mine, theirs, expected):
    first, second = (
        action(starts_on=start and date(*start), ends_on=end and date(*end)) for start, end in (mine, theirs)
    )
    assert months_in_common(first, second) is months_in_common(second, first) is expected


def test_what_is_alike_is_told():
    other = action(title="Tout autre chose", districts=frozenset({"d1", "d2"}), starts_on=None)
    alike = likeness(action(), other)
    assert (alike.districts, alike.priorities) == ({"d1"}, {"off_radar"})
    assert (alike.months, alike.is_close) == (None, False)
    assert likeness(action(), action(districts=frozenset({"d2"}))) is None


def test_a_title_without_words_is_close_to_nothing():
    assert closeness("", "") == closeness("à la", "à la") == 0.0


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(datetime(2026, 12, 10, 10, tzinfo=PARIS), tick=False):
        yield


@pytest.fixture
def edition(territory):
    return make_edition(make_call(territory), pieces=[])


@pytest.fixture
def district(territory):
    return make_district(make_commune("42218", epci_code=territory.epci_code))


def reach(file, district):
    ReachedDistrict.objects.create(territory=file.territory, application=file, district=district)
    return file


@pytest.fixture
def file(edition, district, carrier, lea):
    return reach(
        make_application(edition, carrier, lea, title="Pas à pas", priorities=["off_radar"]), district
    )


def another(territory, edition, district, **fields):
    carrier = make_carrier(territory)
    member = make_carrier_member(carrier, f"m{carrier.pk}")
    given = {
        "priorities": ["off_radar"],
        "state": "deposited",
        "deposited_at": datetime(2026, 12, 1, tzinfo=PARIS),
    }
    return reach(make_application(edition, carrier, member, **given | fields), district)


def test_this_call_s_deposited_files_are_shown_and_never_the_drafts(territory, edition, district, file):
    theirs = another(territory, edition, district)
    another(territory, edition, district, state="draft", deposited_at=None)
    hidden = another(territory, edition, district)
    hidden.partner.is_sensitive = True
    hidden.partner.save()
    assert [line.action.key for line in similar_actions(file)] == [str(theirs.uuid)]
    assert unanswered(file) == []  # others come until the last day: they never close the way


@pytest.fixture
def funded(territory):
    return FundedAction.objects.create(
        territory=territory,
        partner=make_carrier(territory),
        year=2026,
        title="Pas à pas vers l’emploi",
        source=FundedSource.values[0],
    )


def test_last_year_s_is_answered_before_the_deposit(file, funded, lea):
    file.title = "Pas à pas : pas vers l’emploi"
    file.save()
    label = "Action semblable\u00a0: Pas à pas vers l’emploi"
    assert label in {lack.label for lack in missing_of(file)}
    line = answer_similar(
        application=file, source="funded_action", key=str(funded.uuid), answer=" Nous orientons ", by=lea
    )
    assert line.answer == "Nous orientons"
    assert label not in {lack.label for lack in missing_of(file)}


@pytest.mark.parametrize(
    ("key", "answer", "objection"), [("nonsense", "Oui", "not_similar"), (None, "  ", "reason_needed")]
)
def test_what_is_refused(file, funded, lea, key, answer, objection):
    file.title = funded.title
    file.save()
    with pytest.raises(Refused) as caught:
        answer_similar(
            application=file, source="funded_action", key=key or str(funded.uuid), answer=answer, by=lea
        )
    assert [o.value for o in caught.value.decision.objections] == [objection]


def test_services_may_join_through_the_port_and_never_hide_actions(file, funded, territory):
    file.title = funded.title
    file.save()
    asked = []

    def bring(actions, *, territory):
        asked.append((territory, [one.key for one in actions]))
        near = {"districts": actions[0].districts, "title": funded.title}
        others = [action(source="service", key=str(UUID(int=n)), **near) for n in range(12)]
        own = action(source="service", key="a", partner=file.partner_id, **near)
        known = action(
            source="service", key="b", partner=funded.partner_id, makes_known=str(funded.uuid), **near
        )
        return [own, known, *others]

    register_similar("test", bring, lambda keys, *, user, territory: {str(UUID(int=0)): "/la-fiche/"})
    try:
        lines = similar_actions(file)
        found = seen_similar(file, file.created_by)
    finally:
        forget_similar("test")
    assert asked == [(territory, [str(file.uuid)])] * 2
    assert [line.action.key for line in lines] == [str(funded.uuid), *(str(UUID(int=n)) for n in range(5))]
    assert [url for line, url in found if line.action.source == "service"] == ["/la-fiche/", "", "", "", ""]


def test_each_is_explained(territory, edition, district, file):
    another(territory, edition, district, starts_on=date(2027, 1, 1), ends_on=date(2027, 3, 1))
    file.starts_on, file.ends_on = date(2027, 6, 1), date(2027, 7, 1)
    file.title = "Atelier couture"
    file.save()
    assert similar_actions(file) == []
    file.starts_on = date(2027, 2, 1)
    file.save()
    (line,) = similar_actions(file)
    assert line.reasons == (
        f"Quartiers en commun : {district.label}".replace(" :", "\u00a0:"),
        "Besoins en commun\u00a0: Identifier et capter des publics « hors radars »".replace("« ", "« "),
        "Mêmes mois de l’année",
    )


def test_its_page(client, file, funded, lea):
    file.title = funded.title
    file.save()
    client.force_login(lea)
    page = f"/appels-a-projets/dossiers/{file.uuid}/semblables/"
    assert funded.title in client.get(page).content.decode()
    data = {"source": "funded_action", "key": str(funded.uuid)}
    assert "Remplissez ce champ" in client.post(page, data).content.decode()
    assert client.post(page, data | {"answer": "Nous orientons"}).status_code == 302
    assert "Nous orientons" in client.get(page).content.decode()


@pytest.mark.parametrize("count", [1, 4])
def test_the_queries_do_not_grow(territory, edition, district, file, count, django_assert_num_queries):
    for _ in range(count):
        another(territory, edition, district)
    with django_assert_num_queries(7):
        assert len(similar_actions(file)) == count


def test_many_files_have_each_what_it_would_have_alone(
    territory, edition, district, file, funded, django_assert_num_queries
):
    file.title = funded.title
    file.save()
    files = [another(territory, edition, district, title=f"Pas {n}") for n in range(3)]
    away = make_district(make_commune("42219"), code="QN04298N", label="Ailleurs")
    elsewhere = another(territory, edition, away, title="Loin")
    answer_similar(
        application=file, source="funded_action", key=str(funded.uuid), answer="Ensemble.", by=file.created_by
    )
    mine = [file, *files, elsewhere]
    each = {one.pk: similar_actions(one) for one in mine}
    with django_assert_num_queries(7):
        found = similar_actions_of(mine)
    assert found == each
    assert [line.answer for line in found[file.pk] if line.action.source == "funded_action"] == ["Ensemble."]
    assert found[elsewhere.pk] == []
