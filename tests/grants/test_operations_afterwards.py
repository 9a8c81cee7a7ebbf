"""Amendments and recoveries on real rows: the envelope, the ledger, and a carrier who is heard first."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from cite.core.decisions import Refused
from cite.grants.enums import RecoveryState
from cite.grants.enums.afterwards import AmendmentObjection as A
from cite.grants.enums.afterwards import RecoveryObjection as R
from cite.grants.enums.decisions import AwardObjection
from cite.grants.models import Amendment, IssuedDocument, Recovery
from cite.grants.operations.amendments import record_amendment
from cite.grants.operations.awards import withdraw_award
from cite.grants.operations.payments import note_refund
from cite.grants.operations.recoveries import (
    answer_recovery,
    decide_recovery,
    drop_recovery,
    open_recovery,
)
from cite.grants.permissions.documents import visible_documents
from cite.grants.queries.ledger import ledger_of
from cite.grants.rules.afterwards import Amending
from tests.factories import grants
from tests.grants.test_operations_documents import Scene, words_of
from tests.grants.test_operations_payments import DAY, JUNE, pay, plan
from tests.refusals import objections_to

LIMIT = date(2027, 6, 20)


@pytest.fixture
def scene(territory):
    with time_machine.travel(JUNE, tick=False):
        yield Scene(territory)


def amend(scene, award, by=None, version=None, **change):
    given = {
        "kind": "amount",
        "reason": "Motif",
        "act_number": "2027-164",
        "act_on": DAY,
        "amount": Decimal(6000),
    }
    award.refresh_from_db()
    return record_amendment(
        award=award,
        change=Amending(**given | change),
        by=by or scene.pilot,
        version=award.version if version is None else version,
    )


@pytest.fixture
def award(scene):
    envelope = grants.make_envelope(scene.edition.call, scene.state, "6500.00")
    envelope.committed = Decimal(5000)
    envelope.save()
    return scene.grant("5000.00", envelope=envelope)


def test_an_amount_changes_within_the_envelope_and_the_ledger_follows(scene, award):
    first = amend(scene, award)
    assert amend(scene, award, version=1) == first
    award.refresh_from_db()
    award.envelope.refresh_from_db()
    found = ledger_of(award)
    assert (found.granted, found.amended, found.amount) == (Decimal(5000), Decimal(1000), Decimal(6000))
    assert award.envelope.committed == Decimal(6000)
    with pytest.raises(Refused, match="dépassée"):
        amend(scene, award, amount=Decimal("6500.01"), act_number="2027-165")
    assert amend(scene, award, amount=Decimal(4000), act_number="2027-166").number == 2
    assert ledger_of(award).amended == Decimal(-1000)


@pytest.mark.parametrize(
    ("change", "objections"),
    [
        ({"amount": None}, (A.NOT_POSITIVE, A.LESS_THAN_PAID)),
        ({"amount": Decimal(5000)}, (A.NOTHING_CHANGES,)),
        ({"amount": Decimal("2999.99")}, (A.LESS_THAN_PAID,)),
        ({"reason": " ", "act_number": ""}, (A.REASON_NEEDED, A.ACT_NEEDED)),
        ({"act_on": date(2027, 6, 2)}, (A.ACT_AHEAD,)),
        ({"act_on": date(2027, 5, 1)}, (A.ACT_BEFORE,)),
        ({"kind": "dates"}, (A.DATES_NEEDED,)),
        ({"kind": "dates", "starts_on": date(2027, 5, 1), "ends_on": date(2028, 1, 1)}, (A.OUT_OF_YEAR,)),
        (
            {"kind": "dates", "starts_on": date(2027, 3, 1), "ends_on": date(2027, 12, 31)},
            (A.NOTHING_CHANGES,),
        ),
        ({"kind": "content"}, (A.CONTENT_NEEDED,)),
    ],
)
def test_what_stands_against_an_amendment(scene, award, change, objections):
    plan(scene, award, "advance", "3000")
    assert objections_to(amend, scene, award, **change) == objections
    assert Amendment.objects.count() == 0


def test_dates_and_content_change_by_an_act(scene, award):
    amend(scene, award, kind="dates", starts_on=date(2027, 4, 1), ends_on=date(2027, 11, 30), act_number="1")
    amend(scene, award, kind="content", content="Six séances au lieu de huit.", act_number="2")
    scene.file.refresh_from_db()
    assert (scene.file.starts_on, scene.file.ends_on) == (date(2027, 4, 1), date(2027, 11, 30))
    assert scene.file.answers["starts_on"] == "2027-04-01"
    assert [a.after["words"] for a in Amendment.objects.order_by("number")] == [
        "du 1er avril 2027 au 30 novembre 2027",
        "Six séances au lieu de huit.",
    ]


def test_another_funder_amends_nothing(scene, award):
    assert objections_to(amend, scene, award, by=scene.mayor) == (AwardObjection.NOT_YOUR_FUNDER,)


def opened(scene, award, amount="1000", respond_by=LIMIT, motive="Action en partie."):
    return open_recovery(
        award=award, amount=Decimal(amount), motive=motive, respond_by=respond_by, by=scene.pilot
    )


@pytest.fixture
def paid(scene, award):
    pay(scene, plan(scene, award))
    return award


def decide(scene, recovery, amount="1000", act_number="2027-200"):
    recovery.refresh_from_db()
    return decide_recovery(
        recovery=recovery,
        amount=Decimal(amount),
        act_number=act_number,
        by=scene.pilot,
        version=recovery.version,
    )


def test_a_carrier_is_told_by_a_letter_once(scene, paid):
    recovery = opened(scene, paid)
    assert opened(scene, paid) == recovery
    assert objections_to(opened, scene, paid, "900") == (R.ALREADY_OPEN,)
    assert IssuedDocument.objects.filter(kind="recovery_notice").count() == 1


@pytest.mark.parametrize(
    ("amount", "respond_by", "objections"),
    [
        ("5000.01", LIMIT, (R.NOTHING_PAID,)),
        ("0", LIMIT, (R.NOT_POSITIVE,)),
        ("1000", date(2027, 6, 15), (R.TOO_SOON,)),
    ],
)
def test_what_stands_against_a_procedure(scene, paid, amount, respond_by, objections):
    assert objections_to(opened, scene, paid, amount, respond_by) == objections


def test_nothing_is_decided_before_the_answer_or_the_end_of_the_delay(scene, paid):
    recovery = opened(scene, paid)
    assert objections_to(decide, scene, recovery) == (R.CARRIER_NOT_HEARD,)
    with time_machine.travel(datetime(2027, 6, 20, 12, tzinfo=UTC), tick=False):
        assert objections_to(decide, scene, recovery) == (R.CARRIER_NOT_HEARD,)
    with time_machine.travel(datetime(2027, 6, 21, 12, tzinfo=UTC), tick=False):
        assert decide(scene, recovery).state == RecoveryState.DECIDED


def test_an_answer_lets_it_be_decided_within_what_was_said(scene, paid):
    recovery = opened(scene, paid)
    first = answer_recovery(recovery=recovery, response="Deux séances ont eu lieu.", by=scene.writer)
    again = answer_recovery(recovery=recovery, response="Deux séances ont eu lieu.", by=scene.writer)
    assert (again.version, again.state) == (first.version, RecoveryState.HEARD)
    assert objections_to(decide, scene, recovery, "1000.01") == (R.MORE_THAN_CONSIDERED,)
    assert objections_to(decide, scene, recovery, act_number=" ") == (R.ACT_NEEDED,)
    done = decide(scene, recovery, "600")
    assert decide(scene, recovery, "600").version == done.version
    letter = words_of(IssuedDocument.objects.get(kind="recovery_decision"))
    assert "Vous avez répondu le 1er juin 2027." in letter
    assert "Par l’acte n° 2027-200 du 1er juin 2027, l’État vous demande de reverser 600 €" in letter
    assert "Acte n° 2027-200 du 1er juin 2027" in letter.partition("Si vous contestez cette décision")[2]
    assert objections_to(drop_recovery, recovery=recovery, by=scene.pilot) == (R.NOT_OPEN,)


@pytest.mark.parametrize("who", ["pilot", "mayor"])
def test_only_the_carrier_answers(scene, paid, who):
    recovery = opened(scene, paid)
    objections = objections_to(answer_recovery, recovery=recovery, response="x", by=getattr(scene, who))
    assert objections == (R.NOT_THE_CARRIER,)


def test_a_procedure_is_given_up_once(scene, paid):
    recovery = opened(scene, paid)
    first = drop_recovery(recovery=recovery, by=scene.pilot)
    assert drop_recovery(recovery=recovery, by=scene.pilot).version == first.version
    assert objections_to(answer_recovery, recovery=recovery, response="x", by=scene.writer) == (R.NOT_OPEN,)


def test_a_carrier_whose_procedure_is_given_up_has_a_letter_of_it(scene, paid):
    recovery = opened(scene, paid)
    answer_recovery(recovery=recovery, response="Tout a eu lieu.", by=scene.writer)
    for _twice in range(2):
        drop_recovery(recovery=recovery, by=scene.pilot)
    document = IssuedDocument.objects.get(kind="recovery_dropped")
    assert (document.about, document.title) == (str(recovery.uuid), "Aucun reversement ne vous est demandé")
    letter = words_of(document)
    assert "Par lettre du 1er juin 2027, l’État vous a dit qu’il envisageait le reversement de 1" in letter
    assert "Vous avez répondu le 1er juin 2027." in letter
    assert "Le 1er juin 2027, l’État a abandonné cette procédure" in letter
    assert "Acte n°" not in letter and "{" not in letter
    assert document in visible_documents(scene.writer, scene.file)


def test_each_procedure_that_is_given_up_has_its_own_letter(scene, paid):
    for motive in ("Non fait.", "Mal fait."):
        drop_recovery(recovery=opened(scene, paid, motive=motive), by=scene.pilot)
    letters = IssuedDocument.objects.filter(kind="recovery_dropped")
    assert sorted(letters.values_list("about", flat=True)) == sorted(
        str(uuid) for uuid in Recovery.objects.values_list("uuid", flat=True)
    )


def test_a_procedure_is_given_up_with_its_letter_even_once_the_decision_is_withdrawn(scene, paid):
    recovery = opened(scene, paid)
    kept = ledger_of(paid).kept
    note_refund(award=paid, amount=kept, paid_on=DAY, reference="T-1", by=scene.pilot)
    paid.refresh_from_db()
    withdraw_award(award=paid, reason="Rendue.", act_number="2027-300", version=paid.version, by=scene.pilot)
    drop_recovery(recovery=recovery, by=scene.pilot)
    assert IssuedDocument.objects.filter(kind="recovery_dropped").count() == 1


def test_the_pages_lead_from_the_procedure_to_its_answer_and_its_decision(client, scene, paid):
    client.force_login(scene.pilot)
    form = {"amount": "1 000", "motive": "Action en partie.", "respond_by": "2027-06-20"}
    assert (
        client.post(reverse("grants:recovery_open", args=[scene.file.uuid, paid.uuid]), form).status_code
        == 302
    )
    recovery = Recovery.objects.get()
    address = [scene.file.uuid, recovery.uuid]
    client.force_login(scene.writer)
    assert "Vos observations" in client.get(reverse("grants:recovery", args=address)).content.decode()
    client.post(reverse("grants:recovery", args=address), {"response": "Voici nos preuves."})
    assert client.get(reverse("grants:recovery_decide", args=address)).status_code == 403
    client.force_login(scene.pilot)
    recovery.refresh_from_db()
    decision = {"version": recovery.version, "amount": "600", "act_number": "2027-200"}
    assert client.post(reverse("grants:recovery_decide", args=address), decision).status_code == 302
    recovery.refresh_from_db()
    assert (recovery.state, recovery.amount) == (RecoveryState.DECIDED, Decimal(600))
    text = client.get(reverse("grants:ledger", args=[scene.file.uuid])).content.decode()
    assert "Procédures de reversement" in text


def test_an_amendment_is_recorded_on_its_page_and_a_bad_one_keeps_what_was_typed(client, scene, award):
    client.force_login(scene.pilot)
    url = reverse("grants:amend", args=[scene.file.uuid, award.uuid])
    assert client.get(url).status_code == 200
    form = {
        "version": 1,
        "kind": "amount",
        "amount": "99 999",
        "reason": "R",
        "act_number": "9",
        "act_on": "2027-06-01",
    }
    assert "99 999" in client.post(url, form).content.decode()
    assert client.post(url, form | {"amount": "6 000"}).status_code == 302
    assert Amendment.objects.count() == 1
