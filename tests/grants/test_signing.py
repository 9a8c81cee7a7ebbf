"""Files finished, signed, deposited once, deposited again, withdrawn; and every reason why not."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from cite.accounts.enums import Role
from cite.actors.enums import CommitmentKind
from cite.actors.models import Commitment
from cite.core.dates import today
from cite.grants.enums import ApplicationState, AwardState, CarrierKind, DocumentKind, EditionState
from cite.grants.models import (
    Application,
    Award,
    BudgetLine,
    CarrierSheet,
    CorrectionRound,
    Deposit,
    IssuedDocument,
    Pledge,
    ReachedDistrict,
    Remark,
    Signature,
)
from cite.grants.operations.answers import save_answer
from cite.grants.operations.signing import (
    deposit_application,
    finish_application,
    sign_application,
    withdraw_application,
)
from cite.grants.queries.admissibility import clock_of
from cite.grants.queries.applications import content_of, fingerprint_of, missing_of
from cite.grants.queries.signing import attestation_points
from cite.grants.rules.answers import fingerprint
from cite.grants.rules.questions import QUESTIONS, AnswerKind, Step
from cite.notifications.models import Message
from tests.factories.accounts import make_user
from tests.factories.actors import make_text
from tests.factories.grants import (
    make_application,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_funder,
)
from tests.factories.territories import make_commune, make_district
from tests.refusals import refusal

PARIS = ZoneInfo("Europe/Paris")
DURING = datetime(2026, 12, 10, 10, tzinfo=PARIS)
LAST_SECOND = datetime(2027, 1, 24, 23, 59, 59, tzinfo=PARIS)
TOO_LATE = datetime(2027, 1, 25, 0, 0, 1, tzinfo=PARIS)

_EXAMPLES = {
    AnswerKind.LINE: "Texte",
    AnswerKind.TEXT: "Texte",
    AnswerKind.EMAIL: "rose@exemple.fr",
    AnswerKind.PHONE: "04 77 00 00 00",
    AnswerKind.INTEGER: 12,
    AnswerKind.DECIMAL: "1.00",
    AnswerKind.PERCENT: 90,
    AnswerKind.YES_NO: "no",
    AnswerKind.ROWS: [["Entrées", "12"]],
}
_CHOSEN = {
    "request_kind": "first",
    "public_aid": "up_to",
    "stakes": ["outreach"],
    "priorities": ["off_radar"],
    "starts_on": "2027-02-01",
    "ends_on": "2027-11-30",
}


def complete_answers(step_of_sheet: bool) -> dict:
    return {
        str(q.key): _CHOSEN.get(q.key, _EXAMPLES.get(q.kind))
        for q in QUESTIONS
        if (q.step == Step.CARRIER) == step_of_sheet
    }


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def edition(territory):
    return make_edition(make_call(territory), pieces=[])


@pytest.fixture
def rose(carrier):
    return make_carrier_member(carrier, "rose", Role.LEGAL_REPRESENTATIVE)


@pytest.fixture
def funder(territory):
    return make_funder(territory)


@pytest.fixture
def file(territory, edition, carrier, lea, rose, funder):
    return make_complete(edition, carrier, lea, rose, funder)


def make_complete(edition, carrier, lea, rose, funder) -> Application:
    """A file to which nothing lacks."""
    territory = edition.territory
    CarrierSheet.objects.create(territory=territory, partner=carrier, answers=complete_answers(True))
    file = make_application(
        edition,
        carrier,
        lea,
        answers=complete_answers(False),
        starts_on="2027-02-01",
        ends_on="2027-11-30",
        priorities=["off_radar"],
    )
    same = {"territory": territory, "application": file}
    commune = make_commune("42218", epci_code=territory.epci_code)
    ReachedDistrict.objects.create(district=make_district(commune), participants=12, **same)
    Pledge.objects.create(name="Mission locale des Collines", **same)
    BudgetLine.objects.create(account="60_supplies", amount="5000.00", **same)
    BudgetLine.objects.create(
        account="74_state", amount="5000.00", funder=funder, status="asked", credit="cite", **same
    )
    text = make_text(territory, kind=CommitmentKind.REPUBLICAN_COMMITMENT)
    Commitment.objects.create(
        territory=territory,
        partner=carrier,
        text=text,
        organization_name="Association",
        signed_by=rose,
        signatory_name="Rose",
        signatory_function="Présidente",
        signed_at=DURING,
        sha256=text.sha256,
    )
    file.refresh_from_db()
    return file


def sha(file) -> str:
    return fingerprint_of(content_of(Application.objects.get(pk=file.pk)))


def sign(file, by, sha256=None) -> Signature:
    return sign_application(
        application=file,
        sha256=sha256 or sha(file),
        name="Rose Exemple",
        function="Présidente",
        place="Saint-Étienne",
        by=by,
    )


@pytest.fixture
def signed(file, lea, rose):
    finish_application(application=file, by=lea)
    sign(file, rose)
    file.refresh_from_db()
    return file


class TestFinishing:
    def test_who_signs_is_told_once(self, file, lea, rose):
        for _ in range(2):
            assert finish_application(application=file, by=lea).state == ApplicationState.TO_SIGN
        assert Message.objects.filter(kind="grants.to_sign", recipient=rose).count() == 1

    def test_every_reason_at_once(self, file, lea):
        file.answers = {k: v for k, v in file.answers.items() if k not in {"need", "innovation"}}
        file.save()
        BudgetLine.objects.filter(application=file, account="60_supplies").update(amount="4000.00")
        found = refusal(lambda: finish_application(application=file, by=lea))
        assert "incomplete" in found
        assert len(found) >= 3  # the answers, the fiche technique, the budget

    def test_what_lacks_is_named(self, file):
        del file.answers["need"]
        ReachedDistrict.objects.all().delete()
        assert [lack.label for lack in missing_of(file)] == [
            "Quel besoin avez-vous constaté\u00a0?",
            "Quartiers touchés",
        ]


class TestSigning:
    def test_the_representative_signs_what_she_read(self, file, lea, rose):
        finish_application(application=file, by=lea)
        signature = sign(file, rose)
        assert signature.sha256 == sha(file)
        assert "Rose Exemple, Présidente" in signature.statement
        assert "5\u202f000,00\u00a0€" in signature.statement or "5 000" in signature.statement.replace(
            "\u202f", " "
        )
        assert sign(file, rose) == signature
        assert Message.objects.filter(kind="grants.signed", recipient=lea).count() == 1

    @pytest.mark.parametrize(
        ("writer", "told"),
        [("lea", "Le représentant légal est prévenu."), ("rose", "Relisez, puis signez ci-dessous.")],
    )
    def test_whoever_finishes_reads_what_comes_next(self, client, file, rose, writer, told, request):
        CarrierSheet.objects.update(
            answers=complete_answers(True)
            | {"representative_name": str(rose).upper(), "representative_function": "Présidente"}
        )
        client.force_login(request.getfixturevalue(writer))
        page = client.post(f"/appels-a-projets/dossiers/{file.uuid}/terminer/", follow=True).content.decode()
        assert f"La saisie est terminée. {told}" in page
        assert ('value="Présidente"' in page) == (writer == "rose")  # typed once, in the file

    def test_nobody_else_signs(self, file, lea):
        finish_application(application=file, by=lea)
        assert refusal(lambda: sign(file, lea)) == {"representative_signs"}

    def test_not_the_representative_of_another_body(self, territory, file, lea):
        finish_application(application=file, by=lea)
        other = make_carrier_member(make_carrier(territory), "zoe", Role.LEGAL_REPRESENTATIVE)
        assert refusal(lambda: sign(file, other)) == {"representative_signs"}

    def test_not_before_it_is_finished(self, file, rose):
        assert refusal(lambda: sign(file, rose)) == {"wrong_state"}

    def test_not_what_changed_while_it_was_read(self, file, lea, rose):
        finish_application(application=file, by=lea)
        assert refusal(lambda: sign(file, rose, sha256="0" * 64)) == {"content_changed"}

    def test_a_change_voids_it_and_tells_who_had_signed(self, signed, lea, rose):
        save_answer(application=signed, key="need", value="Autre", seen=fingerprint("Texte"), by=lea)
        signed.refresh_from_db()
        assert signed.state == ApplicationState.DRAFT
        assert Signature.objects.get(application=signed).voided_at == DURING
        assert Message.objects.filter(kind="grants.signature_voided", recipient=rose).count() == 1
        assert refusal(lambda: deposit_application(application=signed, by=lea)) == {"not_signed"}

    def test_its_pages_say_what_a_change_would_do_to_it_then_what_it_did(self, signed, lea, client):
        client.force_login(lea)
        pages = [
            reverse(f"grants:{name}", args=[signed.uuid]) for name in ("partners", "check", "application")
        ]
        said = [client.get(page).context["signature_notice"].split(",")[0] for page in pages]
        assert said == ["Signé par Rose Exemple", "", ""]
        save_answer(application=signed, key="need", value="Autre", seen=fingerprint("Texte"), by=lea)
        answers = [client.get(page) for page in pages]
        notices = {answer.context["signature_notice"] for answer in answers}
        (notice,) = notices
        assert notice.startswith("La signature de Rose Exemple, du")
        assert [notice in answer.text for answer in answers] == [True] * 3

    def test_a_change_that_went_around_is_seen_at_the_deposit(self, signed, lea):
        BudgetLine.objects.filter(application=signed).update(label="Autre")
        assert refusal(lambda: deposit_application(application=signed, by=lea)) == {"signature_stale"}

    def test_a_partner_who_answers_voids_nothing(self, signed, lea):
        Pledge.objects.filter(application=signed).update(answer="yes", words="Oui")
        assert deposit_application(application=signed, by=lea).number == 1

    def test_seven_points_for_an_association(self, file):
        assert len(attestation_points(file)) == 7

    def test_other_points_for_an_authority(self, file):
        file.carrier_kind = CarrierKind.LOCAL_AUTHORITY
        points = " ".join(attestation_points(file))
        assert "organe délibérant" in points
        assert "association" not in points.replace("associations d’élus", "")


class TestDepositing:
    def test_it_is_kept_whole_and_acknowledged(self, signed, lea, funder):
        deposit = deposit_application(application=signed, by=lea)
        signed.refresh_from_db()
        assert signed.state == ApplicationState.DEPOSITED
        assert signed.deposited_at == DURING
        assert signed.carrier_answers == complete_answers(True)
        assert deposit.content["declared"]["answers"]["need"] == "Texte"
        assert deposit.content["declared"]["budget"][1]["amount"] == "5000.00"
        award = Award.objects.get(application=signed)
        assert (award.funder, str(award.amount_asked), award.state) == (funder, "5000.00", AwardState.ASKED)
        text = Message.objects.get(kind="grants.deposited", recipient=lea).body
        assert "12 février 2027" in text
        assert "10 février 2027" in text  # two months of silence
        assert IssuedDocument.objects.filter(application=signed, kind=DocumentKind.RECEIPT).count() == 1

    def test_pressed_twice_is_one_deposit(self, signed, lea):
        deposits = {deposit_application(application=signed, by=lea).pk for _ in range(2)}
        assert len(deposits) == 1
        assert Message.objects.filter(kind="grants.deposited", recipient=lea).count() == 1

    @pytest.mark.parametrize(("moment", "expected"), [(LAST_SECOND, set()), (TOO_LATE, {"call_closed"})])
    def test_until_the_last_second_of_the_last_day(self, signed, lea, clock, moment, expected):
        clock.move_to(moment)
        if expected:
            assert refusal(lambda: deposit_application(application=signed, by=lea)) == expected
            assert not Deposit.objects.exists()
        else:
            assert deposit_application(application=signed, by=lea).deposited_at == moment

    def test_deadlines_are_those_in_force_and_words_those_it_was_written_under(self, signed, lea, clock):
        old = signed.edition
        old.state = EditionState.REPLACED
        old.save()
        make_edition(signed.call, number=2, closes_on=LAST_SECOND.date() + timedelta(days=7))
        clock.move_to(TOO_LATE)
        deposit_application(application=signed, by=lea)
        signed.refresh_from_db()
        assert signed.edition == old

    @pytest.mark.parametrize("role", [Role.CO_PILOT_STATE, Role.INSTRUCTOR])
    def test_nobody_else_deposits(self, signed, territory, role):
        stranger = make_user("stranger", role=role, territory=territory)
        assert refusal(lambda: deposit_application(application=signed, by=stranger)) == {"not_your_file"}

    def test_again_once_corrected(self, signed, lea, rose, territory, clock):
        deposit_application(application=signed, by=lea)
        signed.refresh_from_db()
        signed.state, signed.clock_paused_on = ApplicationState.TO_CORRECT, DURING.date()
        signed.save()
        asked = CorrectionRound.objects.create(
            territory=territory,
            application=signed,
            number=1,
            asked_by=make_user("ida", role=Role.INSTRUCTOR, territory=territory),
            asked_at=DURING,
            due_on=DURING.date() + timedelta(days=15),
        )
        remark = Remark.objects.create(territory=territory, round=asked, place="need", text="Précisez")
        clock.move_to(DURING + timedelta(days=3))
        save_answer(application=signed, key="need", value="Précisé", seen=fingerprint("Texte"), by=lea)
        found = refusal(lambda: deposit_application(application=signed, by=lea))
        assert found == {"not_signed", "remarks_unanswered"}
        remark.reply = "C’est fait"
        remark.save()
        sign(signed, rose)
        deposit = deposit_application(application=signed, by=lea)
        signed.refresh_from_db()
        assert (deposit.number, signed.state) == (2, ApplicationState.TAKEN_UP)
        assert signed.deposited_at == DURING  # the clock of silence runs from the first deposit
        assert signed.clock_paused_days == 3
        second, first = IssuedDocument.objects.order_by("-pk")
        assert (first.kind, first.canceled_at is None, second.canceled_at) == ("receipt", False, None)
        days = {"first": DURING, "again": DURING + timedelta(days=3)}
        first_day, again = (date_format(localtime(day), "j F Y") for day in days.values())
        assert first.cancel_reason == (
            f"Remplacé\N{NO-BREAK SPACE}: le dossier, complété, a été déposé à nouveau le {again}."
        )
        said = json.dumps(second.content, ensure_ascii=False)
        assert f"reçu, le {first_day}" in said and f"déposée à nouveau le {again}" in said
        deadline = clock_of(signed, today()).deadline
        assert f"aucune décision le {date_format(deadline, 'j F Y')}" in said
        assert "déposée à nouveau" not in json.dumps(first.content, ensure_ascii=False)


class TestWithdrawing:
    def test_with_a_reason(self, signed, lea):
        deposit_application(application=signed, by=lea)
        for _ in range(2):
            file = withdraw_application(application=signed, reason=" Partenaire parti ", by=lea)
        assert (file.state, file.end_reason) == (ApplicationState.WITHDRAWN, "Partenaire parti")
        assert Award.objects.get(application=signed).state == AwardState.CANCELED

    def test_not_without_a_reason(self, file, lea):
        assert refusal(lambda: withdraw_application(application=file, reason="  ", by=lea)) == {
            "reason_needed"
        }

    def test_not_once_refused(self, file, lea):
        file.state = ApplicationState.REFUSED
        file.save()
        assert refusal(lambda: withdraw_application(application=file, reason="x", by=lea)) == {"wrong_state"}
