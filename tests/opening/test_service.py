"""Pieces noted in versions; the joint act of two co-pilots; training mode until then."""

from datetime import date, timedelta

import pytest
from django_scopes import scope

from cite.accounts.enums import Role
from cite.core.dates import today
from cite.core.decisions import Refused
from cite.core.journal import act_recorded
from cite.files.models import StoredFile
from cite.opening import operations
from cite.opening.enums import ComplianceKind, ServiceObjection, ServiceState
from cite.opening.models import Commissioning, ComplianceItem
from cite.opening.permissions import (
    can_enter_real_residents,
    can_enter_residents,
    in_service_since,
    is_in_training,
)
from cite.opening.queries import what_is_missing
from tests.factories.accounts import make_user
from tests.factories.files import make_upload
from tests.factories.opening import note_everything

pytestmark = pytest.mark.django_db

K = ComplianceKind
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def people(territory):
    roles = {
        "state": Role.CO_PILOT_STATE,
        "metropole": Role.CO_PILOT_METROPOLE,
        "officer": Role.DATA_PROTECTION_OFFICER,
        "coordinator": Role.COORDINATOR,
        "carrier": Role.CARRIER,
    }
    return {name: make_user(name, role=role, territory=territory) for name, role in roles.items()}


def note(territory, by, kind=K.HOST_CONTRACT, number=0, **fields):
    sheet = operations.PieceSheet(**{"dated_on": date(2026, 1, 5), "reference": "Marché 12"} | fields)
    return operations.note_piece(territory=territory, kind=kind, sheet=sheet, number=number, by=by)


def put_in_service(territory, people) -> None:
    note_everything(territory, people["officer"])
    operations.agree_to_service(territory=territory, version=1, by=people["state"])
    operations.agree_to_service(territory=territory, version=2, by=people["metropole"])


def why(refusal) -> set[str]:
    return {objection.value for objection in refusal.value.decision.objections}


class TestPieces:
    @pytest.mark.parametrize("who", ["state", "metropole", "officer"])
    def test_co_pilots_and_the_officer_note(self, territory, people, who):
        assert note(territory, people[who]).number == 1

    @pytest.mark.parametrize("who", ["coordinator", "carrier"])
    def test_nobody_else_does(self, territory, people, who):
        with pytest.raises(Refused):
            note(territory, people[who])
        with pytest.raises(Refused):
            note(territory, make_user("administrator", is_staff=True))

    def test_versions_are_kept_with_their_documents(self, territory, people):
        first = note(territory, people["state"], upload=make_upload(PDF, "contrat.pdf"))
        second = note(territory, people["officer"], number=1, reference="Marché 13")
        third = note(territory, people["officer"], number=2, drops_document=True)
        assert (first.document, second.document_id, third.document) == (
            first.document,
            first.document_id,
            None,
        )
        assert list(ComplianceItem.objects.values_list("number", flat=True)) == [3, 2, 1]
        assert ComplianceItem.objects.get(number=1).reference == "Marché 12"

    def test_the_second_of_two_people_is_told(self, territory, people):
        note(territory, people["state"])
        with pytest.raises(Refused, match="Une autre personne a modifié"):
            note(territory, people["metropole"], upload=make_upload(PDF, "contrat.pdf"))
        assert StoredFile.objects.get().erased_at is not None

    def test_dates_are_in_order(self, territory, people):
        with pytest.raises(Refused, match="vient après"):
            note(territory, people["state"], valid_until=date(2025, 1, 1))

    def test_a_hostile_document_is_refused(self, territory, people):
        with pytest.raises(Refused, match="page web"):
            note(territory, people["state"], upload=make_upload(b"<html><script>", "contrat.pdf"))
        assert not ComplianceItem.objects.exists()


class TestJointAct:
    def test_it_takes_every_piece_and_two_people(self, territory, people):
        assert not can_enter_real_residents(territory)
        with pytest.raises(Refused) as refusal:
            operations.agree_to_service(territory=territory, version=1, by=people["state"])
        assert len(refusal.value.decision.objections) == 8
        put_in_service(territory, people)
        row = Commissioning.objects.get()
        assert row.state == ServiceState.IN_SERVICE
        assert row.in_service_since is not None
        assert (row.agreed_by_state, row.agreed_by_metropole) == (people["state"], people["metropole"])
        assert can_enter_real_residents(territory)

    def test_one_agreement_opens_nothing(self, territory, people):
        note_everything(territory, people["officer"])
        operations.agree_to_service(territory=territory, version=1, by=people["metropole"])
        assert not can_enter_real_residents(territory)
        with pytest.raises(Refused) as refusal:
            operations.agree_to_service(territory=territory, version=2, by=people["metropole"])
        assert ServiceObjection.OTHER_CO_PILOT in refusal.value.decision.objections

    def test_one_person_with_both_roles_is_not_two(self, territory, people):
        from cite.accounts.models import TerritoryRole

        note_everything(territory, people["officer"])
        both = make_user("both", role=Role.CO_PILOT_STATE, territory=territory)
        TerritoryRole.objects.create(user=both, territory=territory, role=Role.CO_PILOT_METROPOLE)
        operations.agree_to_service(territory=territory, version=1, by=both)
        with pytest.raises(Refused) as refusal:
            operations.agree_to_service(territory=territory, version=2, by=both)
        assert "same_person" in why(refusal)

    @pytest.mark.parametrize("who", ["officer", "coordinator", "carrier"])
    def test_nobody_else_agrees_or_suspends(self, territory, people, who):
        put_in_service(territory, people)
        with pytest.raises(Refused):
            operations.suspend_service(territory=territory, reason="x", version=3, by=people[who])
        with pytest.raises(Refused):
            operations.agree_to_service(territory=territory, version=3, by=people[who])

    def test_an_agreement_is_taken_back_before_the_other_comes(self, territory, people):
        note_everything(territory, people["officer"])
        operations.agree_to_service(territory=territory, version=1, by=people["state"])
        with pytest.raises(Refused, match="de l’autre institution"):
            operations.withdraw_agreement(territory=territory, version=2, by=people["metropole"])
        operations.withdraw_agreement(territory=territory, version=2, by=people["state"])
        row = Commissioning.objects.get()
        assert (row.state, row.agreed_by_state, row.agreed_by_state_on) == (ServiceState.TRAINING, None, None)

    def test_either_suspends_and_both_resume(self, territory, people):
        put_in_service(territory, people)
        with pytest.raises(Refused, match="Dites pourquoi"):
            operations.suspend_service(territory=territory, reason="  ", version=3, by=people["state"])
        operations.suspend_service(territory=territory, reason="Faille", version=3, by=people["metropole"])
        assert "suspendu" in can_enter_real_residents(territory).sentences[0]
        operations.agree_to_service(territory=territory, version=4, by=people["metropole"])
        assert not can_enter_real_residents(territory)
        operations.agree_to_service(territory=territory, version=5, by=people["state"])
        assert can_enter_real_residents(territory)
        assert Commissioning.objects.get().suspension_reason == ""

    def test_once_in_service_people_stay_real_whatever_comes(self, territory, people):
        assert is_in_training(territory) and can_enter_residents(territory)
        put_in_service(territory, people)
        since = in_service_since(territory)
        assert since and can_enter_residents(territory)
        operations.suspend_service(territory=territory, reason="Faille", version=3, by=people["state"])
        operations.agree_to_service(territory=territory, version=4, by=people["state"])
        operations.withdraw_agreement(territory=territory, version=5, by=people["state"])
        row = Commissioning.objects.get()
        assert (row.state, row.suspension_reason) == (ServiceState.SUSPENDED, "Faille")
        assert not can_enter_residents(territory) and not is_in_training(territory)
        operations.agree_to_service(territory=territory, version=6, by=people["state"])
        assert "suspendu" in can_enter_residents(territory).sentences[0]
        operations.agree_to_service(territory=territory, version=7, by=people["metropole"])
        assert can_enter_residents(territory) and in_service_since(territory) == since

    def test_what_was_read_must_still_be_so(self, territory, people):
        put_in_service(territory, people)
        with pytest.raises(Refused, match="Une autre personne"):
            operations.suspend_service(territory=territory, reason="x", version=1, by=people["state"])

    def test_an_outdated_piece_is_missing_again_but_suspends_nothing(self, territory, people):
        put_in_service(territory, people)
        yesterday = today() - timedelta(days=1)
        note(territory, people["officer"], number=1, valid_until=yesterday)
        assert [o.kind for o in what_is_missing(territory).objections] == [K.HOST_CONTRACT]
        assert can_enter_real_residents(territory)

    def test_another_cite_stays_in_training(self, territory, other_territory, people):
        put_in_service(territory, people)
        with scope(territory=other_territory):
            assert not can_enter_real_residents(other_territory)
        assert not can_enter_real_residents(None)

    def test_it_is_all_in_the_journal_and_told(self, territory, people):
        from cite.notifications.models import Message

        acts = []

        def hear(sender, act, **kwargs):
            acts.append(act.action)

        act_recorded.connect(hear)
        put_in_service(territory, people)
        operations.suspend_service(territory=territory, reason="Faille", version=3, by=people["state"])
        ours = [act for act in acts if act.startswith("opening.") and act != "opening.note_piece"]
        assert ours == ["opening.agree_to_service", "opening.put_in_service", "opening.suspend_service"]
        told = set(Message.objects.values_list("kind", flat=True))
        assert {"opening.agreed", "opening.in_service", "opening.suspended"} <= told
