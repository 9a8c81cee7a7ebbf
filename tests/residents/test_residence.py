"""Where somebody lives, asked of the shipped territory: chosen among what was found, frozen, and noted once."""

import re
from datetime import date

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.residents.enums.objections import ResidenceObjection
from cite.residents.models import Residence
from cite.residents.operations.residences import note_residence
from cite.residents.queries.sheet import Homes
from cite.tenancy.models import Territory
from cite.territories.enums import DistrictKind, Reason, Status
from cite.territories.models import District
from cite.territories.queries.location import locate
from cite.territories.rules.residence import Answer, DistrictSheet
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.residents import make_resident

SAINT_CHAMOND = (4.5180, 45.4640)
WITHOUT_NUMBER = "Avenue du Parc, Andrézieux-Bouthéon"


@pytest.fixture
def loaded(db):
    """The shipped Cité, its addresses, and somebody fictional of whom nobody knows where she lives."""
    call_command("load_territory")
    territory = Territory.objects.get()
    with scope(territory=territory), time_machine.travel("2026-11-27 10:00:00+01:00", tick=False):
        ines = make_member(make_partner(territory, "Structure des Collines", **HABILITATED), "ines")
        yield ines, make_resident(ines)


def post(ines, resident, **data):
    client = Client()
    client.force_login(ines.user)
    return client.post(reverse("residents:edit-residence", args=[resident.uuid]), {"kind": "address"} | data)


def test_an_address_that_may_be_several_is_chosen_then_frozen(loaded):
    ines, resident = loaded
    asked = post(ines, resident, version=1, address=WITHOUT_NUMBER).content.decode()
    assert "laquelle de ces adresses" in asked
    assert not Residence.objects.exists()
    chosen = re.search(r'name="candidate" value="([^"]+)"', asked)[1]
    assert post(ines, resident, version=1, address=WITHOUT_NUMBER, candidate=chosen).status_code == 302
    home = Residence.objects.get()
    assert (home.since, home.answered_on, home.until) == (date(2026, 11, 27), date(2026, 11, 27), None)
    assert home.address and home.commune is not None and home.longitude is not None
    assert home.commune.name == "Andrézieux-Bouthéon"


def test_none_of_them_keeps_the_doubt(loaded):
    ines, resident = loaded
    assert post(ines, resident, version=1, address=WITHOUT_NUMBER, candidate="none").status_code == 302
    assert Residence.objects.get().answer == "to_verify"


def test_a_forged_choice_notes_nothing(loaded):
    ines, resident = loaded
    assert post(ines, resident, version=1, address=WITHOUT_NUMBER, candidate="forged").status_code == 200
    assert not Residence.objects.exists()


def test_the_same_place_twice_is_noted_once_and_a_move_closes_the_one_before(loaded):
    ines, resident = loaded
    for _ in range(2):
        note_residence(resident=resident, version=1, by=ines.user, since=date(2026, 3, 1))
    with pytest.raises(Refused) as refusal:
        note_residence(resident=resident, version=1, by=ines.user, since=date(2026, 6, 1))
    assert refusal.value.decision.objections == (SaveObjection.CHANGED_MEANWHILE,)
    note_residence(resident=resident, version=2, by=ines.user, since=date(2026, 6, 1))
    first, second = Residence.objects.order_by("since")
    assert (first.until, second.until) == (date(2026, 5, 31), None)


def test_an_address_mistyped_and_corrected_the_same_day_leaves_no_place_where_nobody_lived(loaded):
    ines, resident = loaded
    since = date(2026, 3, 1)
    note_residence(resident=resident, version=1, by=ines.user, since=since)
    assert post(ines, resident, version=2, address="azertyuiop").status_code == 302
    assert post(ines, resident, version=3, address="azertyuiop bis").status_code == 302
    first, second = Residence.objects.order_by("since")
    assert (first.until, second.since) == (date(2026, 11, 26), date(2026, 11, 27))
    assert second.address == "azertyuiop bis"
    with time_machine.travel("2026-11-28 10:00:00+01:00", tick=False):
        resident.refresh_from_db()
        note_residence(resident=resident, version=resident.version, by=ines.user, since=date(2026, 11, 27))
    assert Residence.objects.count() == 3  # another day it is no slip of the keyboard: it stays known


@pytest.mark.parametrize("typed", ["azertyuiop", "10 rue de Rivoli 75001 Paris", "<b>x</b>"])
def test_an_address_that_has_no_answer_is_kept_and_said_not_to_be_a_no(loaded, typed):
    ines, resident = loaded
    client = Client()
    client.force_login(ines.user)
    url = reverse("residents:edit-residence", args=[resident.uuid])
    html = client.post(url, {"kind": "address", "address": typed, "version": 1}, follow=True).content.decode()
    assert "Ce n’est pas «\u00a0non\u00a0»" in html
    home = Residence.objects.get()
    assert (home.address, home.district) == (typed, None)
    assert home.answer not in (Status.IN_QPV, Status.OUTSIDE)


def test_a_day_that_does_not_hold_is_said_beside_it(loaded):
    ines, resident = loaded
    note_residence(resident=resident, version=1, by=ines.user, since=date(2026, 3, 1))
    answer = post(ines, resident, version=2, kind="unknown", since="2026-02-01")
    assert list(answer.context["form"].errors) == ["since"]


@pytest.mark.parametrize(
    ("since", "objection"),
    [
        (date(2026, 11, 28), ResidenceObjection.IN_FUTURE),
        (date(2026, 2, 1), ResidenceObjection.BEFORE_WHAT_IS_KNOWN),
    ],
)
def test_days_that_do_not_hold_are_refused(loaded, since, objection):
    ines, resident = loaded
    note_residence(resident=resident, version=1, by=ines.user, since=date(2026, 3, 1))
    with pytest.raises(Refused) as refusal:
        note_residence(resident=resident, version=2, by=ines.user, since=since)
    assert refusal.value.decision.objections == (objection,)


def test_a_watch_district_opens_no_right_and_the_file_says_so(loaded):
    ines, resident = loaded
    answer = locate(territory=resident.territory, on=date(2026, 11, 27), point=SAINT_CHAMOND)
    note_residence(resident=resident, version=1, by=ines.user, address="Saint-Chamond", answer=answer)
    client = Client()
    client.force_login(ines.user)
    html = (
        client.get(reverse("residents:sheet", args=[resident.uuid])).content.decode().replace("\u00a0", " ")
    )
    assert "Hors quartier prioritaire" in html and "la réponse est la même" in html
    assert "Quartiers en veille active à Saint-Chamond, à confirmer : Fonsala" in html


@pytest.mark.parametrize(
    ("frozen", "code", "reason", "today", "changed"),
    [
        (Status.IN_QPV, "QN04206M", Reason.INSIDE_CONTOUR, "QN04206M", False),
        (Status.IN_QPV, "QN04206M", Reason.INSIDE_CONTOUR, "QN04207M", True),
        (Status.IN_QPV, "QN04206M", Reason.OUTSIDE_CONTOURS, "", True),
        (Status.OUTSIDE, "", Reason.OUTSIDE_CONTOURS, "", False),
        (Status.OUTSIDE, "", Reason.INSIDE_CONTOUR, "QN04206M", True),
        (Status.OTHER_TERRITORY, "", Reason.INSIDE_OTHER_TERRITORY, "QN06901M", False),
    ],
)
def test_two_answers_differ_by_what_they_open(frozen, code, reason, today, changed):
    district = District(code=code) if code else None
    found = (
        DistrictSheet(
            code=today, label="Inventé", kind=DistrictKind.PRIORITY, communes=(), epci_codes=frozenset()
        )
        if today
        else None
    )
    homes = Homes(Residence(answer=frozen, district=district), Answer(reason, district=found))
    assert homes.has_changed is changed
