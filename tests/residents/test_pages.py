"""The pages about people: what each shows, keeps, refuses, and never says."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cite.accounts.enums import Role
from cite.actors.models import Partner
from cite.audit.models import Entry
from cite.opening.enums import ServiceState
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import InformationNotice, Residence, Resident, Sharing
from cite.residents.operations.sharing import stop
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.opening import make_in_service
from tests.factories.residents import make_residence, make_resident, make_sharing
from tests.factories.territories import make_commune, make_district
from tests.scale import queries_as_it_grows

OPEN = {
    "first_name": "Karim",
    "last_name": "Fictif",
    "birth_date": "",
    "birth_year": "1990",
    "phone": "06 39 98 00 12",
    "language": "tr",
    "notice": "told",
    "way": "told",
    "is_invented": "on",
}


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel("2026-11-27 10:00:00+01:00", tick=False):
        yield


def page(name: str, *args) -> str:
    return reverse(f"residents:{name}", args=args)


def text_of(response) -> str:
    return response.content.decode()


def test_the_list_shows_those_who_share_and_nobody_else(as_ines, ines, noe, amina):
    make_resident(noe, first_name="Zoé", last_name="Ailleurs")
    html = text_of(as_ines.get(page("people")))
    assert "Amina Benfictif" in html
    assert "Ailleurs" not in html


def test_a_name_is_looked_for_by_post_among_those_one_sees(as_ines, ines, noe, amina):
    make_resident(ines, first_name="Bruno", last_name="Inventé")
    make_resident(noe, first_name="Amina", last_name="Ailleurs")
    html = text_of(as_ines.post(page("people"), {"q": "ÂMINA"}))
    assert "Amina Benfictif" in html
    assert "Bruno" not in html and "Ailleurs" not in html


def test_a_filter_never_tells_what_a_part_hides(as_ines, ines, noe, partner, amina):
    """Somebody shown for a review only does not answer to her district nor to her silence."""
    commune = make_commune()
    district = make_district(commune)
    hidden = make_resident(noe, first_name="Hasna", last_name="Discrète", last_heard_on=date(2026, 1, 1))
    make_residence(hidden, district)
    make_sharing(hidden, partner, Purpose.REFERRAL)
    make_residence(amina, district)
    Resident.objects.filter(pk=amina.pk).update(last_heard_on=date(2026, 1, 1))
    for asked in ({"quartier": str(district.uuid)}, {"nouvelles": "anciennes"}):
        html = text_of(as_ines.get(page("people"), asked))
        assert "Amina" in html, asked
        assert "Hasna" not in html, asked
    assert "Hasna" in text_of(as_ines.get(page("people")))


def test_what_makes_no_sense_in_the_address_asks_for_nothing(as_ines, amina):
    html = text_of(as_ines.get(page("people"), {"quartier": "x", "nouvelles": "y", "page": "z"}))
    assert "Amina Benfictif" in html


def test_the_list_asks_the_same_of_the_database_as_it_grows(as_ines, ines, partner):
    def add(count: int) -> None:
        Resident.objects.bulk_create(
            Resident(
                territory=partner.territory,
                first_name=f"P{n}",
                last_name="Inventée",
                name_key=f"inventee p{n}",
                partner=partner,
                created_by=ines,
                last_heard_on=date(2026, 11, 2),
                is_training=True,
            )
            for n in range(count)
        )
        fresh = Resident.objects.exclude(pk__in=Sharing.objects.values("resident"))
        Sharing.objects.bulk_create(
            Sharing(
                territory=partner.territory,
                resident=each,
                partner=partner,
                purpose=Purpose.SUPPORT,
                given_on=date(2026, 11, 2),
            )
            for each in fresh
        )

    counts = queries_as_it_grows(as_ines, page("people"), add, (1, 2, 297))
    assert len(set(counts)) == 1


def test_a_file_opens_on_one_page(as_ines, partner):
    response = as_ines.post(page("open"), OPEN)
    karim = Resident.objects.get()
    assert response.url == page("sheet", karim.uuid)
    assert (karim.phone, karim.birth_year, karim.language, karim.is_training) == (
        "+33639980012",
        1990,
        "tr",
        True,
    )
    assert InformationNotice.objects.get().way == "told"
    html = text_of(as_ines.get(response.url))
    assert "Karim Fictif" in html and "06 39 98 00 12" in html


def test_in_training_mode_nobody_is_entered_who_is_not_invented(as_ines):
    html = text_of(as_ines.post(page("open"), OPEN | {"is_invented": ""}))
    assert "Mode formation" in html
    assert 'value="Karim"' in html  # what was typed stays
    assert not Resident.objects.exists()


def test_what_does_not_hold_is_said_and_kept(as_ines):
    bad = OPEN | {"birth_year": "", "birth_date": "2030-01-01", "last_name": "2 85 05 78 006 084"}
    html = text_of(as_ines.post(page("open"), bad))
    assert "sécurité sociale" in html
    html = text_of(as_ines.post(page("open"), bad | {"last_name": "Fictif"}))
    assert "dans l’avenir" in html and 'value="2030-01-01"' in html
    assert not Resident.objects.exists()


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"birth_year": "", "birth_date": "2030-01-01"}, "birth_date", "dans l’avenir"),
        ({"birth_year": "2050"}, "birth_year", "dans l’avenir"),
        ({"birth_year": "", "birth_date": "2011-11-28"}, "birth_date", "moins de 16 ans"),
        ({"birth_year": "1901"}, "birth_year", "plus de 110 ans"),
        ({"birth_year": "1896"}, "birth_year", "plus de 110 ans"),
        ({"birth_year": "vingt"}, "birth_year", "quatre chiffres"),
        ({"birth_year": "1991", "birth_date": "1990-01-01"}, "birth_year", "ne disent pas la même année"),
        ({"birth_year": "", "birth_date": "2009-06-01"}, "protection", "la personne est mineure"),
    ],
)
def test_what_is_wrong_of_a_birth_is_said_beside_it_and_above_with_a_link(
    as_ines, amina, said, field, sentence
):
    kept = {"version": amina.version, "protection": "", "guardian_informed": ""}
    for url in (page("open"), page("edit-identity", amina.uuid)):
        response = as_ines.post(url, OPEN | kept | said)
        form = response.context["form"]
        assert any(sentence in each for each in form.errors[field]), url
        html = text_of(response)
        assert html.count(sentence) >= 2
        assert f'href="#id_{field}' in html  # from the summary to the field
        assert not form.non_field_errors()
    assert Resident.objects.count() == 1


def test_while_the_cite_is_suspended_one_still_searches_and_asks_and_opens_no_file(as_ines, amina, territory):
    Resident.objects.update(is_training=False)
    assert page("open") in text_of(as_ines.get(page("people")))
    make_in_service(territory, ServiceState.SUSPENDED)
    shown = text_of(as_ines.get(page("people")))
    assert (page("ask-reach") in shown, 'name="q"' in shown, page("open") in shown) == (True, True, False)
    assert "ouvrir un dossier" not in shown
    assert "Benfictif" in text_of(as_ines.post(page("people"), {"q": "benfictif"}))


@pytest.mark.parametrize("role", [Role.CARRIER, Role.RELAY, Role.EMPLOYER])
def test_those_who_welcome_people_open_no_file(partner, role):
    member = make_member(partner, "autre", role=role)
    client = Client()
    client.force_login(member.user)
    assert client.get(page("open")).status_code == 403


@pytest.mark.parametrize(
    "role", [Role.CO_PILOT_STATE, Role.INSTRUCTOR, Role.FUNDER, Role.DATA_PROTECTION_OFFICER]
)
def test_those_who_see_figures_see_no_list(territory, role):
    client = Client()
    client.force_login(make_user("autre", role=role, territory=territory))
    for name in ("people", "open"):
        assert client.get(page(name)).status_code == 403


def test_reading_a_file_is_kept_and_nothing_stays_in_the_browser(as_ines, ines, amina):
    response = as_ines.get(page("sheet", amina.uuid))
    assert "no-store" in response["Cache-Control"]
    entry = Entry.objects.get(action="residents.read")
    assert (entry.by_uuid, entry.person_uuid) == (ines.user.uuid, amina.uuid)
    assert "Amina" not in str(entry.__dict__)


def test_a_file_of_somebody_else_does_not_exist(as_noe, amina):
    names = (
        "sheet",
        "edit-identity",
        "edit-contact",
        "edit-situation",
        "edit-residence",
        "sharings",
        "make-link",
    )
    for name in names:
        assert as_noe.get(page(name, amina.uuid)).status_code == 404, name
    assert as_noe.get(page("sheet", uuid4())).status_code == 404


def test_who_may_only_read_a_part_writes_nothing(as_noe, amina, other_partner):
    make_sharing(amina, other_partner, Purpose.REVIEW)
    html = text_of(as_noe.get(page("sheet", amina.uuid)))
    assert "Amina Benfictif" in html
    assert "39 98 00 12" not in html
    assert "n’est pas partagée avec votre structure" in html
    for name in (
        "edit-identity",
        "edit-contact",
        "edit-situation",
        "edit-residence",
        "give-sharing",
        "make-link",
    ):
        assert as_noe.get(page(name, amina.uuid)).status_code == 403, name


def test_two_people_at_once_what_was_typed_is_kept_and_what_the_other_wrote_is_shown(as_ines, amina):
    url = page("edit-contact", amina.uuid)
    first = {"version": 1, "phone": "06 39 98 00 13", "language": "fr"}
    assert as_ines.post(url, first).status_code == 302
    mine = {"version": 1, "phone": "06 39 98 00 14", "language": "fr", "reachable_hours": "Le matin"}
    html = text_of(as_ines.post(url, mine))
    assert "06 39 98 00 14" in html and "Le matin" in html
    assert "06 39 98 00 13" in html  # what the other wrote
    assert "enregistrez de nouveau pour garder la vôtre" in html
    assert "Rechargez la page" not in html  # it would lose what was typed
    assert as_ines.post(url, mine | {"version": 2}).status_code == 302
    amina.refresh_from_db()
    assert (amina.phone, amina.reachable_hours) == ("+33639980014", "Le matin")


def test_a_word_of_health_is_pointed_at_and_kept(as_ines, amina):
    data = {"version": 1, "language": "fr", "reachable_hours": "Après ses dialyses"}
    html = text_of(as_ines.post(page("edit-contact", amina.uuid), data, follow=True))
    assert "parle peut-être de santé" in html


def test_unknown_is_not_no(as_ines, amina):
    data = {"version": 1, "language": "fr", "needs_interpreter": ""}
    as_ines.post(page("edit-contact", amina.uuid), data)
    amina.refresh_from_db()
    assert amina.needs_interpreter is None
    as_ines.post(
        page("edit-contact", amina.uuid), data | {"version": amina.version, "needs_interpreter": "no"}
    )
    amina.refresh_from_db()
    assert amina.needs_interpreter is False


def test_a_sharing_stopped_while_the_page_is_open_refuses_the_next_step_and_leaks_nothing(as_ines, amina):
    url = page("edit-contact", amina.uuid)
    assert as_ines.get(url).status_code == 200
    stop(sharing=Sharing.objects.get(), how=StopWay.LINK)
    response = as_ines.post(url, {"version": 1, "language": "fr", "phone": "06 39 98 00 14"})
    assert response.status_code == 404
    assert "Amina" not in text_of(response)
    amina.refresh_from_db()
    assert amina.phone == "+33639980012"


def test_unknown_address_and_a_district_she_says_are_answers(as_ines, amina, territory):
    district = make_district(make_commune())
    url = page("edit-residence", amina.uuid)
    as_ines.post(url, {"version": 1, "kind": "unknown"})
    home = Residence.objects.get()
    assert (home.answer, home.address, home.since) == ("unknown", "", date(2026, 11, 27))
    as_ines.post(url, {"version": 2, "kind": "district", "district": str(district.uuid)})
    home = Residence.objects.get()  # said the same day, it is what she meant: nobody lived nowhere
    assert (home.answer, home.district, home.is_declared) == ("in_qpv", district, True)
    assert district.label in text_of(as_ines.get(page("sheet", amina.uuid)))


def test_an_address_that_nobody_finds_stays_without_an_answer(as_ines, amina):
    url = page("edit-residence", amina.uuid)
    as_ines.post(
        url, {"version": 1, "kind": "address", "address": "3 rue Inventée, Nulleville", "since": "2026-01-05"}
    )
    home = Residence.objects.get()
    assert (home.address, home.district, home.since) == ("3 rue Inventée, Nulleville", None, date(2026, 1, 5))
    assert home.answer in {"unknown", "not_verifiable", "not_covered"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"kind": "address"}, "Écrivez l’adresse"),
        ({"kind": "district"}, "Choisissez le quartier"),
        ({"kind": "unknown", "since": "2027-01-01"}, "dans l’avenir"),
        ({"kind": "address", "address": "NIR 2 85 05 78 006 084"}, "sécurité sociale"),
    ],
)
def test_what_is_missing_from_an_address_is_said(as_ines, amina, data, sentence):
    html = text_of(as_ines.post(page("edit-residence", amina.uuid), data | {"version": 1}))
    assert sentence in html
    assert not Residence.objects.exists()


def test_the_answer_of_entry_stays_when_the_one_of_today_differs(as_ines, amina):
    district = make_district(make_commune())
    make_residence(amina, district, longitude=2.0, latitude=47.0, address="1 rue Inventée")
    html = text_of(as_ines.get(page("sheet", amina.uuid)))
    assert "La réponse d’aujourd’hui est différente" in html
    assert district.label in html


def test_a_habilitation_withdrawn_closes_every_page(as_ines, amina, partner):
    Partner.objects.filter(pk=partner.pk).update(habilitated_by_state_on=None)
    for name in ("sheet", "sharings", "edit-contact"):
        response = as_ines.get(page(name, amina.uuid))
        assert response.status_code in {403, 404}
        assert "Amina" not in text_of(response)


@pytest.mark.parametrize(
    ("protection", "born", "said"),
    [
        ("minor", date(2009, 5, 4), "Un contrat se signe avec son représentant légal"),
        ("minor", date(2008, 5, 4), "Elle est majeure maintenant"),
        ("assisted", date(1980, 5, 4), "son curateur signe avec elle"),
        ("represented", date(1980, 5, 4), "son tuteur signe les contrats"),
    ],
)
def test_a_file_says_who_signs(as_ines, ines, protection, born, said):
    resident = make_resident(ines, protection=protection, birth_date=born, guardian_name="Une tante")
    html = text_of(as_ines.get(page("sheet", resident.uuid)))
    assert said in html
    assert ("Qui signe" in html) is ("maintenant" not in said)
