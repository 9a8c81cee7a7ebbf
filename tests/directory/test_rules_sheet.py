"""A sheet as one value."""

import json

from hypothesis import given
from hypothesis import strategies as st

from cite.directory.enums import THEMES, Obstacle
from cite.directory.models import Service
from cite.directory.rules.sheet import FIELDS, LISTS, Sheet, as_facts, from_facts, sheet_of

_texts = st.text(max_size=20)
_codes = st.lists(st.sampled_from(sorted(THEMES)), max_size=4)
_three_values = st.none() | st.booleans()


def test_every_field_of_a_sheet_is_one_of_the_record():
    assert set(FIELDS) <= {field.name for field in Service._meta.get_fields()}


@given(
    _texts, _codes, _three_values, st.none() | st.decimals(0, 40, places=2), st.none() | st.integers(0, 99)
)
def test_a_sheet_survives_json(name, themes, childcare, hours, places):
    sheet = sheet_of(
        Service(name=name, themes=themes, childcare_on_site=childcare, weekly_hours=hours, places_left=places)
    )
    assert from_facts(json.loads(json.dumps(as_facts(sheet)))) == sheet


def test_the_order_of_codes_means_nothing():
    one, other = Service(name="A", languages=["tr", "ar"]), Service(name="A", languages=["ar", "tr", "ar"])
    assert sheet_of(one) == sheet_of(other)
    assert sheet_of(one).languages == ("ar", "tr")


def test_a_field_that_did_not_exist_then_keeps_its_default():
    assert from_facts({"name": "Permis", "gone": "x"}) == Sheet(name="Permis")


def test_lists_are_the_fields_of_codes():
    assert "obstacles" in LISTS and "name" not in LISTS
    assert {o.value for o in Obstacle} & set(FIELDS) == set()
