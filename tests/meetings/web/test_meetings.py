"""The pages of meetings: who sees what, by every door, without JavaScript."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope
from pypdf import PdfReader

from cite.accounts.enums import Role
from cite.audit.models import Entry
from cite.core.dates import now, today
from cite.meetings.enums import Answer, DecisionState, MeetingAct, MeetingState, Presence
from cite.meetings.models import AgendaItem, Attendee, Meeting, MeetingDecision
from cite.meetings.queries import find_meetings
from tests.factories.accounts import make_user
from tests.factories.meetings import (
    make_attendee,
    make_decision,
    make_item,
    make_meeting,
    make_organizer,
)
from tests.factories.organizations import make_partner


@pytest.fixture
def sofia(territory):
    return make_organizer(territory)


@pytest.fixture
def claire(territory):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


@pytest.fixture
def nadia(territory):
    return make_user("nadia", role=Role.PRESCRIBER, territory=territory)


@pytest.fixture
def as_sofia(client, sofia):
    client.force_login(sofia)
    return client


def url(name, meeting, *args):
    return reverse(f"meetings:{name}", args=[meeting.uuid, *args])


def text(response):
    return response.content.decode()


READS = ("meeting", "minutes-pdf", "minutes-docx", "invitation")
EDITS = (
    "change",
    "cancel",
    "next",
    "item-add",
    "invite",
    "invite-guest",
    "attendance",
    "minutes",
    "decide",
    "attendance-sheet",
)
POSTS = ("convene", "hold", "approve", "reopen", "accept", "decline")


@pytest.mark.parametrize("name", READS + EDITS + POSTS)
def test_a_meeting_one_is_not_invited_to_does_not_exist(name, territory, sofia, nadia, client):
    meeting = make_meeting(territory, sofia, state=MeetingState.CONVENED)
    client.force_login(nadia)
    ask = client.post if name in POSTS else client.get
    assert ask(url(name, meeting)).status_code == 404


@pytest.mark.parametrize("name", READS + EDITS)
def test_a_meeting_of_another_cite_does_not_exist(name, territory, other_territory, as_sofia, sofia):
    territory.host = "testserver"
    territory.save()
    with scope(territory=other_territory):
        meeting = make_meeting(other_territory, sofia)
    assert as_sofia.get(url(name, meeting)).status_code == 404


@pytest.mark.parametrize("name", EDITS)
def test_whoever_is_only_invited_reads_and_does_not_edit(name, territory, sofia, nadia, client):
    meeting = make_meeting(territory, sofia, state=MeetingState.CONVENED)
    make_attendee(meeting, nadia)
    client.force_login(nadia)
    assert client.get(url("meeting", meeting)).status_code == 200
    refused = client.get(url(name, meeting))
    assert refused.status_code == 403
    assert "Votre rôle ne permet pas" in text(refused)


def test_a_draft_is_invisible_to_those_it_will_invite(territory, sofia, nadia, client):
    meeting = make_meeting(territory, sofia)
    make_attendee(meeting, nadia)
    client.force_login(nadia)
    assert client.get(url("meeting", meeting)).status_code == 404
    assert meeting.title not in text(client.get(reverse("meetings:meetings")))


def test_the_names_one_may_invite_are_noted_as_read(territory, sofia, client):
    meeting = make_meeting(territory, sofia)
    client.force_login(sofia)
    client.get(url("invite", meeting))
    assert Entry.objects.filter(action=MeetingAct.READ_ATTENDANCE, target_uuid=meeting.uuid).count() == 1


def test_minutes_are_read_by_guests_once_approved(territory, sofia, nadia, client):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD, summary="Ce qui a été dit")
    make_attendee(meeting, nadia)
    make_decision(meeting, sofia)
    client.force_login(nadia)
    page = text(client.get(url("meeting", meeting)))
    assert "Ce qui a été dit" not in page
    assert "garde d’enfants" not in page
    assert client.get(url("minutes-pdf", meeting)).status_code == 404
    Meeting.objects.update(state=MeetingState.CLOSED, approved_by=sofia, approved_at=now())
    page = text(client.get(url("meeting", meeting)))
    assert "Ce qui a été dit" in page
    assert "garde d’enfants" in page
    assert client.get(url("minutes-pdf", meeting)).status_code == 200


def test_from_preparation_to_approved_minutes(territory, as_sofia, sofia, claire, nadia, client):
    """The whole life of a meeting, by its pages alone."""
    day = today() + timedelta(days=7)
    form = {
        "kind": "steering",
        "title": "Comité d’hiver",
        "day": day.isoformat(),
        "start": "09:30",
        "end": "11:00",
        "place": "Salle A",
    }
    as_sofia.post(reverse("meetings:prepare"), form)
    meeting = Meeting.objects.get()
    assert meeting.when.endswith("de 9\u00a0h\u00a030 à 11\u00a0h\u00a000")
    refused = as_sofia.post(url("convene", meeting), follow=True)
    assert "Invitez au moins une personne" in text(refused)
    assert "Ajoutez au moins un point" in text(refused)
    as_sofia.post(url("item-add", meeting), {"title": "Bilan", "duration": "20"})
    as_sofia.post(url("invite", meeting), {"people": [str(nadia.uuid), str(claire.uuid)]})
    as_sofia.post(url("invite-guest", meeting), {"name": "Odile Ferrand", "email": "odile@example.org"})
    assert Attendee.objects.count() == 3
    as_sofia.post(url("convene", meeting))
    client.force_login(nadia)
    assert "Viendrez-vous" in text(client.get(url("meeting", meeting)))
    client.post(url("accept", meeting))
    assert Attendee.objects.get(user=nadia).answer == Answer.YES
    assert "PARTSTAT=ACCEPTED" in text(client.get(url("invitation", meeting))).replace("\r\n ", "")
    Meeting.objects.update(starts_at=now() - timedelta(hours=2), ends_at=now() - timedelta(hours=1))
    client.force_login(sofia)
    client.post(url("hold", meeting))
    meeting.refresh_from_db()
    sheet = {str(a.uuid): Presence.UNKNOWN for a in Attendee.objects.all()}
    sheet[str(Attendee.objects.get(user=claire).uuid)] = Presence.ABSENT
    client.post(url("attendance", meeting), {**sheet, "version": meeting.version, "others_present": "on"})
    assert Attendee.objects.filter(presence=Presence.PRESENT).count() == 2
    meeting.refresh_from_db()
    item = AgendaItem.objects.get()
    client.post(
        url("minutes", meeting), {"version": meeting.version, "summary": "", str(item.uuid): "Tout va bien."}
    )
    client.post(
        url("decide", meeting),
        {"text": "Agir", "owner": f"person.{nadia.uuid}", "due_on": day.isoformat(), "item": str(item.uuid)},
    )
    decision = MeetingDecision.objects.get()
    assert (decision.owner_user, decision.item) == (nadia, item)
    meeting.refresh_from_db()
    client.force_login(claire)
    client.post(url("approve", meeting), {"version": meeting.version})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.approved_by) == (MeetingState.CLOSED, claire)


def test_minutes_come_as_an_accessible_pdf_and_as_a_docx(territory, as_sofia, sofia, nadia):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD, summary="Ouverture.\n\n- un\n- deux")
    make_item(meeting, minutes="Le bilan est bon 🎉.")
    make_attendee(meeting, nadia, presence=Presence.ABSENT, answer=Answer.NO)
    make_decision(meeting, nadia, due_on=today() - timedelta(days=2))
    pdf = as_sofia.get(url("minutes-pdf", meeting))
    assert pdf["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(pdf.content))
    read = " ".join(page.extract_text() for page in reader.pages)
    for expected in ("L’État", territory.name, "Absence excusée", "Le bilan est bon", "En retard", "Projet"):
        assert expected in read
    word = docx.Document(BytesIO(as_sofia.get(url("minutes-docx", meeting)).content))
    styles = {paragraph.text: paragraph.style.name for paragraph in word.paragraphs}
    assert styles["1. Bilan de l’année"] == "Heading 2"
    assert styles["un"] == "List Bullet"


def test_what_was_typed_survives_what_somebody_else_saved(territory, as_sofia, sofia):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    item = make_item(meeting)
    Meeting.objects.update(version=2, summary="Écrit par une autre personne")
    typed = {"version": 1, "summary": "Mon introduction", str(item.uuid): "Mon long texte"}
    answer = as_sofia.post(url("minutes", meeting), typed)
    assert "Mon long texte" in text(answer)
    assert "Écrit par une autre personne" in text(answer)
    assert 'name="version" value="2"' in text(answer)


def test_a_decision_is_followed_by_its_owner_who_was_not_there(territory, sofia, nadia, client):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    decision = make_decision(meeting, nadia, due_on=today() - timedelta(days=3))
    client.force_login(nadia)
    page = text(client.get(reverse("meetings:decisions")))
    assert "en retard de 3 jours" in page
    where = reverse("meetings:decision", args=[decision.uuid])
    assert "Voir la réunion" not in text(client.get(where))
    dropped = client.post(where, {"state": DecisionState.DROPPED, "note": "", "version": 1})
    assert "Dites pourquoi" in text(dropped)
    client.post(where, {"state": DecisionState.DONE, "note": "Fait.", "version": 1})
    decision.refresh_from_db()
    assert (decision.state, decision.ended_on) == (DecisionState.DONE, today())
    stranger = make_user("marc", role=Role.CARRIER, territory=territory)
    client.force_login(stranger)
    assert client.get(where).status_code == 404


def test_a_decision_whose_owner_left_says_to_whom_it_goes(territory, as_sofia, sofia):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    carried = make_decision(meeting, make_user("ines", role=Role.PRESCRIBER, territory=territory))
    left = make_decision(meeting, make_user("hugo"))
    page = lambda decision: text(as_sofia.get(reverse("meetings:decision", args=[decision.uuid])))  # noqa: E731
    assert "n’agit plus ici" in page(left) and "n’agit plus ici" not in page(carried)


def test_whoever_attends_reads_a_decision_she_does_not_carry(territory, sofia, nadia, client):
    meeting = make_meeting(territory, sofia, state=MeetingState.CLOSED)
    make_attendee(meeting, nadia)
    decision = make_decision(meeting, sofia)
    client.force_login(nadia)
    where = reverse("meetings:decision", args=[decision.uuid])
    assert "Seuls ceux qui portent" in text(client.get(where))
    assert client.post(where, {"state": DecisionState.DONE, "version": 1}).status_code == 403


def test_a_point_of_another_meeting_cannot_be_moved_from_here(territory, as_sofia, sofia):
    meeting, other = make_meeting(territory, sofia), make_meeting(territory, sofia)
    item = make_item(other)
    for name in ("item-up", "item-down", "item-remove"):
        assert as_sofia.post(url(name, meeting, item.uuid)).status_code == 404
    assert as_sofia.get(url("item", meeting, uuid4())).status_code == 404


def test_points_are_reordered_with_buttons(territory, as_sofia, sofia):
    meeting = make_meeting(territory, sofia)
    make_item(meeting, "Premier", 1)
    last = make_item(meeting, "Dernier", 2)
    as_sofia.post(url("item-up", meeting, last.uuid))
    titles = AgendaItem.objects.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Dernier", "Premier"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("link", "javascript:alert(1)", "commence par https"),
        ("day", "0001-01-01", "Vérifiez l’année"),
        ("end", "08:00", "La fin doit être après le début"),
        ("title", "a\x00b", "caractères invisibles"),
        ("kind", "grants_committee", "grants_committee"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(field, value, sentence, territory, as_sofia):
    form = {"kind": "steering", "title": "T", "day": "2026-12-01", "start": "09:00", "end": "10:00"}
    answer = as_sofia.post(reverse("meetings:prepare"), {**form, "place": "Salle gardée", field: value})
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert "Salle gardée" in text(answer)
    assert not Meeting.objects.exists()


def test_a_thematic_group_has_a_name(territory, as_sofia):
    form = {"kind": "thematic", "title": "T", "day": "2026-12-01", "start": "09:00", "end": "10:00"}
    assert "Donnez un nom" in text(as_sofia.post(reverse("meetings:prepare"), form))
    as_sofia.post(reverse("meetings:prepare"), {**form, "group_name": "Mobilité"})
    assert Meeting.objects.get().kind_label == "Groupe thématique «\u00a0Mobilité\u00a0»"


@pytest.mark.parametrize("name", ["meetings", "decisions", "meeting"])
def test_as_many_queries_for_one_as_for_many(name, territory, as_sofia, sofia):
    def fill(count):
        for number in range(count):
            meeting = make_meeting(territory, sofia, title=f"R{number}", state=MeetingState.HELD)
            user = make_user(f"p{MeetingDecision.objects.count()}", role=Role.READER, territory=territory)
            for target in {meeting, first}:
                make_attendee(target, user)
                make_item(target)
                make_decision(target, user)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert as_sofia.get(where).status_code == 200
        return len(captured)

    first = make_meeting(territory, sofia, title="Première", state=MeetingState.HELD)
    where = url("meeting", first) if name == "meeting" else reverse(f"meetings:{name}")
    fill(1)
    as_sofia.get(where)
    few = queries()
    fill(5)
    assert queries() == few


def test_what_waits_for_each(territory, sofia, claire, nadia, client):
    convened = make_meeting(territory, sofia, state=MeetingState.CONVENED, title="Comité convoqué")
    make_attendee(convened, nadia)
    held = make_meeting(territory, sofia, state=MeetingState.HELD, title="Comité tenu")
    make_decision(held, nadia, due_on=today() - timedelta(days=1))
    client.force_login(nadia)
    home = text(client.get("/"))
    assert "Répondre à l’invitation\u00a0: Comité convoqué" in home
    assert "Décision à mener" in home
    client.force_login(claire)
    assert "Compte rendu à approuver\u00a0: Comité tenu" in text(client.get("/"))


def test_people_are_found_by_name_when_they_are_many(territory, as_sofia, sofia):
    meeting = make_meeting(territory, sofia)
    people = [make_user(f"personne{n}", role=Role.READER, territory=territory) for n in range(20)]
    found = text(as_sofia.get(url("invite", meeting), {"q": "PERSONNE7"}))
    assert "Personne7" in found
    assert "Personne12" not in found
    as_sofia.post(f"{url('invite', meeting)}?q=personne7", {"people": [str(people[3].uuid)]})
    assert Attendee.objects.get().user == people[3]
    assert "Personne ne porte ce nom" in text(as_sofia.get(url("invite", meeting), {"q": "zzz"}))


def test_a_hidden_name_is_neither_proposed_nor_shown(territory, as_sofia, sofia):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    partner = make_partner(territory=territory, name="Maison discrète", is_sensitive=True)
    assert "Maison discrète" not in text(as_sofia.get(url("decide", meeting)))
    decision = make_decision(meeting, owner_partner=partner)
    assert "Structure au nom protégé" in text(
        as_sofia.get(reverse("meetings:decision", args=[decision.uuid]))
    )


def test_the_search_finds_only_what_one_may_see(territory, as_sofia, sofia, nadia):
    meeting = make_meeting(territory, sofia)
    assert find_meetings(sofia, territory, ["pilotage", "hiver"], 5) == [meeting]
    assert find_meetings(nadia, territory, ["pilotage"], 5) == []


def test_the_two_lists_of_decisions_of_a_meeting_are_paged_apart(territory, as_sofia, sofia):
    earlier = make_meeting(territory, sofia, starts_at=now() - timedelta(days=30), state=MeetingState.CLOSED)
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    for number in range(26):
        make_decision(earlier, text=f"Ancienne {number:02d}")
        make_decision(meeting, text=f"Nouvelle {number:02d}")
    shown = text(as_sofia.get(url("meeting", meeting), {"d-page": "2"}))
    assert "Nouvelle 25" in shown and "Nouvelle 24" not in shown
    assert "Ancienne 24" in shown and "Ancienne 25" not in shown


def test_decisions_come_as_a_file_too(territory, as_sofia, sofia):
    make_decision(make_meeting(territory, sofia), sofia)
    answer = as_sofia.get(reverse("meetings:decisions"), {"format": "csv", "whose": "me"})
    assert "garde d’enfants" in b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("days", [-400, -28, -1, 0, 30])
def test_the_next_meeting_is_proposed_on_a_day_to_come(days, territory, as_sofia, sofia):
    meeting = make_meeting(territory, sofia, starts_at=now() + timedelta(days=days))
    proposed = as_sofia.get(url("next", meeting)).context["form"]["day"].value()
    assert proposed > max(today(), meeting.day)
    assert proposed.weekday() == meeting.day.weekday()


def test_people_sign_a_sheet(territory, as_sofia, sofia, nadia):
    meeting = make_meeting(territory, sofia, state=MeetingState.CONVENED)
    make_attendee(meeting, nadia, organization="Mission locale")
    sheet = PdfReader(BytesIO(as_sofia.get(url("attendance-sheet", meeting)).content))
    read = sheet.pages[0].extract_text()
    for expected in ("Feuille de présence", "Nadia", "Mission locale", "Signature"):
        assert expected in read
