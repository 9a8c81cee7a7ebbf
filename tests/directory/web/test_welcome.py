"""Who welcomes people: written by the carrier, read by a moderator, shown where that person agreed."""

import json
import re

import pytest

from cite.core.languages import LANGUAGES, SIMPLE_FRENCH
from cite.directory.models import Service, ServiceVersion
from cite.directory.operations.writing import duplicate_sheet, write_sheet
from cite.directory.queries.comparison import differences
from cite.directory.queries.exporting import published_offer
from cite.directory.queries.written import facts_of, latest_number
from tests.factories.directory import TODAY

pytestmark = pytest.mark.django_db
SAMIA = "Samia, à l’accueil"
SAID = {
    "fr": f"La personne à demander : {SAMIA}.",
    "en": f"The person to ask for: {SAMIA}.",
    "ar": f"الشخص الذي تسألون عنه: \u2068{SAMIA}\u2069.",
    "tr": f"Soracağınız kişi: {SAMIA}.",
    "pt": f"A pessoa a procurar: {SAMIA}.",
    "es": f"La persona por la que preguntar: {SAMIA}.",
}


@pytest.fixture(autouse=True)
def _that_day(time_machine):
    time_machine.move_to(TODAY, tick=False)


@pytest.fixture
def shown(draft):
    Service.objects.filter(pk=draft.pk).update(
        state="published", published_on=TODAY, confirmed_on=TODAY, shown_until="2027-07-01"
    )
    draft.refresh_from_db()
    return draft


def write(service, by, **typed):
    return write_sheet(service=service, typed=typed, seen=latest_number(service), by=by)


def page_of(client, service, root="/"):
    return client.get(f"{root}offre/services/{service.uuid}/").content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_it_is_said_in_every_language(client, shown, yanis, language):
    write(shown, yanis, welcomed_by=SAMIA, welcome_agreed=True)
    said = SAID["fr" if language is SIMPLE_FRENCH else language.code]
    assert f"<span>{said}</span>" in page_of(client, shown, language.root)


@pytest.mark.parametrize("agreed", [None, False])
def test_without_agreement_nobody_reads_it(client, shown, yanis, claire, agreed):
    write(shown, yanis, welcomed_by=SAMIA, welcome_agreed=agreed)
    assert "Samia" not in page_of(client, shown)
    client.force_login(claire)
    assert "Samia" not in client.get(f"/offre/fiches/{shown.uuid}/").content.decode()


def test_a_refusal_erases_the_name(shown, yanis):
    write(shown, yanis, welcomed_by=SAMIA, welcome_agreed=True)
    service = write(shown, yanis, welcome_agreed=False, welcomed_by=SAMIA)
    assert (service.welcomed_by, service.welcome_agreed) == ("", False)


def test_the_carrier_writes_it_and_a_moderator_reads_the_difference(client, shown, yanis, claire):
    client.force_login(yanis)
    address = f"/offre/fiches/{shown.uuid}/ecrire/demande/"
    form = client.get(address).content.decode()
    assert re.findall(r'name="welcome_agreed" value="(\w+)"', form) == ["yes", "no", "unknown"]
    assert (
        re.findall(r'value="(\w+)"[^>]*checked', form.partition('name="welcome_agreed"')[2])[0] == "unknown"
    )
    given = {
        "mobilization_modes": ["telephoner"],
        "mobilizable_by": ["usagers"],
        "phone": "04 77 12 34 56",
        "fee": "gratuit",
        "welcomed_by": SAMIA,
        "welcome_agreed": "yes",
        "version": latest_number(shown),
    }
    assert client.post(address, given).status_code == 302
    written = Service.objects.get(pk=shown.pk)
    assert (written.welcomed_by, written.welcome_agreed, written.needs_review) == (SAMIA, True, True)
    newest, before = ServiceVersion.objects.filter(service=shown)[:2]
    assert [(d.label, d.before, d.after) for d in differences(before.facts, newest.facts)] == [
        ("Qui vous accueille", "", SAMIA),
        ("Cette personne est d’accord", "", "Oui"),
    ]
    client.force_login(claire)
    assert SAMIA in client.get(f"/offre/fiches/{shown.uuid}/relire/").content.decode()


def test_too_long_a_name_is_refused_beside_its_field(client, draft, yanis):
    client.force_login(yanis)
    address = f"/offre/fiches/{draft.uuid}/ecrire/demande/"
    page = client.post(address, {"welcomed_by": "a" * 61, "version": 1}).content.decode()
    assert 'id="id_welcomed_by_error"' in page
    assert Service.objects.get().welcomed_by == ""


def test_it_never_leaves_with_the_open_data(client, shown, yanis, territory):
    write(shown, yanis, welcomed_by=SAMIA, welcome_agreed=True)
    offer = published_offer(territory, on=TODAY, with_additions=True)
    [record] = offer.services
    assert ("Samia" in json.dumps(record), {"welcomed_by", "welcome_agreed"} & set(record["cite"])) == (
        False,
        set(),
    )
    for path in ("/offre/donnees/services.json", "/offre/donnees/offre.json", "/offre/nouveautes.atom"):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert (answer.status_code, b"Samia" in body) == (200, False)
    [block] = re.findall(r"ld\+json\">(.*?)</script>", page_of(client, shown))
    assert "Samia" not in block


def test_next_year_she_is_asked_again(shown, yanis):
    service = write(shown, yanis, welcomed_by=SAMIA, welcome_agreed=True)
    copy = duplicate_sheet(service=service, name="Aide au permis 2028", by=yanis)
    assert (copy.welcomed_by, copy.welcome_agreed) == ("", None)
    assert facts_of(service)["welcomed_by"] == SAMIA


def test_a_sheet_written_before_anybody_could_be_named_takes_a_name(shown, yanis):
    version = ServiceVersion.objects.get(service=shown)
    version.facts = {k: v for k, v in version.facts.items() if not k.startswith("welcome")}
    version.save()
    assert write(shown, yanis, welcomed_by=SAMIA, welcome_agreed=True).welcomed_by == SAMIA
