"""The pages of what is signed, and of the habilitation: two co-pilots, one signatory, every forged hand refused."""

import pytest
from django.urls import reverse
from django_scopes import scope

from cite.accounts.enums import Role
from cite.actors.enums import LegalTitle
from cite.actors.models import Commitment, CommitmentText, Partner
from cite.ui.waiting import waiting_for
from tests.factories.accounts import make_user
from tests.factories.actors import make_administrator, make_member, make_partner, make_text
from tests.ui.html import check, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def alix(territory):
    return make_administrator(make_partner(territory))


@pytest.fixture
def pilots(territory):
    return [
        make_user("claire", role=Role.CO_PILOT_STATE, territory=territory),
        make_user("yanis", role=Role.CO_PILOT_METROPOLE, territory=territory),
    ]


def text_of(response) -> str:
    document = read(response.content)
    check(document)
    return document.text.replace("\xa0", " ")


def at(name, thing):
    return reverse(f"actors:{name}", args=[thing.uuid])


def test_from_the_first_words_to_the_receipt(client, territory, pilots, alix):
    client.force_login(pilots[0])
    proposed = client.get("/acteurs/textes/ecrire/").context["form"].initial
    data = {"kind": proposed["kind"], "title": proposed["title"], "body": proposed["body"]}
    read_url = client.post("/acteurs/textes/ecrire/", data).url
    text = CommitmentText.objects.get()
    labels = [str(item.label) for item in waiting_for(client.get(read_url).wsgi_request)]
    assert any(label.startswith("Donner votre accord") for label in labels)
    for pilot in pilots:
        client.force_login(pilot)
        text.refresh_from_db()
        assert "Donner mon accord" in text_of(client.get(read_url))
        client.post(at("text-agree", text), {"version": text.version})
    client.force_login(alix.user)
    assert "À signer" in text_of(client.get("/acteurs/textes/"))
    assert "Signer" in text_of(client.get(read_url))
    text.refresh_from_db()
    good = {"function": "Directrice", "in_the_name_of": "on", "sha256": text.sha256}
    for bad in ({"function": ""}, {"in_the_name_of": ""}, {"sha256": "0" * 64}, {"sha256": "x"}):
        assert "Erreur :" in text_of(client.post(read_url, good | bad))
    receipt = client.post(read_url, good | {"partner": "1", "signatory_name": "Autre"}).url
    assert "Directrice" in text_of(client.get(receipt))
    assert client.get(f"{receipt}recu.pdf").content.startswith(b"%PDF")
    assert Commitment.objects.get().signatory_name == "Alix"
    client.force_login(pilots[1])
    assert "Mission locale" in text_of(client.get(at("text-signatures", text)))
    assert "Alix" in b"".join(client.get(at("text-signatures", text) + "?format=csv")).decode()


def test_whom_each_page_refuses(client, territory, alix):
    text = make_text(territory)
    draft = make_text(territory, state="draft", number=2)
    ines = make_member(alix.partner, "ines")
    other = make_administrator(make_partner(territory, "Ailleurs"), "noe")
    client.force_login(ines.user)
    data = {"function": "X", "in_the_name_of": "on", "sha256": text.sha256}
    text_of(client.post(at("text", text), data))
    assert not Commitment.objects.exists()
    assert client.get("/acteurs/textes/ecrire/").status_code == 403
    assert client.get(at("text", draft)).status_code == 404
    for name in ("text-agree", "text-abandon"):
        assert client.post(at(name, text), {"version": 1}).status_code == 403
    client.force_login(alix.user)
    client.post(at("text", text), data)
    client.force_login(other.user)
    commitment = Commitment.objects.get()
    assert client.get(at("commitment", commitment)).status_code == 404
    assert client.get(at("commitment-pdf", commitment)).status_code == 404


def test_a_co_pilot_without_an_organization_does_not_sign(client, territory, pilots):
    text = make_text(territory)
    client.force_login(pilots[0])
    data = {"function": "X", "in_the_name_of": "on", "sha256": text.sha256}
    assert client.post(at("text", text), data).status_code == 404


def test_the_habilitation_takes_both_and_either_ends_it(client, territory, pilots, alix):
    partner = alix.partner
    client.force_login(pilots[0])
    client.post(at("legal-title", partner), {"legal_title": LegalTitle.SOCIAL_ACTION, "version": 1})
    labels = [str(item.label) for item in waiting_for(client.get("/acteurs/equipe/").wsgi_request)]
    assert any(label.startswith("Décider de l’habilitation") for label in labels)
    assert "Donner mon accord" in text_of(client.get(at("habilitation", partner)))
    assert "Erreur :" in text_of(
        client.post(at("habilitation", partner), {"version": 2, "ends_on": "2020-01-01"})
    )
    client.post(at("habilitation", partner), {"version": 2, "ends_on": ""})
    assert "n’est pas habilitée" in text_of(client.get(at("habilitation", partner)))
    assert "déjà donné" in text_of(client.post(at("habilitation", partner), {"version": 3}))
    client.force_login(pilots[1])
    client.post(at("habilitation", partner), {"version": 3, "ends_on": ""})
    assert "La structure est habilitée" in text_of(client.get(at("habilitation", partner)))
    client.force_login(alix.user)
    assert "La structure est habilitée" in text_of(client.get(at("habilitation", partner)))
    assert client.get(at("habilitation-withdraw", partner)).status_code == 403
    assert client.post(at("legal-title", partner), {"legal_title": "none", "version": 4}).status_code == 403
    assert "Seuls les deux copilotes" in text_of(client.post(at("habilitation", partner), {"version": 4}))
    client.force_login(pilots[1])
    client.post(at("habilitation-withdraw", partner), {"version": 4})
    assert Partner.objects.get().habilitated_by_state_on is None


def test_another_organization_and_another_cite_are_not_there(client, territory, other_territory, alix):
    territory.host = "testserver"
    territory.save()
    hidden = make_partner(territory, "Refuge discret", is_sensitive=True)
    with scope(territory=other_territory):
        elsewhere = make_partner(other_territory, "Ailleurs")
        text = make_text(other_territory)
    client.force_login(alix.user)
    for name in ("habilitation", "members", "invite", "legal-title"):
        for partner in (hidden, elsewhere):
            assert client.get(at(name, partner)).status_code == 404
    assert client.get(at("text", text)).status_code == 404
