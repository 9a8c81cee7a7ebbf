"""Two people write, deposit, hand over, sign or answer at the same instant: one defined end, nothing lost."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.accounts.models import Link
from cite.grants.enums import ApplicationState, PieceState, RulingOutcome
from cite.grants.enums import RulingSubject as S
from cite.grants.models import (
    Application,
    Attachment,
    Award,
    CallEdition,
    Deposit,
    IssuedDocument,
    Pledge,
    Review,
    Ruling,
)
from cite.grants.operations.admissibility import check_piece
from cite.grants.operations.answers import save_answer
from cite.grants.operations.applications import start_application
from cite.grants.operations.attachments import detach_document, reuse_document
from cite.grants.operations.calls import agree_to_edition, correct_call, create_call
from cite.grants.operations.documents import issue_document
from cite.grants.operations.funders import save_funder
from cite.grants.operations.pledges import answer_pledge, ask_partner, name_partner, remove_partner
from cite.grants.operations.reviews import declare_conflict
from cite.grants.operations.rulings import rule, withdraw_ruling
from cite.grants.operations.signing import deposit_application, finish_application
from cite.grants.operations.transfers import transfer_application
from cite.grants.rules.answers import fingerprint
from cite.notifications.models import Message
from tests.at_once import DONE, POSTGRESQL_ONLY, at_once, in_turn
from tests.factories.grants import (
    make_application,
    make_attachment,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_envelope,
    make_funded_action,
    make_funder,
    make_review,
)
from tests.grants.test_signing import make_complete, sign

pytestmark = pytest.mark.django_db(transaction=True)
PARIS = ZoneInfo("Europe/Paris")
CHANGED = "changed_meanwhile"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime(2026, 12, 10, 10, tzinfo=PARIS), tick=False) as traveller:
        yield traveller


@pytest.fixture
def edition(territory):
    return make_edition(make_call(territory), pieces=[])


@pytest.fixture
def carrier(territory):
    return make_carrier(territory, "Association A")


@pytest.fixture
def rose(carrier):
    return make_carrier_member(carrier, "rose", Role.LEGAL_REPRESENTATIVE)


@pytest.fixture
def draft(edition, carrier, lea):
    return make_application(edition, carrier, lea)


@pytest.fixture
def signed(territory, edition, carrier, lea, rose):
    funder = make_funder(territory)
    make_envelope(edition.call, funder)
    file = make_complete(edition, carrier, lea, rose, funder)
    finish_application(application=file, by=lea)
    sign(file, rose)
    return file


class TestDepositing:
    def test_twice_makes_one_deposit_one_receipt_one_message(self, territory, signed, lea, rose):
        ends = at_once(
            territory,
            *[lambda by=by: deposit_application(application=signed, by=by) for by in (lea, rose, lea)],
        )
        assert ends == [DONE] * 3
        assert (Deposit.objects.count(), Award.objects.count(), IssuedDocument.objects.count()) == (1, 1, 1)
        told = Message.objects.filter(kind="grants.deposited")
        assert sorted(told.values_list("recipient", flat=True)) == sorted([lea.pk, rose.pk])

    def test_while_the_call_is_corrected_both_happen(self, territory, edition, signed, lea, pilots):
        correction = correct_call(call=edition.call, reason="Un mot manquait.", by=pilots[0])
        agree_to_edition(edition=correction, version=1, by=pilots[0])
        ends = at_once(
            territory,
            lambda: deposit_application(application=signed, by=lea),
            lambda: agree_to_edition(edition=correction, version=2, by=pilots[1]),
        )
        assert ends == [DONE, DONE]
        signed.refresh_from_db()
        assert (signed.state, signed.edition_id) == (ApplicationState.DEPOSITED, edition.pk)
        states = dict(CallEdition.objects.values_list("number", "state"))
        assert states == {1: "replaced", 2: "published"}

    @POSTGRESQL_ONLY
    def test_the_instant_she_pressed_holds_though_the_deadline_passes_meanwhile(
        self, territory, signed, lea, clock
    ):
        last_second = datetime(2027, 1, 24, 23, 59, 59, tzinfo=PARIS)
        clock.move_to(last_second)
        ends = in_turn(
            territory,
            signed,
            lambda: deposit_application(application=signed, by=lea),
            lambda: clock.move_to(datetime(2027, 1, 25, 0, 0, 1, tzinfo=PARIS)),
        )
        assert ends == [DONE, DONE]
        assert Deposit.objects.get().deposited_at == last_second

    def test_while_the_file_is_handed_over_one_of_them_is_told_why_not(self, territory, signed, lea, pilots):
        other = make_carrier(territory, "Association B")
        ends = at_once(
            territory,
            lambda: deposit_application(application=signed, by=lea),
            lambda: transfer_application(application=signed, to=other, reason="Fusion.", by=pilots[0]),
        )
        signed.refresh_from_db()
        is_deposited = ends[0] == DONE
        assert ends == ([DONE, "not_editable"] if is_deposited else ["not_your_file", DONE])
        assert (signed.partner == other, Deposit.objects.count()) == (not is_deposited, int(is_deposited))

    def test_two_documents_at_once_have_two_numbers_and_one_file_has_one(
        self, territory, edition, carrier, lea, pilots
    ):
        files = [
            make_application(
                edition, carrier, lea, state="deposited", deposited_at=datetime(2026, 12, 9, tzinfo=PARIS)
            )
            for _ in range(2)
        ]
        ends = at_once(
            territory,
            *[
                lambda file=file: issue_document(application=file, kind="receipt", by=pilots[0])
                for file in files * 2
            ],
        )
        assert ends == [DONE] * 4
        numbers = sorted(IssuedDocument.objects.values_list("number", flat=True))
        assert numbers == ["2026-0001", "2026-0002"]


class TestStarting:
    def test_a_button_pressed_twice_starts_one_file_and_two_people_have_two_numbers(
        self, territory, edition, carrier, lea, rose
    ):
        ends = at_once(
            territory,
            *[
                lambda by=by: start_application(edition=edition, partner=carrier, by=by)
                for by in (lea, lea, rose)
            ],
        )
        assert ends == [DONE] * 3
        numbers = sorted(Application.objects.values_list("number", flat=True))
        assert numbers == ["CE-2027-001", "CE-2027-002"]

    def test_one_call_of_a_name_and_one_funder_of_a_name(self, territory, pilots):
        calls = at_once(
            territory,
            *[
                lambda by=by: create_call(territory=territory, year=2028, title="Cité 2028", by=by)
                for by in pilots
            ],
        )
        assert sorted(calls) == ["call_exists", DONE]
        funders = at_once(
            territory,
            *[
                lambda by=by: save_funder(
                    territory=territory, values={"name": "Département", "kind": "departement"}, by=by
                )
                for by in pilots
            ],
        )
        assert sorted(funders) == [DONE, "funder_exists"]


class TestAnswers:
    def test_two_fields_of_a_step_are_both_kept(self, territory, draft, lea, rose):
        ends = at_once(
            territory,
            lambda: save_answer(
                application=draft, key="title", value="Un titre", seen=fingerprint(None), by=lea
            ),
            lambda: save_answer(
                application=draft, key="need", value="Un besoin", seen=fingerprint(None), by=rose
            ),
        )
        assert ends == [DONE, DONE]
        draft.refresh_from_db()
        assert draft.answers == {"title": "Un titre", "need": "Un besoin"}

    def test_of_one_field_one_is_kept_and_the_other_is_shown_it(self, territory, draft, lea, rose):
        kept = {}

        def write(by, value):
            kept[value] = save_answer(
                application=draft, key="need", value=value, seen=fingerprint(None), by=by
            )

        ends = at_once(territory, lambda: write(lea, "De Léa"), lambda: write(rose, "De Rose"))
        assert ends == [DONE, DONE]
        draft.refresh_from_db()
        stored = draft.answers["need"]
        assert {kept[value].settlement for value in kept} == {"saved", "conflict"}
        assert {kept[value].stored for value in kept} == {stored}
        assert kept[stored].settlement == "saved"

    def test_a_document_taken_again_twice_is_joined_once(self, territory, edition, carrier, lea):
        asked = make_edition(make_call(territory, year=2027, title="Autre appel"))
        document = make_attachment(make_application(asked, carrier, lea), lea)
        file = make_application(asked, carrier, lea)
        ends = at_once(territory, *[lambda: reuse_document(application=file, document=document, by=lea)] * 3)
        assert (ends, Attachment.objects.filter(application=file).count()) == ([DONE] * 3, 1)


class TestCoPilots:
    @pytest.fixture
    def late(self, territory, edition, carrier, lea):
        """A file whose carrier owes last year's bilan."""
        make_funded_action(carrier, year=2026)
        return make_application(
            edition, carrier, lea, state="taken_up", deposited_at=datetime(2026, 12, 9, tzinfo=PARIS)
        )

    def derogate(self, file, by, reason="Fermeture."):
        return rule(
            application=file,
            subject=S.REPORT_AT_PAYMENT,
            outcome=RulingOutcome.ACCEPTED,
            reason=reason,
            by=by,
        )

    def test_both_derogate_at_once_and_it_holds(self, territory, late, pilots):
        ends = at_once(territory, *[lambda by=by: self.derogate(late, by) for by in pilots])
        assert ends == [DONE, DONE]
        ruling = Ruling.objects.get()
        assert {ruling.agreed_by_state, ruling.agreed_by_metropole} == set(pilots)

    def test_one_signs_while_the_other_takes_back(self, territory, late, pilots):
        first = self.derogate(late, pilots[0])
        ends = at_once(
            territory,
            lambda: self.derogate(late, pilots[1]),
            lambda: withdraw_ruling(ruling=first, version=1, by=pilots[0]),
        )
        ruling = Ruling.objects.get()
        sides = (ruling.agreed_by_state, ruling.agreed_by_metropole)
        assert (ends, sides) in [([DONE, CHANGED], pilots), ([DONE, DONE], (None, pilots[1]))]

    def test_taken_back_twice_the_second_is_told(self, territory, late, pilots):
        first = self.derogate(late, pilots[0])
        ends = at_once(territory, *[lambda: withdraw_ruling(ruling=first, version=1, by=pilots[0])] * 2)
        assert sorted(ends) == [DONE, "gone_meanwhile"]

    def test_a_link_declared_from_two_files_at_once(self, territory, edition, carrier, lea, pilots):
        files = [make_application(edition, carrier, lea, state="in_review") for _ in range(2)]
        reviews = [make_review(file, pilots[0]) for file in files]
        ends = at_once(
            territory,
            *[
                lambda review=review: declare_conflict(
                    review=review, conflict="declared", reason="Trésorier.", by=pilots[0]
                )
                for review in reviews
            ],
        )
        assert sorted(ends) == [DONE, "not_yours"]
        left = Review.objects.filter(conflict="declared").exclude(withdrawn_at=None)
        assert left.count() == 2

    def test_a_document_checked_while_its_carrier_takes_it_away(
        self, territory, edition, carrier, lea, pilots
    ):
        file = make_application(
            edition, carrier, lea, state="to_correct", deposited_at=datetime(2026, 12, 9, tzinfo=PARIS)
        )
        piece = make_attachment(file, lea)
        ends = at_once(
            territory,
            lambda: check_piece(attachment=piece, state=PieceState.COMPLIANT, by=pilots[0], version=1),
            lambda: detach_document(application=file, document=piece, by=lea),
        )
        assert ends in ([DONE, DONE], ["gone_meanwhile", DONE])
        assert Attachment.objects.count() == 0


class TestPartners:
    @pytest.fixture
    def pledge(self, draft, lea):
        pledge = name_partner(application=draft, name="Mission locale", email="ml@exemple.fr", by=lea)
        return ask_partner(pledge=pledge, by=lea)

    def test_a_link_answered_twice_serves_once(self, territory, pledge):
        link = Link.objects.get()
        ends = at_once(
            territory, *[lambda said=said: answer_pledge(link=link, answer=said) for said in ("yes", "no")]
        )
        assert sorted(ends) == [DONE, "used"]
        said = "yes" if ends[0] == DONE else "no"
        assert Pledge.objects.get().answer == said

    @POSTGRESQL_ONLY
    @pytest.mark.parametrize("move", ["remove", "rename"])
    @pytest.mark.parametrize("first", ["answer", "change"])
    def test_an_answer_while_the_carrier_changes_the_partner(
        self, territory, draft, pledge, lea, move, first
    ):
        link = Link.objects.get()

        def change():
            if move == "remove":
                remove_partner(pledge=pledge, by=lea)
            else:
                name_partner(application=draft, name="Mission locale", email="autre@exemple.fr", by=lea)

        answer = lambda: answer_pledge(link=link, answer="yes")  # noqa: E731
        late = "no_longer_named" if move == "remove" else "revoked"
        if first == "answer":
            assert in_turn(territory, link, answer, change) == [DONE, DONE]
        else:
            assert in_turn(territory, link, change, answer) == [DONE, late]
        assert list(Pledge.objects.values_list("answer", flat=True)) == (
            [] if move == "remove" else ["unknown"]
        )
