"""The pages where a file is written: step by step, field by field, with and without JavaScript."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.actors.enums import CommitmentKind
from cite.actors.models import Commitment
from cite.actors.rules.commitments import default_text
from cite.core.dates import now
from cite.grants.models import Application, ReachedDistrict
from cite.grants.rules.answers import fingerprint
from tests.factories.actors import make_text
from tests.factories.grants import (
    make_application,
    make_carrier,
    make_carrier_member,
)
from tests.factories.territories import make_commune, make_district
from tests.ui.html import read

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(datetime(2026, 12, 10, 10, tzinfo=PARIS)):
        yield


@pytest.fixture
def file(edition, carrier, lea):
    return make_application(edition, carrier, lea, title="Premier pas")


@pytest.fixture
def at(client, file, lea):
    client.force_login(lea)
    return f"/appels-a-projets/dossiers/{file.uuid}/"


def sign_for(partner, text, by):
    Commitment.objects.create(
        territory=partner.territory,
        partner=partner,
        text=text,
        organization_name=str(partner),
        signed_by=by,
        signatory_name="Odile",
        signatory_function="Présidente",
        signed_at=now(),
        sha256=text.sha256,
    )


def stored(file) -> dict:
    return Application.objects.get(pk=file.pk).answers


def send(client, at, key, value, started_from=None):
    data = {"key": key, key: value, f"seen-{key}": fingerprint(started_from)}
    return client.post(f"{at}reponse/", data).json()


def test_one_click_starts_a_file(client, edition, lea):
    client.force_login(lea)
    answer = client.post(f"/appels-a-projets/{edition.call.uuid}/commencer/")
    file = Application.objects.get(number="CE-2027-001")
    assert answer["Location"] == f"/appels-a-projets/dossiers/{file.uuid}/saisie/"
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "step", ["carrier", "project", "audience", "partners", "means", "budget", "signature"]
)
def test_each_step_opens_and_leads_to_the_next(client, at, step):
    html = client.get(f"{at}saisie/{step}/").content.decode()
    assert "Étape" in html
    assert 'data-ui-module="/static/grants/autosave' in html
    assert client.post(f"{at}saisie/{step}/", {}).status_code == 302


def test_a_step_that_does_not_exist(client, at):
    assert client.get(f"{at}saisie/nonsense/").status_code == 404


def test_rows_are_asked_under_their_question(client, at):
    document = read(client.get(f"{at}saisie/means/").content)
    assert document.one("legend", id="id_indicators_legende")
    text = document.text.replace("\xa0", " ")
    assert text.index("Recrutez-vous pour") < text.rindex("Indicateurs : ce que vous mesurerez")
    assert text.rindex("Indicateurs : ce que vous mesurerez") < text.rindex("Résultat attendu")


def test_a_field_is_kept_as_it_is_left(client, at, file):
    told = send(client, at, "need", "Le besoin")
    assert told["state"] == "saved"
    assert told["seen"] == fingerprint("Le besoin")
    assert told["message"] == "Enregistré à 10:00"
    assert stored(file) == {"need": "Le besoin"}


def test_both_texts_are_shown_when_two_people_write(client, at, file):
    send(client, at, "need", "De l’une")
    told = send(client, at, "need", "De l’autre")
    assert told["state"] == "conflict"
    assert "De l’une" in told["html"]
    assert stored(file) == {"need": "De l’une"}
    again = client.post(
        f"{at}reponse/", {"key": "need", "need": "Des deux", "seen-need": told["seen"]}
    ).json()
    assert again["state"] == "saved"


def test_what_an_answer_contradicts_is_said_as_it_is_typed(client, at):
    assert "tone" not in send(client, at, "starts_on", "2027-03-01")
    told = send(client, at, "ends_on", "2026-12-31")
    assert (told["state"], told["tone"]) == ("saved", "warning")
    assert told["message"] == (
        "Enregistré à 10:00. L’action ne finit pas dans l’année de l’appel à projets. Changez la date de fin. "
        "La fin de l’action est avant son début. Changez l’une des deux dates."
    )
    assert "tone" not in send(client, at, "means", "Une salle")
    page = client.get(f"{at}saisie/means/").content.decode()
    assert "La fin de l’action est avant son début." in page


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("need", "a\x00b", "caractères invisibles"),
        ("need", "x" * 5001, "trop long"),
        ("participants_max", "beaucoup", "nombre entier"),
        ("stakes", ["nonsense"], "pas proposée"),
    ],
)
def test_what_cannot_be_kept_is_said(client, at, file, key, value, sentence):
    told = send(client, at, key, value)
    assert told["state"] == "refused"
    assert sentence in told["message"]
    assert stored(file) == {}


def test_a_question_that_is_not_asked(client, at):
    assert client.post(f"{at}reponse/", {"key": "nonsense"}).status_code == 404


def test_without_javascript_the_button_keeps_all_that_may_be(client, at, file):
    page = client.get(f"{at}saisie/means/")
    data = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    data |= {
        "means": "Une salle",
        "starts_on": "2027-02-01",
        "staff_fte": "beaucoup",
        "indicators-0-0": "Entrées",
        "indicators-0-1": "12",
    }
    answer = client.post(f"{at}saisie/means/", data)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "beaucoup" in html  # what was typed stays
    assert "deux décimales au plus" in html
    assert stored(file) == {
        "means": "Une salle",
        "starts_on": "2027-02-01",
        "indicators": [["Entrées", "12"]],
    }


def test_without_javascript_a_conflict_shows_both_texts(client, at, file, lea):
    page = client.get(f"{at}saisie/means/")
    data = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    send(client, at, "means", "De l’une")
    html = client.post(f"{at}saisie/means/", data | {"means": "De l’autre"}).content.decode()
    assert "De l’une" in html
    assert "De l’autre" in html
    assert stored(file)["means"] == "De l’une"
    seen = fingerprint("De l’une")
    assert f'name="seen-means" value="{seen}"' in html
    client.post(f"{at}saisie/means/", data | {"means": "Des deux", "seen-means": seen})
    assert stored(file)["means"] == "Des deux"


def test_what_lacks_leads_to_the_very_field(client, at):
    html = client.get(f"{at}saisie/").content.decode()
    assert f'href="{at}saisie/project/#id_title"' in html
    assert f'href="{at}saisie/project/#id_stakes_groupe"' in html
    project = client.get(f"{at}saisie/project/").content.decode()
    assert 'id="id_title"' in project
    assert 'id="id_stakes_groupe"' in project


def test_districts_are_chosen_by_commune(client, at, file, territory):
    district = make_district(make_commune("42218", epci_code=territory.epci_code), label="Le Crêt fictif")
    page = client.get(f"{at}quartiers/").content.decode()
    assert "Le Crêt fictif" in page
    assert "\u00a0: 1 quartier</summary>" in page
    answer = client.post(f"{at}quartiers/", {"seen": "", f"people-{district.pk}": "12"})
    assert answer.status_code == 302
    assert ReachedDistrict.objects.get(application=file).participants == 12
    chosen = client.get(f"{at}quartiers/").content.decode()
    assert "1 quartier, 1 choisi</summary>" in chosen  # open where something is chosen
    assert '<details class="ui-disclosure" open' in chosen


def test_the_whole_file_on_one_page(client, at, file):
    send(client, at, "need", "Le besoin que voici")
    html = client.get(f"{at}dossier/").content.decode()
    assert "Le besoin que voici" in html


def test_another_organization_does_not_see_it(client, at, territory):
    other = make_carrier(territory)
    client.force_login(make_carrier_member(other, "zoe"))
    for page in ("", "saisie/", "saisie/project/", "quartiers/", "dossier/"):
        assert client.get(f"{at}{page}").status_code == 404
    assert client.post(f"{at}reponse/", {"key": "need"}).status_code == 404


def test_a_criterion_that_is_not_met_leads_to_where_it_is_met(client, territory, file, lea, carrier, at):
    title, body = default_text(CommitmentKind.REPUBLICAN_COMMITMENT)
    text = make_text(territory, kind=CommitmentKind.REPUBLICAN_COMMITMENT, title=title, body=body)
    page = client.get(f"{at}verifier/").content.decode()
    for path in (f"/acteurs/textes/{text.uuid}/", f"{at}quartiers/", f"{at}saisie/project/#id_innovation"):
        assert f'href="{path}"' in page
    assert "Lire ce que votre représentant signe" in page
    client.force_login(make_carrier_member(carrier, "odile", Role.LEGAL_REPRESENTATIVE))
    assert f"Lire et signer\u00a0: {title}" in client.get(f"{at}verifier/").content.decode()
    sign_for(carrier, text, lea)
    assert f"/acteurs/textes/{text.uuid}/" not in client.get(f"{at}verifier/").content.decode()


def told(response):
    """What a page says of the action before it."""
    return [str(message) for message in response.context["messages"]]


def test_a_refused_button_says_it_once_and_leads_to_each_point(client, at, file):
    page = client.post(f"{at}terminer/", follow=True)
    assert page.redirect_chain[-1][0] == f"{at}verifier/"
    assert told(page) == [
        "Ce n’est pas encore possible\u00a0: voici ce qui manque, avec un lien pour compléter chaque point."
    ]
    drawn = page.content.decode()
    lacks = page.context["missing"]
    assert lacks != []
    assert [lack.label for lack in lacks if f'href="{lack.path}"' not in drawn] == []


def test_a_refused_deposit_says_apart_that_it_is_not_signed(client, at, file):
    file.state = "to_sign"
    file.save()
    page = client.post(f"{at}deposer/", follow=True)
    see_below = (
        "Ce n’est pas encore possible\u00a0: voici ce qui manque, avec un lien pour compléter chaque point."
    )
    assert told(page)[-2:] == [
        "Le représentant légal n’a pas encore signé. Une fois le dossier signé, déposez-le.",
        see_below,
    ]
    ways = dict(page.context["objections"])
    assert ways["Le représentant légal n’a pas encore signé. Une fois le dossier signé, déposez-le."] == (
        f"{at}verifier/#signature"
    )
    assert [sentence for sentence, url in ways.items() if not url] == []
