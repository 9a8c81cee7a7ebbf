"""The pages of one organization: who opens them, what they show, what hostile hands obtain."""

import uuid

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled

from cite.accounts.enums import Role
from cite.actors.models import Contact, Network, Organization, Partner, Site
from cite.audit.models import Entry
from tests.factories.accounts import make_user
from tests.factories.organizations import make_contact, make_member, make_partner, make_site
from tests.factories.territories import at, make_commune, make_district, make_edition, square

pytestmark = pytest.mark.django_db
ADD = "/acteurs/ajouter/"


@pytest.fixture
def partner(territory):
    return make_partner(territory, "Les Glycines", presentation="Ateliers de français")


@pytest.fixture
def sofia(territory):
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


@pytest.fixture
def page(client, sofia):
    """A browser where the coordinator is signed in."""
    client.force_login(sofia)
    return client


def readings() -> list[str]:
    """What the journal says was read."""
    with scopes_disabled():
        return list(
            Entry.objects.filter(action="actors.read_contacts")
            .order_by("pk")
            .values_list("action", flat=True)
        )


def url(name: str, partner: Partner, *args) -> str:
    return reverse(f"actors:{name}", args=[partner.uuid, *args])


def text_of(response) -> str:
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ").replace("&#x27;", "'")


def given(**fields) -> dict:
    return {"name": "Les Glycines", "kind": "social_center", "legal_form": "association"} | fields


def versions(partner) -> dict:
    fresh = Partner.objects.select_related("organization").get(pk=partner.pk)
    return {"version": fresh.version, "organization_version": fresh.organization.version}


WRITES = (
    ("organization-edit", ()),
    ("site-add", ()),
    ("contact-add", ()),
    ("organization-state", ("suspend",)),
)


def test_who_writes_what(client, territory, partner):
    own = make_partner(territory, "La mienne")
    marc = make_user("marc")
    make_member(own, marc, is_administrator=True)
    for name, args in WRITES:
        assert client.get(url(name, partner, *args)).url.startswith("/compte/connexion/")
    client.force_login(marc)
    for name, args in WRITES:
        assert client.get(url(name, partner, *args)).status_code == 403
        assert client.post(url(name, partner, *args), given(version=1)).status_code == 403
        expected = 403 if name == "organization-state" else 200
        assert client.get(url(name, own, *args)).status_code == expected
    assert client.get(ADD).status_code == 403
    assert "Modifier la fiche" not in text_of(client.get(url("organization", partner)))
    assert "Modifier la fiche" in text_of(client.get(url("organization", own)))


def test_an_organization_is_added_then_read(page, territory):
    district = make_district(make_commune())
    added = page.post(
        ADD,
        given(
            siret="732 829 320 00074",
            website="glycines.example.org",
            chain_links=["training", "reception"],
            districts=[str(district.uuid)],
            new_network="Fédération d’essai",
        ),
        follow=True,
    )
    shown = text_of(added)
    for expected in (
        "est dans la liste",
        "73282932000074",
        "https://glycines.example.org",
        "Les Ormes",
        "Fédération",
    ):
        assert expected in shown
    assert "formation" in shown.lower()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Remplissez ce champ"),
        ({"name": "x" * 201}, "200"),
        ({"name": "Les\0Glycines"}, "caractères invisibles"),
        ({"kind": "evil"}, "Choisissez une réponse"),
        ({"siret": "12"}, "14 chiffres"),
        ({"siret": "73282932000075"}, "un chiffre est faux"),
        ({"siret": "73282932000074", "siren": "356000000"}, "ne commence pas par ce SIREN"),
        ({"rna": "1"}, "W suivi de 9"),
        ({"website": "javascript:alert(1)"}, "pas l’adresse d’un site"),
        ({"website": "pas un site"}, "pas l’adresse d’un site"),
        ({"presentation": "x" * 3001}, "3000"),
        ({"chain_links": ["evil"]}, "Choisissez une réponse de la liste"),
        ({"districts": [str(uuid.uuid4())]}, "Choisissez une réponse de la liste"),
        ({"districts": ["1"]}, "Choisissez une réponse de la liste"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(page, territory, fields, sentence):
    answer = page.post(ADD, given(short_name="LG-tapé") | fields)
    shown = text_of(answer)
    assert answer.status_code == 200 and sentence in shown and "LG-tapé" in shown
    assert not Organization.objects.exists()


def test_markup_stays_text(page, territory):
    shown = text_of(
        page.post(ADD, given(name="<script>alert(1)</script>", presentation="<img src=x>"), follow=True)
    )
    assert "<script>alert" not in shown and "<img src=x>" not in shown and "&lt;script&gt;" in shown


def test_what_is_not_in_the_form_is_not_written(client, territory, partner):
    marc = make_user("marc")
    make_member(partner, marc, is_administrator=True)
    client.force_login(marc)
    forged = {
        "state": "left",
        "legal_title": "social_action",
        "habilitated_by_state_on": "2026-01-01",
        "merged_into": "1",
        "territory": "2",
        "search_key": "x",
        "organization": "9",
    }
    assert (
        client.post(url("organization-edit", partner), given(**versions(partner), **forged)).status_code
        == 302
    )
    fresh = Partner.objects.get(pk=partner.pk)
    assert (fresh.state, fresh.legal_title, fresh.habilitated_by_state_on) == ("active", "none", None)
    assert fresh.organization.merged_into is None and fresh.territory == territory


def test_the_second_of_two_sees_what_changed_and_loses_nothing(page, partner):
    before = versions(partner)
    page.post(url("organization-edit", partner), given(name="Les Lilas", **before))
    late = page.post(url("organization-edit", partner), given(name="Les Roses", short_name="tapé", **before))
    shown = text_of(late)
    assert "Une autre personne a modifié cette fiche" in shown
    assert "La fiche dit maintenant : Les Lilas" in shown and "tapé" in shown
    assert Organization.objects.get().name == "Les Lilas"
    again = page.post(url("organization-edit", partner), given(name="Les Roses", **versions(partner)))
    assert again.status_code == 302 and Organization.objects.get().name == "Les Roses"


@pytest.mark.parametrize("version", ["", "0", "-1", "abc", "99999999999999999999"])
def test_a_forged_version_is_refused(page, partner, version):
    answer = page.post(
        url("organization-edit", partner), given(version=version, organization_version=version)
    )
    assert answer.status_code == 200 and Organization.objects.get().name == "Les Glycines"


def test_a_hidden_network_is_not_chosen_by_its_identifier(client, territory, partner):
    secret = make_partner(territory, "Cachée", is_sensitive=True)
    network = Network.objects.create(territory=territory, name="Réseau caché", name_key="x")
    secret.networks.add(network)
    marc = make_user("marc")
    make_member(partner, marc, is_administrator=True)
    client.force_login(marc)
    assert "Réseau caché" not in text_of(client.get(url("organization-edit", partner)))
    client.post(url("organization-edit", partner), given(networks=[str(network.uuid)], **versions(partner)))
    assert not partner.networks.exists()


def test_a_place_is_added_by_its_point_and_says_its_district(page, territory, partner):
    make_district(make_commune(contour=square(side=4_000)))
    make_edition("42218")
    longitude, latitude = at(100, 100)
    point = {"longitude": str(longitude).replace(".", ","), "latitude": str(latitude)}
    page.post(url("site-add", partner), {"label": "Siège", "commune": "42218", **point})
    shown = text_of(page.get(url("organization", partner)))
    assert "Siège" in shown and "Quartier : Les Ormes (réponse du" in shown
    site = Site.objects.get()
    assert str(site.longitude) in text_of(page.get(url("site-edit", partner, site.uuid)))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"label": ""}, "Remplissez ce champ"),
        ({"label": "x" * 121}, "120"),
        ({"commune": "99999"}, "Choisissez une réponse de la liste"),
        ({"longitude": "4,4"}, "la longitude et la latitude"),
        ({"longitude": "abc", "latitude": "1"}, "Donnez des degrés"),
        ({"longitude": "nan", "latitude": "1"}, "Donnez des degrés"),
        ({"longitude": "1e400", "latitude": "1"}, "Donnez des degrés"),
        ({"longitude": "4000", "latitude": "1"}, "Donnez des degrés"),
    ],
)
def test_a_wrong_place_is_refused(page, partner, fields, sentence):
    answer = page.post(url("site-add", partner), {"label": "Siège"} | fields)
    assert sentence in text_of(answer) and not Site.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Indiquez une adresse électronique ou un téléphone"),
        ({"phone": "12"}, "Ce numéro n’est pas complet"),
        ({"phone": "04 77 00 00 00 00 00 00 00 00"}, "Ce numéro n’est pas complet"),
        ({"email": "x@"}, "n’est pas complète"),
        ({"email": "a@example.org\nBcc: x@example.org"}, "n’est pas complète"),
    ],
)
def test_a_wrong_contact_is_refused(page, partner, fields, sentence):
    answer = page.post(url("contact-add", partner), {"function": "Accueil"} | fields)
    assert sentence in text_of(answer) and not Contact.objects.exists()


def test_reading_contacts_is_noted_and_they_are_removed(page, partner):
    page.post(url("contact-add", partner), {"function": "Accueil", "phone": "04 77 00 00 00"})
    contact = Contact.objects.get()
    assert contact.phone == "+33477000000"
    assert "04 77 00 00 00" in text_of(page.get(url("organization", partner)))
    page.get(url("contact-edit", partner, contact.uuid))
    assert readings() == ["actors.read_contacts"] * 2
    page.post(url("contact-remove", partner, contact.uuid), {"version": 1})
    assert not Contact.objects.exists()


def test_a_page_without_contact_notes_nothing(page, partner):
    page.get(url("organization", partner))
    assert readings() == []


def test_the_part_of_another_organization_does_not_exist_here(page, territory, partner):
    other = make_partner(territory)
    site, contact = make_site(other), make_contact(other)
    for name, part in (
        ("site-edit", site),
        ("site-remove", site),
        ("contact-edit", contact),
        ("contact-remove", contact),
    ):
        assert page.get(url(name, partner, part.uuid)).status_code == 404
        assert page.post(url(name, partner, part.uuid), {"version": 1, "label": "Pris"}).status_code == 404
    assert Site.objects.exists() and Contact.objects.exists()


def test_suspended_then_taken_back(page, territory, partner):
    marc = make_user("marc")
    make_member(partner, marc)
    answer = page.post(
        url("organization-state", partner, "suspend"), {"version": partner.version}, follow=True
    )
    assert "Suspendue" in text_of(answer)
    assert "n’en est plus là" in text_of(
        page.post(url("organization-state", partner, "suspend"), {"version": 2})
    )
    assert "Une autre personne" in text_of(
        page.post(url("organization-state", partner, "resume"), {"version": 1})
    )
    page.post(url("organization-state", partner, "resume"), {"version": 2})
    assert Partner.objects.get().state == "active"
    assert page.get(url("organization-state", partner, "evil")).status_code == 404


def test_names_of_the_team_are_for_those_who_may_see_them(client, territory, partner):
    make_member(partner, make_user("marc"), job_title="Directrice")
    client.force_login(make_user("nadia", role=Role.PRESCRIBER, territory=territory))
    shown = text_of(client.get(url("organization", partner)))
    assert "Directrice" in shown and "Marc" not in shown
    client.force_login(make_user("sofia", role=Role.COORDINATOR, territory=territory))
    assert "Marc" in text_of(client.get(url("organization", partner)))
