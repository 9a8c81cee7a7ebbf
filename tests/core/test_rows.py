"""Rows written without a model for each say what the models would have said."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError
from django.forms.models import model_to_dict

from cite.directory.models import Service
from tests.factories.directory import TODAY, make_structure

pytestmark = pytest.mark.django_db
GIVEN = {
    "name": "Aide au permis « 100 % »",
    "themes": ["mobilite--preparer-un-permis"],
    "languages": [],
    "longitude": 4.39,
    "latitude": 45.44,
    "weekly_hours": Decimal("3.50"),
    "weeks": None,
    "step_free": True,
    "without_car": None,
    "confirmed_on": date(2026, 11, 1),
}


@pytest.fixture
def structure(territory):
    return make_structure(territory)


def write(structure, keys, **given):
    """Write services by their keys, in place of those that are there."""
    fields = ("uuid", "source", "structure", "key", "updated_on", *given)
    rows = [(uuid4(), structure.source_id, structure.pk, key, TODAY, *given.values()) for key in keys]
    identity = {"unique": ("source", "key"), "returned": ("key", "id")}
    return Service.objects.write_rows(fields, rows, updated=("structure", "updated_at", *given), **identity)


def test_a_row_says_what_a_model_would_have_said(structure):
    write(structure, ["one"], **GIVEN)
    identity = {"territory": structure.territory, "source": structure.source, "structure": structure}
    Service.objects.create(key="other", updated_on=TODAY, **identity, **GIVEN)
    one, other = (model_to_dict(Service.objects.get(key=key)) for key in ("one", "other"))
    for each in (one, other):
        del each["id"], each["key"]
    assert one == other


def test_a_known_row_keeps_its_address_and_what_is_not_updated(structure):
    with time_machine.travel(date(2026, 11, 1), tick=False):
        write(structure, ["one"], **GIVEN)
    before = Service.objects.get(key="one")
    Service.objects.update(summary="En une phrase.")
    with time_machine.travel(date(2026, 11, 2), tick=False):
        told = write(structure, ["one", "two"], name="Atelier")
    assert sorted(told) == sorted(Service.objects.values_list("key", "pk"))
    after = Service.objects.get(key="one")
    assert (after.pk, after.uuid, after.created_at) == (before.pk, before.uuid, before.created_at)
    assert (after.name, after.summary, after.themes) == ("Atelier", "En une phrase.", GIVEN["themes"])
    assert after.updated_at > before.updated_at
    assert Service.objects.count() == 2


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 250])
def test_every_row_is_written_whatever_their_number(structure, count):
    write(structure, [f"key-{n}" for n in range(count)], name="Atelier")
    assert sorted(Service.objects.values_list("key", flat=True)) == sorted(f"key-{n}" for n in range(count))


def test_a_row_known_by_nothing_unique_is_refused_twice(structure):
    fields = ("uuid", "source", "structure", "key", "updated_on", "name")
    row = (uuid4(), structure.source_id, structure.pk, "one", TODAY, "Atelier")
    Service.objects.write_rows(fields, [row])
    with pytest.raises(IntegrityError):
        Service.objects.write_rows(fields, [(uuid4(), *row[1:])])
