"""The pages of the roster: who may write it, what they refuse, and how many queries they ask."""

from datetime import date, time
from itertools import count

import pytest
import time_machine
from django.urls import reverse

from cite.core.decisions import Refused
from cite.directory.enums.callbacks import CallbackObjection
from cite.directory.models import DutyAbsence, DutyPartner, DutyShift
from cite.directory.operations import duty
from cite.territories.models import Commune
from tests.factories.accounts import make_user
from tests.factories.callbacks import make_absence, make_callback, make_duty_partner, make_shift
from tests.factories.organizations import make_member, make_partner
from tests.factories.territories import make_commune, make_district
from tests.scale import queries_as_it_grows

pytestmark = pytest.mark.django_db
ADD, AWAY = "/offre/permanences/ajouter/", "/offre/permanences/absences/ajouter/"


@pytest.fixture(autouse=True)
def _that_friday():
    with time_machine.travel("2026-11-27T09:00:00Z", tick=False):
        yield


@pytest.fixture
def district(territory):
    return make_district(make_commune(epci_code=territory.epci_code), label="Montreynaud")


@pytest.fixture
def boss(partner):
    """Manages the people of an organization that takes part."""
    user = make_user("boss")
    member = make_member(partner, user, is_administrator=True)
    make_duty_partner(partner, user)
    return member


@pytest.fixture
def nadia(partner, boss):
    return make_member(partner, make_user("nadia"))


@pytest.fixture
def stranger(territory):
    """On duty for another organization that takes part."""
    other = make_partner(territory, "La Passerelle")
    member = make_member(other, make_user("etrangere"), is_administrator=True)
    make_duty_partner(other, member.user)
    return member


def hours(district, person, **fields):
    given = {"deputy": "", "weekdays": [1, 3], "starts_at": "14:00", "ends_at": "18:00"}
    return {"district": str(district.uuid), "person": str(person.uuid)} | given | fields


def test_an_administrator_puts_her_people_on_duty_twice_is_once(client, district, boss, nadia, stranger):
    client.force_login(boss.user)
    typed = hours(district, nadia, deputy=str(stranger.uuid))
    for _twice in range(2):
        assert client.post(ADD, typed)["Location"] == reverse("directory:roster")
    rows = DutyShift.objects.values_list("weekday", "person__user__full_name", "deputy__user__full_name")
    assert list(rows) == [(1, "Nadia", "Etrangere"), (3, "Nadia", "Etrangere")]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts_at": "18:00", "ends_at": "14:00"}, CallbackObjection.HOURS_REVERSED.label),
        ({"starts_at": "14:00", "ends_at": "14:00"}, CallbackObjection.HOURS_REVERSED.label),
        ({"starts_at": "25:00"}, "Cette heure n’existe pas. Écrivez-la ainsi : 09:30."),
        ({"starts_at": "16:00", "ends_at": "19:00"}, CallbackObjection.OVERLAPS.label),
        ({"weekdays": [1, 6]}, "Choisissez des jours de la liste, du lundi au samedi."),
        ({"weekdays": []}, "Choisissez au moins un jour."),
    ],
    ids=["reversed", "no-time", "no-such-hour", "overlapping", "a-sunday", "no-day"],
)
def test_bad_hours_are_refused_and_what_was_typed_stays(client, district, boss, nadia, fields, sentence):
    make_shift(district, nadia)
    client.force_login(boss.user)
    page = client.post(ADD, hours(district, nadia, **fields))
    assert (page.status_code, DutyShift.objects.count()) == (200, 1)
    html = page.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert str(sentence) in html
    assert f'value="{nadia.uuid}" selected' in html


def test_hours_that_only_touch_are_two_shifts(client, district, boss, nadia):
    make_shift(district, nadia)
    client.force_login(boss.user)
    client.post(ADD, hours(district, nadia, weekdays=[1], starts_at="18:00", ends_at="19:00"))
    kept = DutyShift.objects.values_list("starts_at", "ends_at")
    assert list(kept) == [(time(14), time(18)), (time(18), time(19))]


def test_nobody_is_her_own_deputy(client, district, boss, nadia):
    client.force_login(boss.user)
    page = client.post(ADD, hours(district, nadia, deputy=str(nadia.uuid)))
    assert str(CallbackObjection.OWN_DEPUTY.label) in page.content.decode()
    assert DutyShift.objects.count() == 0


def test_a_person_of_another_organization_is_not_hers_to_put_on_duty(client, district, boss, stranger):
    client.force_login(boss.user)
    page = client.post(ADD, hours(district, stranger))
    assert (page.status_code, DutyShift.objects.count()) == (200, 0)
    with pytest.raises(Refused) as refusal:
        duty.save_shifts(
            district=district,
            person=stranger,
            deputy=None,
            weekdays=[1],
            starts_at=time(9),
            ends_at=time(12),
            by=boss.user,
        )
    assert refusal.value.decision.objections == (CallbackObjection.NOT_YOUR_PEOPLE,)


def test_an_absence_is_noted_once_reversed_or_of_somebody_else_it_is_refused(client, boss, nadia, stranger):
    client.force_login(boss.user)
    typed = {"who": str(nadia.uuid), "first_on": "2026-12-24", "last_on": "2026-12-31"}
    assert str(CallbackObjection.DATES_REVERSED.label) in (
        client.post(AWAY, typed | {"last_on": "2026-12-23"}).content.decode()
    )
    assert client.post(AWAY, typed | {"who": str(stranger.uuid)}).status_code == 200
    assert DutyAbsence.objects.count() == 0
    for _twice in range(2):
        assert client.post(AWAY, typed).status_code == 302
    rows = DutyAbsence.objects.values_list("person", "partner", "first_on", "last_on")
    assert list(rows) == [(nadia.pk, nadia.partner_id, date(2026, 12, 24), date(2026, 12, 31))]


def test_an_absence_names_a_person_of_its_own_organization(boss, nadia, stranger):
    with pytest.raises(Refused) as refusal:
        duty.save_absence(
            partner=boss.partner,
            person=stranger,
            first_on=date(2026, 12, 24),
            last_on=date(2026, 12, 31),
            by=boss.user,
        )
    assert refusal.value.decision.objections == (CallbackObjection.NOT_YOUR_PEOPLE,)


def test_whoever_manages_nobody_reads_the_roster_and_writes_nothing(client, district, boss, nadia):
    shift, absence = make_shift(district, nadia), make_absence(nadia.partner, person=nadia)
    client.force_login(nadia.user)
    page = client.get("/offre/permanences/").content.decode()
    assert ("Voir qui est de permanence" in page, ADD in page) == (True, False)
    shut = [ADD, AWAY, *(f"/offre/permanences/{path}/" for path in (shift.uuid, f"absences/{absence.uuid}"))]
    for method in (client.get, client.post):
        assert [method(address).status_code for address in shut] == [403] * 4
    for step in ("engager", "retirer"):
        address = f"/offre/permanences/structures/{boss.partner.uuid}/{step}/"
        assert client.post(address).status_code == 403
    counts = [model.objects.count() for model in (DutyPartner, DutyShift, DutyAbsence)]
    assert counts == [1, 1, 1]


def test_another_administrator_takes_nothing_away(client, district, nadia, stranger):
    shift = make_shift(district, nadia)
    client.force_login(stranger.user)
    answer = client.post(f"/offre/permanences/{shift.uuid}/")
    assert (answer.status_code, DutyShift.objects.count()) == (403, 1)


def test_what_is_taken_away_twice_is_taken_away_once(client, district, boss, nadia):
    shift, absence = make_shift(district, nadia), make_absence(nadia.partner, person=nadia)
    client.force_login(boss.user)
    addresses = (f"/offre/permanences/{shift.uuid}/", f"/offre/permanences/absences/{absence.uuid}/")
    assert [client.post(address).status_code for address in addresses * 2] == [302, 302, 404, 404]
    assert (DutyShift.objects.count(), DutyAbsence.objects.count()) == (0, 0)


def test_who_stands_in_reads_whose_call_it_is(client, district, boss, nadia, stranger):
    make_shift(district, nadia, deputy=stranger)
    address = reverse("directory:call", args=[make_callback(district, nadia).uuid])
    said = {}
    for person in (nadia, stranger):
        client.force_login(person.user)
        said[person] = client.get(address).content.decode().replace("\u00a0", " ")
    assert "Votre relais : Etrangere." in said[nadia]
    assert "Cette demande est confiée à Nadia, dont vous êtes le relais." in said[stranger]
    assert "Votre relais" not in said[stranger]


@pytest.mark.parametrize("path", ["permanences/", "rappels/", "rappels/promesses/"])
def test_a_page_asks_as_much_for_one_as_for_many(client, district, boss, nadia, claire, path):
    """More districts, more shifts, more requests, as many queries."""
    commune, numbers = Commune.objects.get(), count(100)

    def add(how_many: int) -> None:
        for _more in range(how_many):
            place = make_district(commune, code=f"QN0{next(numbers):05d}")
            make_shift(place, nadia, deputy=boss)
            make_absence(nadia.partner, person=nadia)
            make_callback(place, nadia)

    client.force_login(claire if "promesses" in path else boss.user)
    counts = queries_as_it_grows(client, f"/offre/{path}", add, (1, 2, 27))
    assert counts == [counts[0]] * 3


def test_a_promise_in_danger_is_handed_over_even_where_nobody_else_is_on_duty(
    client, district, nadia, stranger, claire
):
    make_shift(district, nadia)
    asked = make_callback(district, nadia)
    address = reverse("directory:hand-over", args=[asked.uuid])
    client.force_login(claire)
    alone = client.get(address).content.decode().replace("\u00a0", " ")
    assert ("Joignez la personne à qui cette demande est confiée" in alone, 'name="to"' in alone) == (
        True,
        False,
    )
    make_shift(make_district(code="QN04298N", label="Crêt de Roc"), stranger)
    page = client.get(address).content.decode()
    assert ("dans d’autres quartiers" in page, asked.phone in page, asked.first_name in page) == (
        True,
        False,
        False,
    )
    assert client.post(address, {"to": str(stranger.uuid)}).status_code == 302
    asked.refresh_from_db()
    assert asked.assigned_to == stranger
    client.force_login(stranger.user)
    assert asked.first_name in client.get(reverse("directory:call", args=[asked.uuid])).content.decode()
