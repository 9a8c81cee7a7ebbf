"""What a leaflet keeps, in which order, and when it is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.directory.enums.facts import BRINGING, SAYINGS, Fact
from cite.directory.enums.leaflet import NEED_PICTOGRAMS
from cite.directory.enums.leaflet_objections import LeafletObjection as Objection
from cite.directory.enums.needs import Need
from cite.directory.gateways.pictograms import pictogram
from cite.directory.rules.facts import Statement
from cite.directory.rules.leaflet import MOST, Sooner, kept, leaflet_decision, need_of, order_key, room_for

EVERYTHING = [Statement(fact) for fact in Fact]


@pytest.mark.parametrize(
    ("chosen", "gone", "objections"),
    [
        (1, 0, ()),
        (MOST, 0, ()),
        (0, 0, (Objection.NOTHING_CHOSEN,)),
        (MOST + 1, 0, (Objection.TOO_MANY,)),
        (3, 1, (Objection.GONE,)),
        (MOST + 1, 2, (Objection.TOO_MANY, Objection.GONE)),
    ],
)
def test_how_many_may_be_printed(chosen, gone, objections):
    assert leaflet_decision(chosen=chosen, gone=gone).objections == objections


def test_the_more_services_the_fewer_sentences_each():
    rooms = [room_for(number) for number in range(1, 7)]
    assert rooms == sorted(rooms, reverse=True)
    assert room_for(7) == room_for(8) >= room_for(6)  # on two pages


@pytest.mark.parametrize("room", [0, 6, 9])
def test_nobody_misses_what_to_bring_nor_how_to_go(room):
    facts = {statement.fact for statement in kept(EVERYTHING, room=room)}
    assert facts >= {
        *BRINGING.values(),
        Fact.NEXT_START,
        Fact.APPOINTMENT,
        Fact.CAR,
        Fact.WITHOUT_CAR,
        Fact.FULL,
    }


@given(said=st.lists(st.sampled_from(EVERYTHING), unique_by=lambda s: s.fact), room=st.integers(0, 50))
def test_what_is_kept_stays_in_order_and_never_grows_beyond_its_room(said, room):
    shown = kept(said, room=room)
    assert shown == [statement for statement in said if statement in shown]
    needed = kept(said, room=0)
    assert len(shown) <= max(room, len(needed))
    assert [s for s in shown if s in needed] == needed


def test_the_number_and_the_hours_are_not_said_twice():
    facts = {statement.fact for statement in kept(EVERYTHING, room=100)}
    assert facts & {Fact.TELEPHONE, Fact.WRITE, Fact.SATURDAY, Fact.EVENING} == set()


def service(name="A", *, is_full=False, next_start=None, delay_days=None):
    return Sooner(is_full=is_full, next_start=next_start, delay_days=delay_days, name=name)


def test_what_begins_soonest_comes_first_and_what_is_full_last():
    full = service("Complet", is_full=True, next_start=date(2026, 12, 1))
    soon = service("Bientôt", next_start=date(2026, 12, 2))
    later = service("Plus tard", next_start=date(2027, 1, 2))
    at_once = service("Tout de suite", delay_days=0)
    unknown = service("Inconnu")
    rows = [unknown, full, later, at_once, soon]
    assert sorted(rows, key=order_key) == [soon, later, at_once, unknown, full]


@pytest.mark.parametrize(
    ("codes", "need"),
    [
        ({"obstacle:childcare", "category:trouver-un-emploi"}, Need.CHILDCARE),
        ({"category:trouver-un-emploi"}, Need.WORK),
        ({"obstacle:money"}, Need.MONEY),
        ({"theme:inconnu"}, None),
        (set(), None),
    ],
)
def test_a_service_stands_under_the_need_it_answers_first(codes, need):
    assert need_of(codes) == need


def test_every_need_and_every_sentence_has_its_picture():
    assert set(NEED_PICTOGRAMS) == set(Need)
    names = {*NEED_PICTOGRAMS.values(), "place", *(saying.pictogram for saying in SAYINGS.values())}
    assert [name for name in names if not pictogram(name).startswith("<svg ")] == []
    assert "currentColor" not in "".join(map(pictogram, names)) and pictogram("inconnu") == ""
