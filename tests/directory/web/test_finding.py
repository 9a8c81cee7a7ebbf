"""What residents find on the public pages, in their language, and what they say when there is nothing."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django.utils.translation import override

from cite.directory.models import Service, UnmetNeed
from cite.directory.operations.indexing import follow_services
from tests.factories.directory import make_intake, make_service, make_structure
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db
QUERIES_OF_A_LIST = 11
WHEN = datetime(2026, 11, 27, 10, 0, tzinfo=get_current_timezone())


@pytest.fixture(autouse=True)
def _that_friday(time_machine):
    time_machine.move_to(WHEN, tick=False)


@pytest.fixture
def district(territory):
    return make_district(make_commune(), code="QN04213M", label="Montreynaud")


@pytest.fixture
def nursery(territory, district):
    service = make_service(
        make_structure(territory, name="Le Relais"),
        "Garde d’enfants",
        summary="On garde vos enfants.",
        themes=["famille--garde-denfants"],
        districts=[district],
        phone="+33477000000",
        opening_hours="Mo-Fr 08:00-18:00",
        languages=["fr", "ar"],
        fee="gratuit",
        mobilization_modes=["telephoner"],
        mobilizable_by=["usagers"],
        to_bring=["child_health"],
        longitude=4.4,
        latitude=45.46,
        address="1 rue des Essais",
    )
    follow_services(territory=territory, services=[service])
    return service


def found_in(html):
    return re.findall(r'<h3 class="fr-h6 fr-mb-1v"><a href="[^"]*"><bdi lang="fr">([^<]*)', html)


def test_a_need_leads_to_what_answers_it(client, nursery):
    home = client.get("/").content.decode()
    assert 'href="/offre/chercher/?besoin=childcare"' in home
    page = client.get("/offre/chercher/?besoin=childcare&quartier=QN04213M&avec=free").content.decode()
    assert found_in(page) == ["Garde d’enfants"]
    assert "1 service trouvé" in page
    assert found_in(client.get("/offre/chercher/?besoin=housing").content.decode()) == []
    assert found_in(client.get("/offre/chercher/?besoin=rien&avec=x&nombre=-4").content.decode()) == [
        "Garde d’enfants"
    ]


def test_what_was_looked_for_in_vain_begins_the_report_and_sends_nothing(client, nursery):
    asked = {"mots": "couture <b>", "besoin": "childcare", "quartier": "QN04213M"}
    page = client.post("/offre/chercher/", asked).content.decode()
    assert 'formaction="/offre/besoin-sans-reponse/"' in page
    form = client.post("/offre/besoin-sans-reponse/", asked | {"reprendre": "1"}).content.decode()
    assert "couture &lt;b&gt;</textarea>" in form
    assert 'value="childcare" selected' in form and 'value="QN04213M" selected' in form
    assert not UnmetNeed.objects.exists()
    assert client.post("/offre/besoin-sans-reponse/", asked).status_code == 302
    assert UnmetNeed.objects.get().words == "couture <b>"


def test_who_has_no_position_to_give_finds_where_to_write_an_address(client, nursery):
    assert 'href="/offre/chercher/#id_adresse"' in client.get("/offre/").content.decode()
    assert 'id="id_adresse"' in client.get("/offre/chercher/").content.decode()


def test_words_are_posted_and_never_read_from_an_address(client, nursery):
    page = client.post("/offre/chercher/", {"mots": "garder mon fils"})
    assert (page["Cache-Control"], found_in(page.content.decode())) == ("no-store", ["Garde d’enfants"])
    typed = client.get("/offre/chercher/?mots=dentiste").content.decode()
    assert ("dentiste" in typed.partition("</header>")[2], found_in(typed)) == (False, ["Garde d’enfants"])
    mistyped = client.post("/offre/chercher/", {"mots": "enfnats"}).content.decode()
    assert "Nous avons cherché" in mistyped
    nothing = client.post("/offre/chercher/", {"mots": "astronaute", "besoin": "housing"}).content.decode()
    assert 'name="reprendre" value="1" form="recherche" formaction="/offre/besoin-sans-reponse/"' in nothing


def test_a_position_is_posted_measured_and_kept_nowhere(client, territory, nursery, district):
    far = make_service(
        nursery.structure, "Halte-garderie", themes=nursery.themes, longitude=4.47, latitude=45.46
    )
    follow_services(territory=territory, services=[far])
    here = {"longitude": "4.4001", "latitude": "45.4601"}
    page = client.post("/offre/chercher/", here)
    html = page.content.decode()
    assert (page["Cache-Control"], found_in(html)) == ("no-store", ["Garde d’enfants", "Halte-garderie"])
    assert re.search(r"À environ 50\sm", html)
    assert "Autour de ma position" in html
    assert re.search(r"1\skm au plus \(1\)", html)
    near = client.post("/offre/chercher/", here | {"dans": "1000"}).content.decode()
    assert found_in(near) == ["Garde d’enfants"]
    gone = client.post("/offre/chercher/", here | {"dans": "1000", "sans": "position"}).content.decode()
    assert (found_in(gone).sort(), "Autour de ma position" in gone, "À environ" in gone) == (
        None,
        False,
        False,
    )
    in_the_address = client.get("/offre/chercher/", here).content.decode()
    assert ("4.4001" in in_the_address.partition("</header>")[2], "À environ" in in_the_address) == (
        False,
        False,
    )


@pytest.mark.parametrize(
    "typed",
    [
        {"longitude": "nan", "latitude": "45"},
        {"longitude": "1e309", "latitude": "45"},
        {"longitude": "-181", "latitude": "45"},
        {"longitude": "4.4", "latitude": "x\x00"},
        {"longitude": "4.4", "latitude": "45.4", "dans": "12"},
    ],
)
def test_a_forged_position_is_refused_with_words(client, nursery, typed):
    answer = client.post("/offre/chercher/", typed)
    assert (answer.status_code, found_in(answer.content.decode())) == (200, [])
    assert "à corriger" in answer.content.decode()


def test_each_choice_says_how_many_would_answer_with_it(client, territory, nursery, district):
    themes = ["mobilite--preparer-un-permis"]
    young = make_service(nursery.structure, "Aide au permis", themes=themes, audiences=["jeunes"])
    follow_services(territory=territory, services=[young])
    page = client.get("/offre/chercher/").content.decode()
    said = dict(re.findall(r'<option value="([^"]+)">([^<]*)</option>', page))
    wanted = ("childcare", "housing", "QN04213M", "jeunes", "seniors", "ar", "usagers")
    counts = {code: said[code].rpartition("(")[2] for code in wanted}
    assert counts == dict(zip(wanted, ("1)", "0)", "1)", "2)", "1)", "1)", "1)"), strict=True))
    assert re.search(r"Gratuit \(1\)", page)
    narrowed = client.get("/offre/chercher/?besoin=childcare").content.decode()
    assert re.search(r'value="besoin:childcare"[^>]*>Faire garder mon enfant<', narrowed)


def test_half_a_position_is_none_and_one_at_sea_is_said(client, nursery):
    half = client.post("/offre/chercher/", {"longitude": "4.4"}).content.decode()
    assert (found_in(half), "Autour de ma position" in half) == (["Garde d’enfants"], False)
    at_sea = client.post("/offre/chercher/", {"longitude": "-30", "latitude": "0"}).content.decode()
    assert found_in(at_sea) == ["Garde d’enfants"]


def test_a_choice_is_taken_away_and_the_words_stay(client, nursery):
    typed = {"mots": "garder mon fils", "besoin": "housing", "avec": ["free", "evening_hours"]}
    page = client.post("/offre/chercher/", typed).content.decode()
    assert re.findall(r'name="sans" value="([^"]*)"', page) == [
        "besoin:housing",
        "avec:free",
        "avec:evening_hours",
    ]
    fewer = client.post("/offre/chercher/", typed | {"sans": "besoin:housing"}).content.decode()
    chosen = ["avec:free", "avec:evening_hours"]
    assert re.findall(r'name="sans" value="([^"]*)"', fewer) == [*chosen, "avec:evening_hours"]
    assert "Retirez un choix, et des services répondent" in fewer
    assert "Le soir (1)" in fewer
    assert 'value="garder mon fils"' in fewer
    last = client.post(
        "/offre/chercher/", {"mots": "garder mon fils", "avec": "free", "sans": "avec:evening_hours"}
    )
    assert found_in(last.content.decode()) == ["Garde d’enfants"]
    forged = client.post("/offre/chercher/", typed | {"sans": "csrfmiddlewaretoken:x"})
    assert forged.status_code == 200


def test_choices_say_how_many_would_answer(client, nursery):
    page = client.get("/offre/chercher/").content.decode()
    languages = re.findall(r'<option value="(?:ar|tr)"[^>]*>([^<]*)', page)
    who = re.findall(r'<option value="(?:usagers|professionnels)"[^>]*>([^<]*)', page)
    assert (languages, who) == (["Arabe (1)", "Turc (0)"], ["Usagers (1)", "Professionnels (0)"])
    assert "Gratuit (1)" in page
    assert "Le soir (0)" in page


@pytest.mark.parametrize(
    ("left", "said"), [(0, "Il n’y a plus de place pour le moment."), (3, "Il reste 3 places.")]
)
def test_a_list_says_the_next_entry_as_the_sheet_does(client, nursery, left, said):
    Service.objects.filter(pk=nursery.pk).update(places_left=9, entry_delay_days=2)
    make_intake(nursery, date(2026, 11, 20), places=8, places_left=8)
    make_intake(nursery, date(2027, 1, 5), places=8, places_left=8)
    make_intake(nursery, date(2026, 12, 1), places=8, places_left=left)
    for address in ("/offre/chercher/", f"/offre/services/{nursery.uuid}/"):
        page = client.get(address).content.decode()
        assert "Cela commence le mardi 1er décembre 2026." in page
        assert said in page
        assert ("Il reste 9 places." in page, "Il faut attendre" in page) == (False, False)


@pytest.mark.parametrize("how_many", [1, 4])
def test_a_list_costs_the_same_however_long(client, territory, nursery, django_assert_num_queries, how_many):
    services = [
        make_service(
            make_structure(territory),
            f"Garde {n}",
            themes=nursery.themes,
            summary="x",
            longitude=4.4,
            latitude=45.4,
        )
        for n in range(how_many)
    ]
    for service in services:
        make_intake(service, date(2026, 12, 1))
    follow_services(territory=territory, services=services)
    client.get("/offre/chercher/?besoin=childcare")
    with django_assert_num_queries(QUERIES_OF_A_LIST):
        page = client.get("/offre/chercher/?besoin=childcare")
    assert len(found_in(page.content.decode())) == how_many + 1


def test_a_choice_that_exists_no_more_leaves_the_others(client, nursery, district):
    page = client.get(
        f"/offre/chercher/?besoin=disparu&quartier={district.code}&langue=ar&avec=rien"
    ).content.decode()
    assert re.findall(r'name="sans" value="([^"]*)"', page) == [f"quartier:{district.code}", "langue:ar"]
    assert found_in(page) == ["Garde d’enfants"]


def test_professionals_are_led_to_their_sheet_and_nobody_else(client, nursery, claire):
    lead = f'href="/offre/fiches/{nursery.uuid}/"'
    assert lead not in client.get(f"/offre/services/{nursery.uuid}/").content.decode()
    client.force_login(claire)
    assert lead in client.get(f"/offre/services/{nursery.uuid}/").content.decode()


def test_signs_that_turn_words_back_are_dropped(client, territory, nursery):
    typed = {
        "name": "Atelier \u202egnp.exe\u202c",
        "organization": "\u2067Asso\u2069",
        "where": "ici",
        "what": "x\u202ey",
    }
    assert client.post("/offre/suggerer/", typed).status_code == 302
    suggested = Service.objects.get(state="suggested")
    assert (suggested.name, suggested.structure.name) == ("Atelier gnp.exe", "Asso")
    told = "".join(str(value) for value in Service.objects.filter(pk=suggested.pk).values()[0].values())
    assert [sign for sign in "\u202e\u202c\u2067\u2069" if sign in told] == []


def test_an_address_that_is_not_found_is_said(client, nursery):
    page = client.post("/offre/chercher/", {"adresse": "99 rue Introuvable"}).content.decode()
    assert "Nous ne trouvons pas cette adresse" in page
    assert found_in(page) == ["Garde d’enfants"]


def test_a_sheet_speaks_arabic_and_keeps_french_apart(client, nursery):
    Service.objects.update(postal_code="42000", commune_name="Saint-Étienne")
    html = client.get(f"/ar/offre/services/{nursery.uuid}/").content.decode()
    assert '<html lang="ar" dir="rtl"' in html
    assert "يمكنكم" in html or "مجاني" in html
    assert '<div class="ui-text" lang="fr" dir="ltr"><p>On garde vos enfants.</p>' in html
    assert 'تقدّمه <bdi lang="fr">Le Relais</bdi>' in html
    assert f'href="tel:{nursery.phone}"' in html
    assert "data:image/svg+xml" in html
    # read from left to right, where the page begins: on the right
    assert '<bdi dir="ltr">42000 Saint-Étienne</bdi></p>' in html
    assert "C’est gratuit." not in html
    with override("ar"):
        assert found_in(client.get("/ar/offre/chercher/?besoin=childcare").content.decode()) == [
            "Garde d’enfants"
        ]


def test_what_is_said_to_professionals_stays_among_them(client, nursery):
    said = {"contact_name": "Lina Essai", "mobilization_details": "Fiche de liaison par la messagerie"}
    type(nursery).objects.filter(pk=nursery.pk).update(**said)
    page = client.get(reverse("directory:service", args=[nursery.uuid])).content.decode()
    assert nursery.name in page
    assert [words for words in said.values() if words in page] == []


def test_a_sheet_says_its_next_day_of_entry(client, nursery):
    make_intake(nursery, date(2026, 12, 1), places=8, places_left=3)
    html = client.get(reverse("directory:service", args=[nursery.uuid])).content.decode()
    assert "Il reste 3 places." in html
    assert "Cela commence le mardi 1er décembre 2026." in html


@pytest.mark.parametrize(
    ("language", "looked_at", "said", "is_old"),
    [
        ("", {"confirmed_on": date(2026, 11, 27)}, "Vérifié aujourd’hui.", False),
        ("", {"confirmed_on": date(2026, 11, 6)}, "Vérifié il y a 3 semaines.", False),
        ("", {"confirmed_on": date(2026, 4, 27)}, "Vérifié il y a 7 mois.", True),
        ("", {"confirmed_on": None, "updated_on": date(2026, 11, 26)}, "Mis à jour il y a 1 jour.", False),
        ("/ar", {"confirmed_on": date(2026, 11, 6)}, "تم التحقق قبل 3 أسابيع.", False),
    ],
)
def test_a_sheet_says_its_age(client, nursery, language, looked_at, said, is_old):
    Service.objects.filter(pk=nursery.pk).update(**looked_at)
    page = client.get(f"{language}/offre/services/{nursery.uuid}/").content.decode()
    assert said in page
    assert ("Téléphonez avant de venir" in page) is is_old
    assert said in client.get(f"{language}/offre/chercher/").content.decode()


@pytest.mark.parametrize(
    ("moment", "open_now"),
    [
        (datetime(2026, 11, 27, 7, 30, tzinfo=UTC), "Ouvert maintenant, jusqu’à 18\u00a0h."),
        (datetime(2026, 11, 27, 17, 30, tzinfo=UTC), "Fermé maintenant."),
        (datetime(2026, 7, 1, 16, 30, tzinfo=UTC), "Fermé maintenant."),
    ],
)
def test_it_is_open_by_the_clock_of_paris(client, nursery, time_machine, moment, open_now):
    time_machine.move_to(moment, tick=False)
    assert open_now in client.get(f"/offre/services/{nursery.uuid}/").content.decode()
    page = client.get("/offre/chercher/?avec=open_now").content.decode()
    answers, near = page.partition("Presque ce que vous cherchez")[::2]
    found = [found_in(part) for part in (answers, near)]
    assert found == (
        [["Garde d’enfants"], []] if open_now.startswith("Ouvert") else [[], ["Garde d’enfants"]]
    )


def test_a_sheet_is_called_reached_and_sent_by_plain_links(client, nursery):
    html = client.get(f"/offre/services/{nursery.uuid}/").content.decode()
    links = re.findall(r'href="((?:tel:|sms:|https://(?:wa.me|www.openstreetmap.org))[^"]*)', html)
    here = f"http%3A%2F%2Ftestserver%2Foffre%2Fservices%2F{nursery.uuid}%2F"
    assert sorted(set(links)) == [
        "https://wa.me/?text=Garde%20d%E2%80%99enfants%20%3A%20" + here,
        "https://www.openstreetmap.org/directions?to=45.46000%2C4.40000",
        "sms:?&amp;body=Garde%20d%E2%80%99enfants%20%3A%20" + here,
        "tel:+33477000000",
    ]
    assert [src for src in re.findall(r'src="([^"]*)"', html) if "//" in src] == []


@pytest.mark.parametrize("change", [{"shown_until": date(2026, 11, 26)}, {"state": "archived"}])
def test_what_is_hidden_or_archived_is_gone_and_what_is_near_comes_instead(
    client, territory, nursery, change
):
    other = make_service(nursery.structure, "Halte-garderie", themes=nursery.themes)
    follow_services(territory=territory, services=[other])
    Service.objects.filter(pk=nursery.pk).update(**change)
    answer = client.get(f"/offre/services/{nursery.uuid}/")
    assert (answer.status_code, found_in(answer.content.decode())) == (410, ["Halte-garderie"])
    assert "On garde vos enfants." not in answer.content.decode()


def test_what_was_never_published_or_names_a_sensitive_organization_does_not_exist(client, nursery):
    partner = nursery.structure.partner
    partner.is_sensitive = True
    partner.save()
    draft = make_service(make_structure(nursery.territory), "Brouillon", state="draft", published_on=None)
    assert client.get(f"/offre/services/{nursery.uuid}/").status_code == 404
    assert client.get(f"/offre/services/{draft.uuid}/").status_code == 404


def test_the_map_draws_what_is_shown_and_nothing_else(client, nursery):
    hidden = make_service(nursery.structure, shown_until=date(2026, 1, 1), longitude=4.4, latitude=45.4)
    drawn = client.get(f"/offre/chercher/carte.json?s={nursery.uuid},{hidden.uuid},rien,\u0663").json()
    assert [f["properties"]["label"] for f in drawn["features"]] == ["Garde d’enfants"]
