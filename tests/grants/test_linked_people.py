"""Whoever belongs to the carrier judges nothing of it, whatever her role; what a partner said stays what it said."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from cite.accounts.enums import Role
from cite.accounts.operations import create_link
from cite.accounts.queries import open_link
from cite.core.decisions import Refused
from cite.grants.enums import ApplicationState, FundedObjection, PaymentKind, PledgeAnswer, ReviewObjection
from cite.grants.enums.decisions import AwardObjection
from cite.grants.enums.payments import PaymentObjection
from cite.grants.models import Payment, Pledge
from cite.grants.operations.awards import withdraw_award
from cite.grants.operations.funded import correct_funded_action, note_report_received
from cite.grants.operations.opinions import give_opinion_by_link
from cite.grants.operations.payments import note_payment, note_refund, plan_payment
from cite.grants.operations.pledges import PLEDGE_PURPOSE, answer_pledge, ask_partner, name_partner
from cite.grants.operations.reports import expect_reports
from cite.grants.operations.signing import withdraw_application
from cite.grants.permissions.applications import Standing, standings
from cite.grants.permissions.documents import visible_documents
from cite.grants.permissions.reports import can_accept_report, can_return_report
from cite.grants.permissions.rulings import can_rule
from cite.grants.queries.comparison import comparison_of
from cite.grants.rules.opinions import OPINION_PURPOSE
from cite.grants.web.views.base import TABS
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.grants import (
    make_application,
    make_carrier,
    make_envelope,
    make_funded_action,
    make_opinion,
)
from tests.factories.grants_money import make_payment
from tests.factories.reports import report_of
from tests.grants.test_operations_documents import Scene, issue_document
from tests.grants.test_parts import token_sent
from tests.refusals import objections_to

JUNE = datetime(2027, 6, 1, 10, 0, tzinfo=UTC)
DAY = date(2027, 6, 1)


@pytest.fixture
def scene(territory):
    with time_machine.travel(JUNE, tick=False):
        yield Scene(territory)


def treasurer(scene, role):
    """Somebody of the desk who is also a member of the carrier, without writing its files."""
    user = make_user(f"tresoriere-{role}", role=role, territory=scene.territory)
    make_member(scene.carrier, user=user, role=Role.PRESCRIBER)
    return user


def test_a_member_of_the_carrier_is_not_of_the_desk_for_its_file(scene):
    assert standings(scene.pilot, scene.file) == {Standing.DESK}
    assert standings(treasurer(scene, Role.COORDINATOR), scene.file) == frozenset()
    pilot = treasurer(scene, Role.CO_PILOT_METROPOLE)
    assert not can_rule(pilot, scene.file)


def test_the_letter_of_a_decision_not_told_stays_hidden_from_a_carrier_of_the_desk(scene):
    award = scene.grant()
    issue_document(application=scene.file, kind="grant_letter", award=award, by=scene.pilot)
    award.state = "recorded"
    award.save()
    both = make_user("deux-casquettes", role=Role.COORDINATOR, territory=scene.territory)
    make_member(scene.carrier, user=both, role=Role.CARRIER)
    assert standings(both, scene.file) == {Standing.CARRIER}
    assert list(visible_documents(both, scene.file)) == []


def test_a_member_of_the_carrier_never_reads_its_bilan_as_a_judge(scene):
    scene.grant()
    report = report_of(expect_reports(application=scene.file, by=scene.pilot))
    assert can_accept_report(scene.pilot, report)
    member = treasurer(scene, Role.COORDINATOR)
    assert not can_accept_report(member, report)
    assert not can_return_report(member, report)


def test_a_member_of_the_carrier_does_not_note_its_bilans_received(scene):
    action = make_funded_action(scene.carrier, year=2026)
    member = treasurer(scene, Role.COORDINATOR)
    proof = SimpleUploadedFile("bilan.pdf", b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")
    noted = {"funded": action, "on": DAY, "is_final": True, "proof": proof, "version": action.version}
    assert objections_to(note_report_received, by=member, **noted) == (FundedObjection.OWN_ORGANIZATION,)
    corrected = {
        "title": "Avant",
        "funder_name": "",
        "amount": None,
        "interim_received_on": None,
        "report_received_on": DAY,
        "note": "Reçu",
        "version": action.version,
    }
    found = objections_to(correct_funded_action, funded=action, by=member, **corrected)
    assert found == (FundedObjection.OWN_ORGANIZATION,)
    action.refresh_from_db()
    assert action.report_received_on is None


def test_a_file_that_its_carrier_withdrew_is_paid_no_more_and_pays_back(scene):
    scene.file.state = ApplicationState.GRANTED
    scene.file.save()
    award = scene.grant("5000.00")
    planned = {"award": award, "kind": PaymentKind.SINGLE, "planned_on": DAY, "by": scene.pilot}
    first = plan_payment(amount=Decimal(3000), **planned)
    paid = {"paid_on": DAY, "reference": "M-1", "by": scene.pilot}
    note_payment(payment=first, version=first.version, **paid)
    second = plan_payment(amount=Decimal(1000), **planned)
    withdraw_application(application=scene.file, reason="Salariée partie", by=scene.writer)
    assert objections_to(plan_payment, amount=Decimal(500), **planned) == (PaymentObjection.FILE_WITHDRAWN,)
    second.refresh_from_db()
    stopped = objections_to(
        note_payment, payment=second, version=second.version, **paid | {"reference": "M-2"}
    )
    assert (second.state, stopped) == ("canceled", (PaymentObjection.NOT_PLANNED,))
    note_refund(award=award, amount=Decimal(3000), **paid | {"reference": "R-1"})
    assert Payment.objects.filter(state="paid").count() == 2


def test_a_decision_is_not_withdrawn_while_its_money_is_kept(scene):
    envelope = make_envelope(scene.edition.call, scene.state, "5000.00")
    award = scene.grant("5000.00", envelope=envelope)
    envelope.committed = Decimal(5000)
    envelope.save()
    make_payment(award, scene.pilot, amount=Decimal(2000), state="paid", paid_on=DAY)
    withdrawal = {"award": award, "version": award.version, "by": scene.pilot}
    withdrawal |= {"reason": "Non réalisée.", "act_number": "R-1"}
    assert objections_to(withdraw_award, **withdrawal) == (AwardObjection.STILL_PAID,)
    envelope.refresh_from_db()
    assert envelope.committed == 5000
    note_refund(award=award, amount=Decimal(2000), paid_on=DAY, reference="R-1", by=scene.pilot)
    withdraw_award(**withdrawal)
    envelope.refresh_from_db()
    assert envelope.committed == 0


def test_a_member_of_the_carrier_gives_no_opinion_of_its_file_through_a_link(scene):
    opinion = make_opinion(scene.file, scene.pilot, email="voisine@example.org")
    link, _token = create_link(
        purpose=OPINION_PURPOSE,
        territory=scene.territory,
        target_uuid=opinion.uuid,
        by=scene.pilot,
        expires_at=JUNE + timedelta(days=9),
    )
    said = {"link": link, "answer": "favorable", "words": "Très bien.", "name": "Voisine"}
    assert objections_to(give_opinion_by_link, by=scene.writer, **said) == (ReviewObjection.OWN_ORGANIZATION,)
    assert give_opinion_by_link(**said).state == "given"


@pytest.fixture
def draft(scene):
    return make_application(scene.edition, scene.carrier, scene.writer)


def name(scene, draft, **said):
    given = {"name": "Centre social", "email": "a@example.org", "part": "Accueille"} | said
    return name_partner(application=draft, by=scene.writer, **given)


@pytest.mark.parametrize("change", [{"email": "b@example.org"}, {"part": "Finance tout"}])
def test_what_a_partner_answered_does_not_survive_another_part_or_address(scene, draft, change):
    pledge = name(scene, draft)
    Pledge.objects.filter(pk=pledge.pk).update(answer=PledgeAnswer.YES, words="Oui", answered_by="Ana")
    assert name(scene, draft).answer == PledgeAnswer.YES  # the same again changes nothing
    again = name(scene, draft, **change)
    again.refresh_from_db()
    assert (again.pk, again.answer, again.words, again.answered_by) == (pledge.pk, "unknown", "", "")


def test_the_link_sent_to_a_wrong_address_opens_nothing_once_it_is_corrected(scene, draft):
    ask_partner(pledge=name(scene, draft), by=scene.writer)
    token = token_sent()
    link = open_link(token=token, purpose=PLEDGE_PURPOSE)
    assert link is not None
    corrected = name(scene, draft, email="b@example.org")
    assert open_link(token=token, purpose=PLEDGE_PURPOSE) is None
    with pytest.raises(Refused):
        answer_pledge(link=link, answer="yes")
    assert ask_partner(pledge=corrected, by=scene.writer).asked_at == JUNE  # at once, to the right address


def test_the_file_of_another_carrier_is_not_shown_beside_a_transferred_one(scene, draft):
    other = make_carrier(scene.territory)
    draft.previous = make_application(scene.edition, other, scene.writer)
    assert comparison_of(draft) is None
    draft.previous = make_application(scene.edition, scene.carrier, scene.writer)
    assert comparison_of(draft) is not None


def test_each_page_of_a_file_has_one_tab():
    addresses = [tab.url_name for tab in TABS]
    assert sorted(set(addresses)) == sorted(addresses)
