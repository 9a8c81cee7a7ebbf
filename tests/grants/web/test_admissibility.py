"""The pages of admissibility and of corrections, on both sides, without JavaScript."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from cite.audit.models import Entry
from cite.core.models import SaveObjection
from cite.grants.enums import ApplicationState, CriterionStanding, ReviewAct
from cite.grants.models import Attachment, CorrectionRound, Remark
from tests.factories import grants

pytestmark = pytest.mark.django_db
DEPOSIT = datetime(2027, 1, 24, 12, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(autouse=True)
def _february():
    with time_machine.travel(datetime(2027, 2, 3, 9, tzinfo=ZoneInfo("Europe/Paris")), tick=False):
        yield


@pytest.fixture
def carrier(territory):
    return grants.make_carrier(territory, "Association des Tisserands")


@pytest.fixture
def lina(carrier):
    return grants.make_carrier_member(carrier, "lina")


@pytest.fixture
def application(territory, carrier, lina):
    edition = grants.make_edition(grants.make_call(territory))
    return grants.make_application(edition, carrier, lina, state="taken_up", deposited_at=DEPOSIT)


def url(name, application, *args):
    return reverse(f"grants:{name}", args=[application.uuid, *args])


def text(response):
    return response.content.decode()


def test_the_desk_reads_what_stands_against_a_file_and_until_when(client, claire, application):
    client.force_login(claire)
    page = text(client.get(url("admissibility", application)))
    assert "Il manque une pièce obligatoire" in page
    assert "au plus tard le 24 mars 2027\u00a0: il reste 49 jours" in page
    assert "Sans réponse le 24 mars 2027, le silence vaut refus." in page
    assert "Déclarer recevable" not in page


def test_what_is_not_met_comes_first_and_what_is_met_is_folded(client, claire, application):
    client.force_login(claire)
    page = client.get(url("admissibility", application))
    unmet, met = ([line for line, _tone in page.context[name]] for name in ("unmet", "met"))
    assert {line.standing for line in met} == {CriterionStanding.MET}
    assert CriterionStanding.MET not in {line.standing for line in unmet}
    shown, folded = page.text.split('id="criteres"')[1].split("<details", 1)
    assert [str(line.criterion.label) in shown for line in unmet] == [True] * len(unmet)
    assert [str(line.criterion.label) in folded for line in met] == [True] * len(met)


def test_the_box_for_what_is_wrong_is_folded_only_while_it_is_empty(client, claire, lina, application):
    piece = grants.make_attachment(application, lina)
    client.force_login(claire)
    folded = "<summary>Dire ce qui ne va pas</summary>"
    assert client.get(url("pieces-check", application)).text.count(folded) == 1
    refused = client.post(url("pieces-check", application), checked(piece, "not_compliant"))
    assert refused.text.count(folded) == 0
    client.post(url("pieces-check", application), checked(piece, "not_compliant", "Périmée"))
    assert client.get(url("pieces-check", application)).text.count(folded) == 0


def test_the_carrier_reads_her_documents_but_no_button(client, lina, application):
    client.force_login(lina)
    page = text(client.get(url("admissibility", application)))
    assert "Relevé d’identité bancaire" in page
    assert "Demander des compléments" not in page


def test_a_document_is_checked_and_a_reason_that_lacks_keeps_what_was_typed(
    client, claire, lina, application
):
    piece = grants.make_attachment(application, lina)
    client.force_login(claire)
    address = url("pieces-check", application)
    refused = client.post(address, checked(piece, "not_compliant"))
    assert "Dites ce qui ne va pas dans cette pièce" in text(refused)
    done = client.post(address, checked(piece, "not_compliant", "Périmée <b>"))
    assert done.status_code == 302
    assert Attachment.objects.get().note == "Périmée <b>"
    assert "Périmée &lt;b&gt;" in text(client.get(url("admissibility", application)))


def checked(piece, state, note="", version=1):
    """What the page sends for one document."""
    return {f"state-{piece.uuid}": state, f"note-{piece.uuid}": note, f"version-{piece.uuid}": version}


def test_all_documents_are_checked_at_once_and_only_what_changed_is_kept(client, claire, lina, application):
    first, second, third = (grants.make_attachment(application, lina) for _n in range(3))
    client.force_login(claire)
    sent = checked(first, "compliant") | checked(second, "not_compliant", "Illisible")
    sent |= checked(third, "unknown")
    assert client.post(url("pieces-check", application), sent).status_code == 302
    rows = Attachment.objects.order_by("pk").values_list("state", "note", "version")
    assert list(rows) == [("compliant", "", 2), ("not_compliant", "Illisible", 2), ("unknown", "", 1)]
    acts = Entry.objects.filter(action=ReviewAct.CHECK_PIECE)
    assert acts.count() == 2
    again = client.post(url("pieces-check", application), sent)
    assert again.status_code == 302
    assert acts.count() == 2


def test_a_document_that_somebody_else_checked_meanwhile_stops_all_and_loses_nothing(
    client, claire, lina, application
):
    first, second = (grants.make_attachment(application, lina) for _n in range(2))
    Attachment.objects.filter(pk=second.pk).update(version=2)
    client.force_login(claire)
    sent = checked(first, "not_compliant", "Page 2 absente") | checked(second, "compliant")
    page = text(client.post(url("pieces-check", application), sent))
    assert "Page 2 absente" in page
    assert str(SaveObjection.CHANGED_MEANWHILE.label) in page
    assert set(Attachment.objects.values_list("state", flat=True)) == {"unknown"}


def test_documents_of_a_file_already_decided_are_shown_without_boxes(client, claire, lina, application):
    piece = grants.make_attachment(application, lina)
    application.state = ApplicationState.ADMISSIBLE
    application.save()
    client.force_login(claire)
    assert "Rien à vérifier ici" in text(client.get(url("pieces-check", application)))
    client.post(url("pieces-check", application), checked(piece, "compliant"))
    assert Attachment.objects.get().state == "unknown"
    assert "Cette pièce est" not in text(client.get(url("admissibility", application)))


def test_the_request_proposes_the_documents_found_wrong(client, claire, application):
    client.force_login(claire)
    page = text(client.get(url("ask-correction", application)))
    assert "Cette pièce est obligatoire et n’est pas jointe." in page
    assert 'value="2027-02-18"' in page


def test_completing_a_file_from_the_request_to_the_reply(client, claire, lina, application):
    client.force_login(claire)
    sent = {"place_0": "need", "text_0": "Précisez le <script>", "message": "Bonjour", "due_on": "2027-02-20"}
    assert client.post(url("ask-correction", application), sent).status_code == 302
    application.refresh_from_db()
    assert application.state == ApplicationState.TO_CORRECT
    client.force_login(lina)
    page = text(client.get(url("corrections", application)))
    assert "Une remarque attend votre réponse." in page
    assert "&lt;script&gt;" in page
    assert "Délai suspendu" in page
    assert "Le jour où le silence vaut refus est reculé d’autant." in page
    field = f"{url('step', application, 'project')}#id_need"
    assert f'href="{field}"' in page
    step = text(client.get(url("step", application, "project")))
    assert "Ce qui vous est demandé dans cette étape" in step
    assert f'href="{field}">' in step
    assert "&lt;script&gt;" in step
    assert "Rien n’est demandé dans cette étape" in text(client.get(url("step", application, "means")))
    remark = Remark.objects.get()
    address = url("remark-answer", application, remark.uuid)
    assert "caractères invisibles" in text(client.post(address, {"reply": "a\x00b", "version": 1}))
    assert client.post(address, {"reply": "C’est fait.", "version": 1}).status_code == 302
    again = client.post(address, {"reply": "Autre mot", "version": 1})
    assert "Une autre personne a modifié cette fiche" in text(again)
    assert "Autre mot" in text(again)


def test_a_place_without_words_and_words_without_a_place_are_said(client, claire, application):
    client.force_login(claire)
    sent = {"place_0": "need", "text_0": "", "place_1": "", "text_1": "x", "due_on": "2027-02-20"}
    page = text(client.post(url("ask-correction", application), sent))
    assert "Dites ce qu’il faut corriger" in page
    assert "Choisissez l’endroit à corriger" in page
    assert not CorrectionRound.objects.exists()


def test_a_refused_carrier_reads_why_and_how_to_contest(client, claire, lina, application):
    client.force_login(claire)
    client.post(url("reject", application), {"reason": "Déposé hors délai."})
    client.force_login(lina)
    page = text(client.get(url("admissibility", application)))
    assert "Déposé hors délai." in page
    assert "tribunal administratif" in page


def test_pressing_twice_says_where_the_file_stands(client, claire, application):
    application.state = "deposited"
    application.save()
    client.force_login(claire)
    address = url("take-up", application)
    client.post(address)
    page = text(client.post(address, follow=True))
    assert "Le dossier n’en est plus là" in page
