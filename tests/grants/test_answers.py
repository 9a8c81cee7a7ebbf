"""Files started, and written by two people at once: no word is ever lost."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from cite.accounts.enums import Role
from cite.actors.enums import LegalForm
from cite.grants.enums import ApplicationState, CarrierKind, EditionState, WritingObjection
from cite.grants.models import Application, BudgetLine, CarrierSheet, Pledge, ReachedDistrict, Signature
from cite.grants.operations.answers import Typed as Answered
from cite.grants.operations.answers import save_answer, save_sheet
from cite.grants.operations.applications import start_application
from cite.grants.operations.reached import choose_districts
from cite.grants.rules.answers import Settlement, fingerprint
from tests.factories.accounts import make_user
from tests.factories.grants import (
    make_application,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
)
from tests.factories.territories import make_commune, make_district
from tests.refusals import refusal

PARIS = ZoneInfo("Europe/Paris")
DURING = datetime(2026, 12, 10, 10, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def omar(carrier):
    return make_carrier_member(carrier, "omar")


@pytest.fixture
def file(edition, carrier, lea):
    return make_application(edition, carrier, lea)


def write(file, key, value, by, started_from=None):
    return save_answer(application=file, key=key, value=value, seen=fingerprint(started_from), by=by)


class TestStarting:
    def test_numbers_follow_each_other(self, edition, carrier, lea, omar):
        first = start_application(edition=edition, partner=carrier, by=lea)
        second = start_application(edition=edition, partner=carrier, by=omar)
        assert [first.number, second.number] == ["CE-2027-001", "CE-2027-002"]

    def test_two_calls_of_a_year_share_the_sequence(self, territory, edition, carrier, lea):
        other = make_edition(make_call(territory, title="Second appel"))
        numbers = [start_application(edition=e, partner=carrier, by=lea).number for e in (edition, other)]
        assert numbers == ["CE-2027-001", "CE-2027-002"]

    def test_pressed_twice_gives_one_file(self, edition, carrier, lea):
        files = {start_application(edition=edition, partner=carrier, by=lea).pk for _ in range(2)}
        assert len(files) == 1
        edition.call.refresh_from_db()
        assert edition.call.last_number == 1

    @pytest.mark.parametrize(
        ("form", "kind"),
        [
            (LegalForm.ASSOCIATION, CarrierKind.ASSOCIATION),
            (LegalForm.LOCAL_AUTHORITY, CarrierKind.LOCAL_AUTHORITY),
            (LegalForm.PUBLIC_INSTITUTION, CarrierKind.TO_CONFIRM),
            (LegalForm.COOPERATIVE, CarrierKind.TO_CONFIRM),
        ],
    )
    def test_what_a_carrier_is_comes_from_its_legal_form(self, territory, edition, form, kind):
        partner = make_carrier(territory, legal_form=form)
        file = start_application(edition=edition, partner=partner, by=make_carrier_member(partner, "zoe"))
        assert file.carrier_kind == kind

    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            (datetime(2026, 10, 31, 23, 59, 59, tzinfo=PARIS), {"call_not_open"}),
            (datetime(2026, 11, 1, 0, 0, 1, tzinfo=PARIS), set()),
            (datetime(2027, 1, 24, 23, 59, 59, tzinfo=PARIS), set()),
            (datetime(2027, 1, 25, 0, 0, 1, tzinfo=PARIS), {"call_closed"}),
        ],
    )
    def test_only_while_the_call_is_open(self, edition, carrier, lea, moment, expected):
        with time_machine.travel(moment, tick=False):
            if not expected:
                assert start_application(edition=edition, partner=carrier, by=lea).pk
                return
            assert refusal(lambda: start_application(edition=edition, partner=carrier, by=lea)) == expected

    def test_only_for_one_s_own_organization(self, territory, edition, lea):
        other = make_carrier(territory)
        assert refusal(lambda: start_application(edition=edition, partner=other, by=lea)) == {
            WritingObjection.NOT_YOUR_CARRIER
        }

    def test_not_under_words_that_were_replaced(self, edition, carrier, lea):
        edition.state = EditionState.REPLACED
        edition.save()
        assert refusal(lambda: start_application(edition=edition, partner=carrier, by=lea)) == {
            WritingObjection.CALL_CHANGED
        }

    def test_from_last_year_s_file(self, territory, edition, carrier, lea):
        previous = make_application(
            make_edition(make_call(territory, year=2026), closes_on=DURING.date()),
            carrier,
            lea,
            state=ApplicationState.GRANTED,
            answers={
                "title": "Premier pas",
                "need": "Le besoin",
                "starts_on": "2026-02-01",
                "priorities": ["off_radar", "gone"],
                "changes": "Rien",
            },
            deposited_at=DURING,
        )
        district = make_district(make_commune("42218"))
        same = {"territory": territory, "application": previous}
        ReachedDistrict.objects.create(district=district, participants=12, **same)
        BudgetLine.objects.create(account="60_supplies", amount="100.00", status="obtained", **same)
        Pledge.objects.create(name="Mission locale", answer="yes", words="Oui", **same)
        file = start_application(edition=edition, partner=carrier, by=lea, previous=previous)
        assert file.answers == {
            "title": "Premier pas",
            "need": "Le besoin",
            "priorities": ["off_radar"],
            "request_kind": "renewal",
        }
        assert (file.title, file.previous, file.starts_on) == ("Premier pas", previous, None)
        assert ReachedDistrict.objects.get(application=file).participants == 12
        assert BudgetLine.objects.get(application=file).status == ""
        assert Pledge.objects.get(application=file).answer == "unknown"

    def test_never_from_another_carrier_s_file(self, territory, edition, carrier, lea):
        other = make_carrier(territory)
        theirs = make_application(edition, other, make_carrier_member(other, "zoe"))
        call = lambda: start_application(edition=edition, partner=carrier, by=lea, previous=theirs)  # noqa: E731
        assert refusal(call) == {WritingObjection.NOT_THE_SAME_CARRIER}


class TestWriting:
    def test_two_people_in_two_fields(self, file, lea, omar):
        assert write(file, "need", "Le besoin", lea).settlement == Settlement.SAVED
        assert write(file, "objectives", "Le but", omar).settlement == Settlement.SAVED
        file.refresh_from_db()
        assert file.answers == {"need": "Le besoin", "objectives": "Le but"}

    def test_two_people_in_one_field(self, file, lea, omar):
        write(file, "need", "De Léa", lea)
        kept = write(file, "need", "D’Omar", omar)
        assert (kept.settlement, kept.stored) == (Settlement.CONFLICT, "De Léa")
        file.refresh_from_db()
        assert file.answers["need"] == "De Léa"
        merged = save_answer(application=file, key="need", value="De Léa et d’Omar", seen=kept.seen, by=omar)
        assert merged.settlement == Settlement.SAVED

    def test_lists_follow_the_answers(self, file, lea):
        write(file, "title", "Premier pas", lea)
        write(file, "starts_on", "2027-02-01", lea)
        write(file, "priorities", ["off_radar"], lea)
        file.refresh_from_db()
        assert (file.title, str(file.starts_on), file.priorities) == (
            "Premier pas",
            "2027-02-01",
            ["off_radar"],
        )
        assert "premier pas" in file.search_key

    def test_the_sheet_is_shared_by_all_files(self, file, edition, carrier, lea, omar):
        write(file, "carrier_address", "1 rue Fictive", lea)
        other = start_application(edition=edition, partner=carrier, by=omar)
        kept = write(other, "carrier_address", "2 rue Fictive", omar)
        assert kept.stored == "1 rue Fictive"
        assert CarrierSheet.objects.get(partner=carrier).answers == {"carrier_address": "1 rue Fictive"}

    def test_a_change_voids_the_signature_and_reopens(self, file, lea, territory):
        file.state = ApplicationState.TO_SIGN
        file.save()
        signature = Signature.objects.create(
            territory=territory,
            application=file,
            signed_by=make_user("rose"),
            signatory_name="Rose",
            signatory_function="Présidente",
            signed_at=DURING,
            statement="…",
            sha256="0" * 64,
        )
        write(file, "carrier_address", "1 rue Fictive", lea)
        file.refresh_from_db()
        signature.refresh_from_db()
        assert file.state == ApplicationState.DRAFT
        assert signature.voided_at == DURING
        assert signature.void_reason

    @pytest.mark.parametrize("key", ["nonsense", "members\x00", ""])
    def test_a_question_that_does_not_exist(self, file, lea, key):
        assert refusal(lambda: write(file, key, "x", lea)) == {WritingObjection.UNKNOWN_QUESTION}

    def test_a_question_asked_of_others(self, file, lea):
        file.carrier_kind = CarrierKind.LOCAL_AUTHORITY
        file.save()
        assert refusal(lambda: write(file, "members", 12, lea)) == {WritingObjection.UNKNOWN_QUESTION}

    @pytest.mark.parametrize("role", [Role.CO_PILOT_STATE, Role.COORDINATOR, Role.INSTRUCTOR, Role.CARRIER])
    def test_nobody_else_writes(self, file, territory, role):
        stranger = make_user("stranger", role=role, territory=territory)
        assert refusal(lambda: write(file, "need", "x", stranger)) == {WritingObjection.NOT_YOUR_FILE}

    @pytest.mark.parametrize("state", sorted(set(ApplicationState) - {"draft", "to_sign", "to_correct"}))
    def test_not_once_deposited(self, file, lea, state):
        file.state = state
        file.save()
        assert refusal(lambda: write(file, "need", "x", lea)) == {WritingObjection.NOT_EDITABLE}

    def test_the_sheet_by_itself(self, carrier, lea):
        typed = [Answered("carrier_address", "1 rue Fictive", fingerprint(None))]
        assert save_sheet(partner=carrier, typed=typed, by=lea)[0].settlement == Settlement.SAVED
        typed = [Answered("need", "x", fingerprint(None))]
        assert refusal(lambda: save_sheet(partner=carrier, typed=typed, by=lea)) == {"unknown_question"}


class TestDistricts:
    def test_chosen_changed_removed(self, file, lea):
        commune = make_commune("42218")
        one, two = make_district(commune, label="Un"), make_district(commune, label="Deux", code="QN04299M")
        choose_districts(application=file, participants={one: 10, two: None}, by=lea, seen=frozenset())
        choose_districts(application=file, participants={one: 12}, by=lea, seen=frozenset({one.pk, two.pk}))
        lines = ReachedDistrict.objects.filter(application=file)
        assert [(line.district, line.participants) for line in lines] == [(one, 12)]

    def test_what_another_person_added_meanwhile_stays(self, file, lea, omar):
        commune = make_commune("42218")
        one, two = make_district(commune, label="Un"), make_district(commune, label="Deux", code="QN04299M")
        choose_districts(application=file, participants={one: 10}, by=lea, seen=frozenset())
        choose_districts(application=file, participants={two: 5}, by=omar, seen=frozenset())
        assert ReachedDistrict.objects.filter(application=file).count() == 2


def test_no_sequence_of_answers_loses_a_word(file, lea, omar):
    """Two writers, each with a page that shows what it last read: nothing unread is ever overwritten."""
    people = {"lea": lea, "omar": omar}
    texts = st.one_of(st.none(), st.text(alphabet="abc é\n", min_size=1, max_size=6).map(str.strip))

    class Writers(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            Application.objects.filter(pk=file.pk).update(answers={})
            self.stored = None
            self.pages = {"lea": None, "omar": None}
            self.read_by = {"lea": {None}, "omar": {None}}

        @rule(name=st.sampled_from(sorted(people)))
        def reload(self, name):
            self.pages[name] = Application.objects.get(pk=file.pk).answers.get("need")
            self.read_by[name].add(self.pages[name])

        @rule(name=st.sampled_from(sorted(people)), text=texts)
        def type_and_leave_the_field(self, name, text):
            text = text or None
            before = Application.objects.get(pk=file.pk).answers.get("need")
            kept = write(file, "need", text, people[name], started_from=self.pages[name])
            after = Application.objects.get(pk=file.pk).answers.get("need")
            assert kept.stored == after
            if after != before:
                assert before in self.read_by[name], "a text was overwritten unread"
                assert after == text
            if kept.settlement == Settlement.CONFLICT:
                assert after == before
                assert {text, self.pages[name]}.isdisjoint({after})
            self.read_by[name].add(after)
            self.pages[name] = after

    run_state_machine_as_test(
        Writers,
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
