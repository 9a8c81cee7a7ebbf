"""Choosing services, and printing them for one resident; the poster of a district."""

import re
from datetime import date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django_scopes import scope
from pypdf import PdfReader

from cite.accounts.models import User
from cite.audit.models import Entry
from cite.core.languages import LANGUAGES
from cite.directory.enums import ServiceState
from cite.directory.models import Service
from cite.directory.operations.indexing import follow_services
from cite.directory.queries.leaflet import chosen_services, leaflet_of, pages_at_most
from cite.documents.gateways import render_leaflet
from tests.directory.test_pages import text_of
from tests.documents.test_gateways import text_of as pdf_text
from tests.documents.test_leaflet import links_of
from tests.factories.accounts import make_user
from tests.factories.directory import make_intake, make_service, make_structure
from tests.factories.organizations import make_member, make_partner
from tests.factories.selections import make_selection
from tests.factories.territories import make_commune, make_district
from tests.scale import queries_as_it_grows

pytestmark = pytest.mark.django_db
WHEN = datetime(2026, 11, 27, 10, 0, tzinfo=get_current_timezone())
CHOOSE, PRINT, POSTER = "/offre/depliant/", "/offre/depliant/imprimer/", "/offre/affiche/"
HOSTILE = '<script>alert(1)</script> #set text(red) \u202e "Halte" $x$'
IN_FRENCH = {"langue": "fr"}


@pytest.fixture(autouse=True)
def _that_friday(time_machine):
    time_machine.move_to(WHEN, tick=False)


@pytest.fixture
def district(territory):
    return make_district(make_commune(), code="QN04213M", label="Montreynaud")


@pytest.fixture
def structure(territory):
    return make_structure(territory, name="Le Relais des Essais")


@pytest.fixture
def nursery(structure, district):
    service = make_service(
        structure,
        "Halte-garderie des Tilleuls",
        themes=["famille--garde-denfants"],
        districts=[district],
        phone="+33477000000",
        opening_hours="Mo-Fr 08:00-18:00",
        languages=["fr", "ar"],
        fee="gratuit",
        without_car=True,
        to_bring=["child_health", "identity"],
        address="1 rue des Essais",
        postal_code="42000",
        commune_name="Saint-Étienne",
    )
    make_intake(service, date(2026, 12, 1))
    follow_services(territory=structure.territory, services=[service])
    return service


@pytest.fixture
def others(structure, district):
    rows = [
        make_service(structure, f"Atelier {number}", phone="+33477000000", districts=[district])
        for number in range(9)
    ]
    follow_services(territory=structure.territory, services=rows)
    return rows


@pytest.fixture
def page(client, territory):
    """A browser where an adviser is signed in; her structure has a public telephone."""
    partner = make_partner(territory, "Maison des Tilleuls")
    make_structure(territory, partner=partner, phone="+33477999999")
    user = make_user("nadia")
    make_member(partner, user)
    client.force_login(user)
    return client


def printing(*services):
    return f"{PRINT}?{'&'.join(f's={service.uuid}' for service in services)}"


def pdf_of(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf"), text_of(answer)
    return PdfReader(BytesIO(answer.content))


def test_she_looks_for_services_and_keeps_what_she_ticked(page, nursery, others):
    html = text_of(page.post(CHOOSE, {"mots": "garder mon fils", "s": [str(others[3].uuid)]}))
    ticked = re.findall(r'value="([^"]+)"[^>]*checked', html)
    offered = re.findall(r'<input type="checkbox" name="s" value="([^"]+)"', html)
    assert ticked == [str(others[3].uuid)]
    assert offered[:2] == [str(others[3].uuid), str(nursery.uuid)]
    answer = page.post(CHOOSE, {"etape": "preparer", "s": [str(others[3].uuid), str(nursery.uuid)]})
    assert answer.status_code == 302
    assert answer["Location"] == printing(others[3], nursery)


def test_what_she_looks_for_is_never_in_an_address(page, nursery):
    assert 'method="post"' in text_of(page.get(CHOOSE))
    assert page.get(f"{CHOOSE}?mots=garder").context["form"]["mots"].value() is None


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(0, "Choisissez au moins un service."), (9, "Un dépliant montre huit services au plus.")],
)
def test_none_or_nine_are_refused_with_the_remedy(page, others, number, sentence):
    uuids = [str(service.uuid) for service in others[:number]]
    html = text_of(page.post(CHOOSE, {"etape": "preparer", "s": uuids}))
    assert sentence in html
    assert re.findall(r'value="([^"]+)"[^>]*checked', html) == uuids


def test_she_is_told_beforehand_what_is_printed_and_on_how_many_pages(page, nursery, others):
    html = text_of(page.get(printing(nursery, *others[:3])))
    assert "Tout tient sur une page." in html
    assert html.index("Halte-garderie") < html.index("Atelier 0")  # it begins on Tuesday
    assert "Maison des Tilleuls, 04 77 99 99 99" in html
    assert "2 pages au plus, selon la langue" in text_of(page.get(printing(*others[:8])))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_leaflet_speaks_the_language_and_keeps_french_beside(page, nursery, language):
    contact = page.get(printing(nursery)).context["form"]["contact"].value()
    answer = page.post(printing(nursery), {"langue": language.code, "prenom": "Leïla", "contact": contact})
    reader = pdf_of(answer)
    assert answer["Cache-Control"] == "no-store"
    assert reader.trailer["/Root"]["/Lang"] == language.tag
    assert len(reader.pages) == 1
    text = pdf_text(reader)
    for french in (
        "Halte-garderie des Tilleuls",
        "1 rue des Essais",
        "04 77 00 00 00",
        "04 77 99 99 99",
        "Leïla",
    ):
        assert french in text
    assert "Pour les professionnels" in text.replace("\xa0", " ")
    path = f"{language.root}offre/services/{nursery.uuid}/"
    assert f"http://testserver{path}" in links_of(reader)


def test_a_number_typed_is_the_one_to_call(page, nursery):
    typed = IN_FRENCH | {
        "telephone": "04.77.65.43.21",
        "contact": page.get(printing(nursery)).context["form"]["contact"].value(),
    }
    reader = pdf_of(page.post(printing(nursery), typed))
    assert "Appelez Maison des Tilleuls" in " ".join(pdf_text(reader).split())
    assert [link for link in links_of(reader) if link.startswith("tel:")] == [
        "tel:0477000000",
        "tel:0477654321",
    ]


def test_it_says_what_to_bring_when_and_how_to_go(page, nursery):
    text = " ".join(pdf_text(pdf_of(page.post(printing(nursery), IN_FRENCH))).split())
    for sentence in (
        "C’est gratuit.",
        "Cela commence le",
        "1er décembre",
        "Apportez votre pièce d’identité",
        "Apportez le carnet de santé de votre enfant.",
        "Vous pouvez y aller sans voiture",
        "Faire garder mon enfant",
    ):
        assert sentence in text, sentence


def test_the_first_name_is_kept_nowhere(page, nursery):
    before = Entry.objects.count()
    page.post(printing(nursery), IN_FRENCH | {"prenom": "Zénobie"})
    entries = [str(entry.__dict__) for entry in Entry.objects.all()]
    assert Entry.objects.count() == before and not any("Zénobie" in entry for entry in entries)


@pytest.mark.parametrize("prenom", [HOSTILE.replace("\u202e", "")[:40], "東京 ليلى 🙂", "A" * 40])
def test_hostile_names_are_printed_as_text_or_left_out(page, structure, prenom):
    service = make_service(structure, HOSTILE, address=HOSTILE, phone="+33477000000")
    read = {
        langue: pdf_text(pdf_of(page.post(printing(service), {"langue": langue, "prenom": prenom})))
        for langue in ("ar", "tr")
    }
    assert "#set text(red)" in " ".join(read["tr"].split())


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ({"langue": "xx"}, "langue"),
        ({"langue": "fr", "prenom": "A" * 41}, "prenom"),
        ({"langue": "fr", "prenom": "A\x00B"}, "prenom"),
        ({"langue": "fr", "prenom": "A\nB"}, "prenom"),
        ({"langue": "fr", "contact": "une autre"}, "contact"),
        ({"langue": "fr", "telephone": "04 77"}, "telephone"),
        ({"langue": "fr", "telephone": "04 77 12 34 56 et 04 77 65 43 21"}, "telephone"),
        ({}, "langue"),
    ],
)
def test_bad_answers_are_refused_beside_their_question(page, nursery, typed, named):
    answer = page.post(printing(nursery), typed)
    assert list(answer.context["form"].errors) == [named]


def test_a_service_archived_meanwhile_is_said_and_not_printed(page, nursery, others):
    address = printing(nursery, others[0])
    Service.objects.filter(pk=nursery.pk).update(state=ServiceState.ARCHIVED)
    html = text_of(page.get(address))
    assert "Un service choisi n’est plus sur la liste." in html and "Halte-garderie" not in html
    answer = page.post(address, IN_FRENCH)
    assert "Un service choisi n’est pas montré au public." in text_of(answer)
    assert page.get(printing(nursery))["Location"] == CHOOSE


@pytest.mark.parametrize("query", ["", "?s=", "?s=abc", "?s=00000000-0000-0000-0000-000000000000"])
def test_with_nothing_to_print_one_chooses_first(page, query):
    assert page.get(f"{PRINT}{query}")["Location"] == CHOOSE
    assert "Choisissez au moins un service." in text_of(page.post(PRINT, IN_FRENCH))


def test_nine_services_in_an_address_are_refused(page, others):
    assert "Plus de huit services" in text_of(page.get(printing(*others)))
    assert "Un dépliant montre huit services au plus." in text_of(page.post(printing(*others), IN_FRENCH))


def test_pressing_twice_gives_the_same_leaflet(page, nursery):
    texts = {pdf_text(pdf_of(page.post(printing(nursery), IN_FRENCH))) for _press in range(2)}
    assert len(texts) == 1


@pytest.mark.parametrize("address", [CHOOSE, PRINT, POSTER])
def test_only_who_works_here_prints(client, nursery, address):
    assert client.get(address)["Location"].startswith("/compte/connexion/")
    client.force_login(make_user("personne"))
    assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]


def test_the_services_of_another_cite_are_not_printed(territory, other_territory):
    with scope(territory=other_territory):
        foreign = make_service(make_structure(other_territory), "Ailleurs", codes=False)
        assert chosen_services(other_territory, [str(foreign.uuid)], on=WHEN.date()) != []
    assert chosen_services(territory, [str(foreign.uuid)], on=WHEN.date()) == []


def test_every_language_holds_on_the_pages_promised(territory, nursery, others):
    on, uuids = WHEN.date(), [str(service.uuid) for service in (nursery, *others)]
    for number in (1, 2, 3, 6, 8):
        chosen = chosen_services(territory, uuids[:number], on=on)
        promised = pages_at_most(chosen, on=on)
        for language in LANGUAGES:
            leaflet = leaflet_of(
                chosen, language=language, on=on, absolute=lambda path: f"https://c.org{path}"
            )
            assert len(PdfReader(BytesIO(render_leaflet(leaflet))).pages) <= promised


def test_more_services_ask_no_more_queries(page, structure, district):
    uuids = []

    def add(how_many):
        for _number in range(how_many):
            service = make_service(structure, f"Service {len(uuids)}", districts=[district])
            make_intake(service, date(2026, 12, 4))
            uuids.append(str(service.uuid))

    class Growing:
        """Asks for what there is so far."""

        def get(self, _url):
            return page.post(f"{PRINT}?{'&'.join(f's={uuid}' for uuid in uuids)}", IN_FRENCH)

    counts = queries_as_it_grows(Growing(), PRINT, add, steps=(1, 2, 5))
    assert len(set(counts)) == 1, counts


def test_a_poster_says_who_helps_in_a_district_in_the_language_asked(page, nursery, others, district):
    answer = page.post(POSTER, {"quartier": district.code, "langue": "fr"})
    reader = pdf_of(answer)
    assert len(reader.pages) == 1
    text = pdf_text(reader)
    for said in ("Qui peut m’aider", "Montreynaud", "Faire garder mon enfant", "Halte-garderie", "Atelier 0"):
        assert said in text
    assert "Atelier 3" not in text  # three for each need
    links = [link for link in links_of(reader) if link.startswith("http")]
    assert links == sorted(
        f"http://testserver{language.root}offre/chercher/?quartier=QN04213M" for language in LANGUAGES
    )


def test_a_poster_without_any_service_still_leads_to_the_offer(page, district):
    reader = pdf_of(page.post(POSTER, {"quartier": district.code, "langue": "ar"}))
    assert (reader.trailer["/Root"]["/Lang"], len(reader.pages)) == ("ar", 1)


def test_a_district_of_elsewhere_has_no_poster(page, district):
    answer = page.post(POSTER, {"quartier": "QN00000X", "langue": "fr"})
    assert list(answer.context["form"].errors) == ["quartier"]


def test_the_offer_and_a_sheet_lead_there(page, nursery):
    assert f'href="{CHOOSE}"' in text_of(page.get(reverse("directory:sheets")))
    assert f'href="{CHOOSE}?s={nursery.uuid}"' in text_of(
        page.get(reverse("directory:sheet", args=[nursery.uuid]))
    )


def test_a_list_is_printed_as_it_is_or_chosen_among_where_it_is_long(page, nursery, others):
    nadia = User.objects.get(email="nadia@example.org")
    short = make_selection(nadia, [nursery, others[0]])
    assert page.get(reverse("directory:selection", args=[short.uuid])).context["leaflet_url"] == printing(
        nursery, others[0]
    )
    long = make_selection(nadia, [nursery, *others])
    address = page.get(reverse("directory:selection", args=[long.uuid])).context["leaflet_url"]
    html = text_of(page.get(address))
    assert address.startswith(f"{CHOOSE}?s=") and len(re.findall(r'value="[^"]+"[^>]*checked', html)) == 10
    empty = make_selection(nadia, territory=nursery.territory)
    assert page.get(reverse("directory:selection", args=[empty.uuid])).context["leaflet_url"] == ""
    make_selection(nadia, [nursery], is_favourites=True)
    assert page.get(reverse("directory:favourites")).context["leaflet_url"] == printing(nursery)


@pytest.mark.parametrize("is_poster", [False, True], ids=["choosing", "poster"])
def test_more_services_in_the_cite_ask_no_more_queries(page, structure, district, is_poster):
    def add(how_many):
        rows = [
            make_service(structure, f"Service {number}", districts=[district]) for number in range(how_many)
        ]
        follow_services(territory=structure.territory, services=rows)

    class Asking:
        """Takes the poster, or looks for services."""

        def get(self, url):
            return page.post(url, {"quartier": district.code, "langue": "fr"})

    counts = queries_as_it_grows(Asking(), POSTER if is_poster else CHOOSE, add, steps=(1, 2, 27))
    assert len(set(counts)) == 1, counts


def test_a_poster_of_a_full_district_stays_on_one_page(page, structure, district):
    themes = (
        "trouver-un-emploi--suivre-ses-candidatures-et-relancer-les-employeurs",
        "se-former--trouver-sa-formation",
        "famille--garde-denfants",
        "mobilite--preparer-un-permis",
        "sante--acces-aux-soins",
        "numerique--maitriser-les-fondamentaux-du-numerique",
        "logement-hebergement--rechercher-un-logement",
    )
    for number, theme in enumerate(themes * 4):
        name = f"Un service au nom assez long pour tenir sur deux lignes, numéro {number}"
        make_service(structure, name, themes=[theme], districts=[district], phone="+33477000000")
    for langue in ("fr", "ar"):
        assert len(pdf_of(page.post(POSTER, {"quartier": district.code, "langue": langue})).pages) == 1


def test_two_districts_of_one_name_are_told_apart(page, district):
    make_district(make_commune("42186", "Rive-de-Gier"), code="QN04220M", label="Montreynaud")
    offered = dict(page.get(POSTER).context["form"].fields["quartier"].choices)
    assert len(set(offered.values())) == 2 and offered["QN04220M"] == "Montreynaud (Rive-de-Gier)"
