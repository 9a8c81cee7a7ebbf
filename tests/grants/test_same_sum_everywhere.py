"""The same sum, to the cent, wherever a call shows it: asked, granted, taken, paid, given back, withdrawn, left."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.grants.enums import AmendmentKind, ApplicationState, Outcome, PaymentKind
from cite.grants.models import Application, Award, BudgetLine
from cite.grants.operations.amendments import record_amendment
from cite.grants.operations.applications import start_application
from cite.grants.operations.awards import open_awards, withdraw_award
from cite.grants.operations.payments import note_payment, note_refund, plan_payment
from cite.grants.operations.recoveries import open_recovery
from cite.grants.operations.signing import withdraw_application
from cite.grants.queries.awards import asked_amounts
from cite.grants.queries.signing import amount_asked
from cite.grants.rules.afterwards import Amending
from cite.grants.rules.awards import Terms
from tests.factories.accounts import make_user
from tests.factories.deciding import ask, granting, make_advised, make_asked, make_scene
from tests.factories.grants import make_call, make_edition, make_envelope
from tests.grants import sums
from tests.grants.deciding import decided, prepare, record

DAY = date(2027, 6, 1)


@pytest.fixture
def scene(territory):
    with time_machine.travel("2027-06-01 10:00:00+02:00", tick=False):
        scene = make_scene(territory)
        for funder, siret in ((scene.state, "17420001600012"), (scene.metropole, "24420077000013")):
            funder.siret = siret
            funder.save()
        scene.carrier.organization.siret = "00000000000000"
        scene.carrier.organization.save()
        yield scene


def pay(award, by, amount, reference, kind=PaymentKind.SINGLE):
    payment = plan_payment(award=award, kind=kind, amount=Decimal(amount), planned_on=DAY, by=by)
    return note_payment(payment=payment, paid_on=DAY, reference=reference, by=by, version=payment.version)


def granted(scene, amount, asked="3333.33", funder=None):
    funder = funder or scene.state
    by = scene.paul if funder == scene.state else scene.mona
    award = make_asked(make_advised(scene), funder, asked)
    return decided(scene, award, by, granting(amount, Outcome.FULL if amount == asked else Outcome.PARTIAL))


def amend(award, amount, by):
    change = Amending(
        kind=AmendmentKind.AMOUNT, reason="Moins.", act_number="A-1", act_on=DAY, amount=Decimal(amount)
    )
    record_amendment(award=award, change=change, by=by, version=award.version)


@pytest.fixture
def call_in_every_state(scene):
    """Cents everywhere, and a decision at every moment of its life."""
    make_asked(make_advised(scene), scene.state, "100.01")
    prepare(make_asked(make_advised(scene), scene.state, "1000.05"), scene.paul, granting("333.33"))
    record(
        prepare(make_asked(make_advised(scene), scene.state, "10.99"), scene.paul, granting("5.55")),
        scene.paul,
    )
    decided(
        scene, make_asked(make_advised(scene), scene.state, "7.77"), scene.paul, Terms(outcome="waiting_list")
    )
    granted(scene, "3333.33")
    granted(scene, "1234.5", funder=scene.metropole)
    amended = granted(scene, "1111.11")
    amend(amended, "999.99", scene.paul)
    partly = granted(scene, "500.45")
    pay(partly, scene.paul, "250.25", "M-1")
    given_back = granted(scene, "200.02")
    pay(given_back, scene.paul, "200.02", "M-2")
    note_refund(award=given_back, amount=Decimal("50.01"), paid_on=DAY, reference="T-1", by=scene.paul)
    open_recovery(
        award=given_back,
        amount=Decimal("100.01"),
        motive="Non réalisée.",
        respond_by=date(2027, 9, 1),
        by=scene.paul,
    )
    all_back = granted(scene, "40.04")
    pay(all_back, scene.paul, "40.04", "M-3")
    note_refund(award=all_back, amount=Decimal("40.04"), paid_on=DAY, reference="T-2", by=scene.paul)
    withdrawn = granted(scene, "60.06")
    withdraw_award(award=withdrawn, reason="Non.", act_number="R-1", version=withdrawn.version, by=scene.paul)
    gone = granted(scene, "70.07")
    pay(gone, scene.paul, "30.03", "M-4")
    withdraw_application(application=gone.application, reason="Empêchée.", by=scene.karim)
    never = make_asked(make_advised(scene), scene.state, "80.08")
    withdraw_application(application=never.application, reason="Empêchée.", by=scene.karim)
    return scene


def test_every_list_page_export_and_letter_tells_the_same(call_in_every_state):
    scene = call_in_every_state
    sums.of_call(scene.call, {scene.state.pk: scene.paul, scene.metropole.pk: scene.mona}, DAY)
    for application in Application.objects.all():
        sums.of_open_data(application)


def test_the_archive_of_a_file_tells_the_same(scene):
    award = granted(scene, "1234.56")
    pay(award, scene.paul, "1234.56", "M-1")
    note_refund(award=award, amount=Decimal("0.01"), paid_on=DAY, reference="T-1", by=scene.paul)
    sums.of_proof(award.application, scene.paul)


def test_what_is_withdrawn_is_not_left_to_pay(client, scene):
    award = granted(scene, "1000.10")
    withdraw_award(award=award, reason="Non.", act_number="R-1", version=award.version, by=scene.paul)
    client.force_login(scene.paul)
    page = client.get(reverse("grants:ledger", args=[award.application.uuid])).text
    assert "Reste à verser" not in page
    assert "Retiré, ne sera plus versé" in page


def test_what_the_budget_no_longer_asks_is_asked_nowhere(scene):
    application = make_advised(scene, state=ApplicationState.DEPOSITED)
    for funder, amount in ((scene.state, "1000.40"), (scene.metropole, "500.60")):
        ask(application, funder, amount)
    open_awards(application=application)
    BudgetLine.objects.filter(funder=scene.metropole).delete()
    open_awards(application=application)
    sums.of_call(scene.call, {scene.state.pk: scene.paul, scene.metropole.pk: scene.mona}, DAY)


def test_a_file_taken_from_last_year_asks_what_its_budget_shows(scene):
    """What is copied is asked again: a decision opens for each funder when it is deposited."""
    before = make_advised(scene, deposited_at=datetime(2027, 1, 20, tzinfo=UTC))
    ask(before, scene.state, "1500.50", status="granted")
    call = make_call(scene.call.territory, year=2028)
    make_envelope(call, scene.state)
    with time_machine.travel("2027-12-01 10:00:00+01:00", tick=False):
        days = {name: value.replace(year=value.year + 1) for name, value in calendar_of(scene).items()}
        edition = make_edition(call, scene.paul, **days)
        file = start_application(edition=edition, partner=scene.carrier, by=scene.karim, previous=before)
        assert BudgetLine.objects.get(application=file).status == "asked"
        BudgetLine.objects.filter(application=file).update(status="")
        assert asked_amounts(file) == {scene.state.pk: Decimal("1500.50")}
        assert amount_asked(file) == Decimal("1500.50")
        open_awards(application=file)
        assert Award.objects.get(application=file).amount_asked == Decimal("1500.50")


def calendar_of(scene):
    names = ("opens_on", "closes_on", "admissibility_on", "review_on", "committee_on", "notification_on")
    names += ("interim_report_on", "report_due_on")
    return {name: getattr(scene.edition, name) for name in names}


def test_amounts_finer_than_a_cent_are_refused_wherever_money_moves(scene):
    award = granted(scene, "1000.10")
    for call in (
        lambda: plan_payment(
            award=award, kind="single", amount=Decimal("0.005"), planned_on=DAY, by=scene.paul
        ),
        lambda: note_refund(award=award, amount=Decimal("0.005"), paid_on=DAY, reference="T", by=scene.paul),
        lambda: amend(award, "10.001", scene.paul),
    ):
        with pytest.raises(Exception, match="supérieur à zéro"):
            call()


def test_a_pilot_reads_the_cents_in_the_list(client, scene):
    make_asked(make_advised(scene), scene.state, "1234.56")
    client.force_login(make_user("claire", role=Role.CO_PILOT_STATE, territory=scene.call.territory))
    assert "1\u202f234,56" in client.get(reverse("grants:applications")).text
