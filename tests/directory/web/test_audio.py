"""Recordings on the pages: heard by everybody once a moderator has, in the language of the page first."""

import re

import pytest

from cite.core.dates import now
from cite.directory.models import Service, ServiceAudio
from cite.files.models import StoredFile
from tests.factories.accounts import make_user
from tests.factories.directory import MP3, TODAY, make_audio
from tests.factories.files import make_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _that_day(time_machine, settings, tmp_path):
    settings.PRIVATE_STORAGE_DIR = tmp_path
    time_machine.move_to(TODAY, tick=False)


@pytest.fixture
def shown(draft):
    Service.objects.filter(pk=draft.pk).update(
        state="published", published_on=TODAY, confirmed_on=TODAY, shown_until="2027-07-01"
    )
    draft.refresh_from_db()
    return draft


def bytes_of(audio):
    return f"/offre/services/{audio.service.uuid}/son/{audio.uuid}/"


def heard_on(client, service, root="/"):
    page = client.get(f"{root}offre/services/{service.uuid}/").content.decode()
    return re.findall(r'<audio controls preload="none" src="([^"]*)" aria-label="([^"]*)"', page), page


def test_everybody_hears_what_a_moderator_has_heard_in_the_language_of_the_page_first(client, shown):
    french = make_audio(shown, "fr", accepted_at=now(), transcript="Bonjour")
    arabic = make_audio(shown, "ar", accepted_at=now())
    make_audio(shown, "tr")
    make_audio(shown, "pt", accepted_at=now(), removed_at=now())
    found, page = heard_on(client, shown)
    assert found == [
        (bytes_of(french), "Écouter\u00a0: français"),
        (bytes_of(arabic), "Écouter\u00a0: arabe"),
    ]
    assert '<div lang="ar" dir="rtl"><p>مرحبا</p></div>' in page
    assert f'href="{bytes_of(arabic)}"' in page
    assert re.search(r'<div class="ui-no-print"><section[^>]*id="ecouter"', page)  # nor its title
    found, _page = heard_on(client, shown, "/ar/")
    assert [label for _url, label in found] == ["استمع: العربية", "استمع: الفرنسية"]


def test_a_sheet_without_recording_says_nothing_of_it(client, shown):
    assert 'id="ecouter"' not in heard_on(client, shown)[1]


@pytest.mark.parametrize(
    ("asked", "status", "span"),
    [("", 200, None), ("bytes=0-9", 206, (0, 9)), ("bytes=-5", 206, (len(MP3) - 5, len(MP3) - 1))],
)
def test_a_player_asks_for_the_part_it_wants(client, shown, asked, status, span):
    audio = make_audio(shown, accepted_at=now())
    answer = client.get(bytes_of(audio), headers={"Range": asked} if asked else {})
    start, end = span or (0, len(MP3) - 1)
    assert (answer.status_code, answer.content) == (status, MP3[start : end + 1])
    assert answer.get("Content-Range") == (f"bytes {start}-{end}/{len(MP3)}" if span else None)
    assert (answer["Content-Type"], answer["Accept-Ranges"], answer["X-Content-Type-Options"]) == (
        "audio/mpeg",
        "bytes",
        "nosniff",
    )
    # of no site, it would not play where a button opens it by itself
    assert answer["Content-Security-Policy"] == "default-src 'none'; media-src 'self'"


def test_a_part_beyond_the_end_is_refused(client, shown):
    audio = make_audio(shown, accepted_at=now())
    answer = client.get(bytes_of(audio), headers={"Range": "bytes=999999-"})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(MP3)}")


def test_before_a_moderator_only_its_authors_and_she_hear_it(client, shown, yanis, claire):
    audio = make_audio(shown)
    assert client.get(bytes_of(audio)).status_code == 404
    for user, status in ((make_user("nobody"), 404), (yanis, 200), (claire, 200)):
        client.force_login(user)
        answer = client.get(bytes_of(audio))
        assert (answer.status_code, answer.get("Cache-Control")) == (
            status,
            "private, no-store",
        )


@pytest.mark.parametrize("hidden", ["archived", "removed", "waiting", "infected"])
def test_what_is_hidden_is_not_heard(client, shown, hidden):
    audio = make_audio(shown, accepted_at=now())
    if hidden == "archived":
        Service.objects.update(state="archived")
    elif hidden == "removed":
        ServiceAudio.objects.update(removed_at=now())
    else:
        StoredFile.objects.update(scan_state=hidden)
    assert client.get(bytes_of(audio)).status_code == 404
    assert heard_on(client, shown)[0] == []


def test_a_carrier_adds_one_a_moderator_accepts_it_and_it_is_removed_and_put_back(
    client, shown, yanis, claire
):
    client.force_login(yanis)
    address = f"/offre/fiches/{shown.uuid}/son/"
    given = {"language": "ar", "transcript": "مرحبا", "recording": make_upload(MP3, "voix.mp3")}
    assert client.post(address, given)["Location"] == address
    audio = ServiceAudio.objects.get()
    page = client.get(address).content.decode()
    assert ("À écouter avant le public" in page, "Accepter" in page) == (True, False)
    client.force_login(claire)
    assert shown.name in client.get("/offre/fiches/?liste=a-relire").content.decode()
    review = client.get(f"/offre/fiches/{shown.uuid}/relire/").content.decode()
    accept = f"{address}{audio.uuid}/accepter/"
    assert (f'action="{accept}"' in review, bytes_of(audio) in review) == (True, True)
    client.post(accept, {"version": audio.version})
    assert shown.name not in client.get("/offre/fiches/?liste=a-relire").content.decode()
    client.logout()
    assert len(heard_on(client, shown)[0]) == 1
    client.force_login(yanis)
    told = client.post(f"{address}{audio.uuid}/retirer/", follow=True).content.decode()
    assert f"{address}{audio.uuid}/remettre/" in told
    assert heard_on(client, shown)[0] == []
    client.post(f"{address}{audio.uuid}/remettre/")
    assert len(heard_on(client, shown)[0]) == 1


def test_what_waits_to_be_heard_waits_for_a_decision(client, shown, claire):
    audio = make_audio(shown)
    client.force_login(claire)
    review = f"/offre/fiches/{shown.uuid}/relire/"
    nothing = "Rien n’attend votre décision sur cette fiche."
    heard_first = "La fiche n’attend rien d’autre : écoutez l’enregistrement, puis acceptez-le ou écartez-le."
    page = client.get(review).content.decode().replace("\u00a0", " ")
    assert (nothing in page, heard_first in page) == (False, True)
    client.post(f"/offre/fiches/{shown.uuid}/son/{audio.uuid}/accepter/", {"version": audio.version})
    page = client.get(review).content.decode().replace("\u00a0", " ")
    assert (nothing in page, heard_first in page) == (True, False)


def test_a_recording_that_is_too_heavy_is_to_be_made_shorter(client, shown, yanis):
    client.force_login(yanis)
    heavy = make_upload(MP3 + b"\0" * 3_000_000, "voix.mp3")
    address = f"/offre/fiches/{shown.uuid}/son/"
    page = client.post(
        address, {"language": "ar", "transcript": "مرحبا", "recording": heavy}
    ).content.decode()
    said = page.replace("\u00a0", " ")
    assert "la limite est de 3 Mo. Enregistrez un message plus court." in said
    assert "Coupez-le" not in said  # neither here nor in what the script says before it is sent
    assert ServiceAudio.objects.count() == 0


def test_a_moderator_sets_one_aside_and_its_author_reads_why(client, shown, yanis, claire):
    audio = make_audio(shown)
    address = f"/offre/fiches/{shown.uuid}/son/"
    aside = f"{address}{audio.uuid}/ecarter/"
    client.force_login(yanis)
    assert (aside in client.get(address).content.decode(), client.get(aside).status_code) == (False, 403)
    client.force_login(claire)
    review = f"/offre/fiches/{shown.uuid}/relire/"
    assert aside in client.get(review).content.decode()
    empty = client.post(aside, {"version": 1, "words": ""})
    assert (empty.status_code, ServiceAudio.objects.get().removed_at) == (200, None)
    for _time in range(2):
        assert client.post(aside, {"version": 1, "words": "On entend mal."})["Location"] == review
    assert bytes_of(audio) not in client.get(review).content.decode()
    client.force_login(yanis)
    page = client.get(address).content.decode()
    assert ("Écartés par un copilote" in page, "On entend mal." in page) == (True, True)
    assert heard_on(client, shown)[0] == []


def test_what_was_typed_is_kept_where_the_file_is_refused(client, shown, yanis):
    client.force_login(yanis)
    given = {"language": "ar", "transcript": "مرحبا", "recording": make_upload(b"<html>", "voix.mp3")}
    page = client.post(f"/offre/fiches/{shown.uuid}/son/", given).content.decode()
    assert ("مرحبا</textarea>" in page, "Envoyez plutôt" in page) == (True, True)
    assert ServiceAudio.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_number_of_queries_however_many(client, shown, count, django_assert_num_queries):
    for language in ("fr", "ar", "tr")[:count]:
        make_audio(shown, language, accepted_at=now())
    client.get(f"/offre/services/{shown.uuid}/")
    with django_assert_num_queries(8):
        client.get(f"/offre/services/{shown.uuid}/")
