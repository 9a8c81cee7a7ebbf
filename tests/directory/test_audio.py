"""Recordings of a sheet: what is kept, who hears it when, what takes whose place."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.audit.models import Entry
from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.directory.enums.audio import AudioObjection
from cite.directory.enums.life import LifeObjection
from cite.directory.models import Service, ServiceAudio
from cite.directory.operations import audio as operations
from cite.directory.rules.ranges import part_of
from cite.files.enums import ScanState, UploadObjection
from cite.files.models import StoredFile
from cite.notifications.models import Message
from tests.factories.directory import MP3, make_audio
from tests.factories.files import make_upload

db = pytest.mark.django_db
OGG = b"OggS\x00\x02" + b"\0" * 22 + b"\x01\x13OpusHead" + b"\0" * 300
M4A = b"\0\0\0\x20ftypM4A " + b"\0" * 300
PHONE = b"\0\0\0\x18ftypmp42" + b"\0" * 8 + b"isommp42" + b"soun" + b"\0" * 300


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.PRIVATE_STORAGE_DIR = tmp_path


def add(service, by, *, content=MP3, name="voix.mp3", language="ar", transcript="مرحبا"):
    upload = make_upload(content, name)
    return operations.add_audio(
        service=service, language=language, transcript=transcript, upload=upload, by=by
    )


def refusal(call, *args, **given):
    with pytest.raises(Refused) as caught:
        call(*args, **given)
    return [objection.value for objection in caught.value.decision.objections]


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("", None),
        ("bytes=0-", (0, 99)),
        ("bytes=0-0", (0, 0)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-500", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-500", (0, 99)),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=a-b", None),
        ("bytes=9999999999999-", None),
    ],
)
def test_a_part_is_read_as_the_standard_says(asked, part):
    assert part_of(asked, 100) == part


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_what_is_beyond_the_end_is_refused(asked):
    with pytest.raises(ValueError, match="."):
        part_of(asked, 100)


@given(st.text(max_size=30) | st.from_regex(r"bytes=\d{0,4}-\d{0,4}", fullmatch=True), st.integers(1, 500))
def test_a_part_is_within_the_file(asked, size):
    try:
        part = part_of(asked, size)
    except ValueError:
        return
    assert part is None or 0 <= part[0] <= part[1] < size


@db
@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (MP3, "voix.mp3", "audio/mpeg"),
        (b"\xff\xfb\x90\x00" + b"\0" * 300, "voix.mp3", "audio/mpeg"),
        (OGG, "voix.opus", "audio/ogg"),
        (M4A, "voix.m4a", "audio/mp4"),
        (PHONE, "voix.m4a", "audio/mp4"),
    ],
)
def test_the_sounds_of_telephones_are_kept(draft, yanis, content, name, content_type):
    audio = add(draft, yanis, content=content, name=name)
    assert (audio.file.content_type, audio.waits) == (content_type, True)


@db
@pytest.mark.parametrize(
    ("content", "name", "objection"),
    [
        (b"", "voix.mp3", UploadObjection.EMPTY),
        (b"<html><script>alert(1)</script>", "voix.mp3", UploadObjection.WRONG_KIND),
        (b"MZ\x90\x00" + b"\0" * 300, "voix.mp3", UploadObjection.WRONG_KIND),
        (b"ID3\x03\0\0\0\0\0\x0a<script>alert(1)</script>", "voix.mp3", UploadObjection.UNKNOWN_KIND),
        (PHONE.replace(b"soun", b"vide"), "film.m4a", UploadObjection.UNKNOWN_KIND),
        (PHONE, "film.mp4", UploadObjection.UNKNOWN_KIND),
        (MP3 + b"\0" * 3_000_000, "voix.mp3", UploadObjection.TOO_LARGE),
    ],
)
def test_what_is_not_a_short_sound_is_refused_and_not_kept(draft, yanis, content, name, objection):
    assert objection in refusal(add, draft, yanis, content=content, name=name)
    assert (ServiceAudio.objects.count(), StoredFile.objects.count()) == (0, 0)


@db
def test_it_says_its_language_and_what_it_says(draft, yanis):
    assert refusal(add, draft, yanis, language="fsl", transcript="  ") == [
        AudioObjection.UNKNOWN_LANGUAGE,
        AudioObjection.NO_TRANSCRIPT,
    ]


@db
def test_the_same_sent_twice_is_one(draft, yanis):
    first, again = add(draft, yanis), add(draft, yanis)
    assert (first.pk, ServiceAudio.objects.count()) == (again.pk, 1)
    assert StoredFile.objects.filter(erased_at=None).count() == 1
    assert Entry.objects.filter(action="directory.add_audio").count() == 1


@db
def test_a_moderator_hears_it_first_and_the_one_before_leaves_its_place(draft, yanis, claire):
    first = add(draft, yanis)
    assert refusal(operations.accept_audio, audio=first, version=first.version, by=yanis) != []
    for _time in range(2):
        operations.accept_audio(audio=first, version=first.version, by=claire)
    second = add(draft, yanis, content=OGG, name="voix.ogg")
    shown = ServiceAudio.objects.filter(removed_at=None).exclude(accepted_at=None)
    assert shown.get() == first
    third = add(draft, yanis, content=M4A, name="voix.m4a")
    second.refresh_from_db()
    assert second.removed_at is not None
    stale = refusal(operations.accept_audio, audio=second, version=second.version, by=claire)
    assert stale == [AudioObjection.REMOVED]
    other = refusal(operations.accept_audio, audio=third, version=99, by=claire)
    assert other == [SaveObjection.CHANGED_MEANWHILE]
    operations.accept_audio(audio=third, version=third.version, by=claire)
    assert shown.get() == third


@db
def test_what_a_moderator_adds_is_heard_at_once(draft, claire):
    assert add(draft, claire).accepted_at is not None


@db
def test_what_is_removed_comes_back_while_its_file_is_kept(draft, yanis):
    audio = add(draft, yanis)
    for _time in range(2):
        operations.remove_audio(audio=audio, by=yanis)
    audio.refresh_from_db()
    assert (audio.removed_at is not None, audio.file.expires_at is not None) == (True, True)
    for _time in range(2):
        operations.restore_audio(audio=audio, by=yanis)
    audio = ServiceAudio.objects.get()
    assert (audio.removed_at, audio.file.expires_at) == (None, None)
    operations.remove_audio(audio=audio, by=yanis)
    add(draft, yanis, content=OGG, name="voix.ogg")
    assert refusal(operations.restore_audio, audio=audio, by=yanis) == [AudioObjection.REPLACED]
    acts = Entry.objects.filter(action__contains="audio").order_by("pk").values_list("action", flat=True)
    assert list(acts) == [f"directory.{verb}_audio" for verb in ("add", "remove", "restore", "remove", "add")]


@db
def test_what_was_erased_does_not_come_back(draft, yanis):
    audio = add(draft, yanis)
    operations.remove_audio(audio=audio, by=yanis)
    StoredFile.objects.update(erased_at="2026-11-01T00:00Z")
    assert refusal(operations.restore_audio, audio=audio, by=yanis) == [AudioObjection.ERASED]


@db
def test_nothing_is_heard_before_the_antivirus_has_looked(draft, claire):
    audio = make_audio(draft)
    StoredFile.objects.update(scan_state=ScanState.WAITING)
    assert refusal(operations.accept_audio, audio=audio, version=1, by=claire) == [
        AudioObjection.NOT_EXAMINED
    ]


@db
def test_there_are_not_too_many_in_a_day_nor_on_a_closed_sheet(draft, yanis):
    for number in range(operations.MOST_A_DAY):
        make_audio(draft, "tr", transcript=str(number))
    assert refusal(add, draft, yanis) == [AudioObjection.TOO_MANY_TODAY]
    Service.objects.filter(pk=draft.pk).update(state="archived")
    draft.refresh_from_db()
    assert refusal(add, draft, yanis) == [LifeObjection.CLOSED]


@db
def test_what_is_set_aside_says_why_and_does_not_come_back_by_itself(draft, yanis, claire):
    audio = add(draft, yanis)
    set_aside = operations.set_aside_audio
    assert refusal(set_aside, audio=audio, version=1, words="Trop fort.", by=yanis) != []
    assert refusal(set_aside, audio=audio, version=1, words="  ", by=claire) == [LifeObjection.WORDS_MISSING]
    assert refusal(set_aside, audio=audio, version=9, words="Trop fort.", by=claire) == [
        SaveObjection.CHANGED_MEANWHILE
    ]
    operations.accept_audio(audio=audio, version=1, by=claire)
    for _time in range(2):
        set_aside(audio=audio, version=2, words=" Trop fort. ", by=claire)
    audio = ServiceAudio.objects.select_related("service").get()
    assert (audio.set_aside_because, audio.accepted_at, audio.removed_at is None) == (
        "Trop fort.",
        None,
        False,
    )
    assert refusal(operations.restore_audio, audio=audio, by=yanis) == [AudioObjection.SET_ASIDE]
    told = Message.objects.filter(kind="directory.audio_set_aside")
    assert {message.recipient for message in told} == {yanis}
    assert "Trop fort" not in told.first().body
    assert Entry.objects.filter(action="directory.set_aside_audio").count() == 1


@db
def test_what_was_taken_off_a_month_ago_is_forgotten(draft, yanis, territory):
    kept, gone = add(draft, yanis), add(draft, yanis, language="tr", transcript="Merhaba")
    operations.remove_audio(audio=gone, by=yanis)
    after = gone.created_at + timedelta(days=30)
    assert operations.forget_removed_audios(territory=territory, at=after - timedelta(hours=1)) == 0
    assert operations.forget_removed_audios(territory=territory, at=after + timedelta(hours=1)) == 1
    assert list(ServiceAudio.objects.all()) == [kept]
    assert Entry.objects.filter(action="directory.forget_audio").count() == 1
    assert operations.forget_removed_audios(territory=territory, at=after + timedelta(hours=1)) == 0
