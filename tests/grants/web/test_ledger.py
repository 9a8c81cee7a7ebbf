"""The page of the money of a file, and its forms."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from cite.grants.enums import ApplicationState, PaymentState
from cite.grants.models import Payment
from tests.factories import grants
from tests.factories import grants_money as money
from tests.grants.test_operations_documents import Scene
from tests.grants.test_operations_payments import JUNE, last_year, plan


@pytest.fixture
def scene(territory):
    with time_machine.travel(JUNE, tick=False):
        yield Scene(territory)


def address(scene, name="ledger", *more):
    return reverse(f"grants:{name}", args=[scene.file.uuid, *more])


def test_the_page_shows_the_accounts_and_what_blocks_them(client, scene):
    last_year(scene)
    plan(scene, scene.grant("5000.00"))
    client.force_login(scene.pilot)
    text = client.get(address(scene)).content.decode()
    assert "Rien ne peut être versé aujourd’hui" in text
    assert "5\u202f000\u00a0€" in text
    client.force_login(scene.writer)
    text = client.get(address(scene)).content.decode()
    assert "5\u202f000\u00a0€" in text
    assert "Prévoir un versement" not in text


def test_where_an_agreement_lacks_the_page_leads_to_where_it_is_made(client, scene):
    scene.grant("25000.00")
    client.force_login(scene.pilot)
    page = client.get(address(scene))
    (row,) = page.context["awards"]
    assert (row["lacks_agreement"], "Aller aux documents de ce dossier" in page.text) == (True, True)


def test_a_payment_goes_from_planned_to_paid_through_its_pages(client, scene):
    award = scene.grant("5000.00")
    client.force_login(scene.pilot)
    url = address(scene, "payment_plan", award.uuid)
    form = {"kind": "single", "amount": "5 000,00 €", "planned_on": "2027-06-15"}
    for _ in range(2):
        assert client.post(url, form).status_code == 302
    payment = Payment.objects.get()
    page = address(scene, "payment", payment.uuid)
    assert client.get(page).status_code == 200
    paid = {"version": payment.version, "paid_on": "2027-06-01", "reference": "M-2027-1"}
    for _ in range(2):
        assert client.post(page, paid).status_code == 302
    payment.refresh_from_db()
    assert (payment.state, payment.paid_on) == (PaymentState.PAID, date(2027, 6, 1))
    refund = {"amount": "800", "paid_on": "2027-06-01", "reference": "T-1"}
    assert client.post(address(scene, "refund", award.uuid), refund).status_code == 302
    assert "4\u202f200\u00a0€" in client.get(address(scene)).content.decode()


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("abc", ""),
        ("-5", ""),
        ("5000,001", ""),
        ("5000,01", "dépasserait le montant accordé"),
        ("0", "supérieur à zéro"),
    ],
)
def test_a_bad_amount_is_kept_on_the_page_with_its_remedy(client, scene, amount, said):
    award = scene.grant("5000.00")
    client.force_login(scene.pilot)
    response = client.post(address(scene, "payment_plan", award.uuid), {"kind": "single", "amount": amount})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert said in response.content.decode()
    assert response.context["form"]["amount"].value() == amount
    assert Payment.objects.count() == 0


def test_a_planned_payment_is_given_up_by_a_button(client, scene):
    payment = plan(scene, scene.grant("5000.00"))
    client.force_login(scene.pilot)
    url = address(scene, "payment_cancel", payment.uuid)
    assert client.get(url).status_code == 405
    for _ in range(2):
        assert client.post(url).status_code == 302
    payment.refresh_from_db()
    assert payment.state == PaymentState.CANCELED


@pytest.mark.parametrize(("who", "status"), [("writer", 403), ("president", 403), ("mayor", 404)])
def test_others_do_not_plan(client, scene, who, status):
    award = scene.grant("5000.00")
    client.force_login(getattr(scene, who))
    assert client.get(address(scene, "payment_plan", award.uuid)).status_code == status


def test_a_commitment_number_is_noted_on_its_page(client, scene):
    award = scene.grant("5000.00")
    client.force_login(scene.pilot)
    client.post(address(scene, "commitment", award.uuid), {"number": "2103456789"})
    assert "2103456789" in client.get(address(scene)).content.decode()


@pytest.mark.parametrize("number", [1, 4])
def test_more_payments_ask_no_more_of_the_database(client, scene, number, django_assert_max_num_queries):
    award = scene.grant("5000.00")
    for day in range(number):
        money.make_payment(award, scene.pilot, planned_on=date(2027, 7, day + 1))
    client.force_login(scene.writer)
    with django_assert_max_num_queries(26):
        assert client.get(address(scene)).status_code == 200
    assert grants.Application.objects.count() == 1


@pytest.mark.parametrize("name", ["amend", "recovery_open", "payment_plan"])
def test_a_closed_file_gives_the_reason_instead_of_a_form_that_would_be_refused(client, scene, name):
    award = scene.grant("5000.00")
    money.make_payment(
        award, scene.pilot, amount="5000.00", state=PaymentState.PAID, paid_on=date(2027, 6, 1)
    )
    client.force_login(scene.pilot)
    url = address(scene, name, award.uuid)
    scene.file.state = ApplicationState.CLOSED
    scene.file.save()
    text = client.get(url).content.decode()
    assert "Le dossier est clos. Un copilote le rouvre à la page « Financement »" in text.replace(
        "\u00a0", " "
    )
    assert "Revenir au financement" in text
    assert client.get(address(scene, "refund", award.uuid)).context["reasons"] == []


def test_the_page_of_a_closed_file_offers_what_leaves_nothing_to_do(client, scene):
    award = scene.grant("5000.00")
    money.make_payment(
        award, scene.pilot, amount="5000.00", state=PaymentState.PAID, paid_on=date(2027, 6, 1)
    )
    scene.file.state = ApplicationState.CLOSED
    scene.file.save()
    client.force_login(scene.pilot)
    answer = client.get(address(scene))
    assert answer.context["is_closed"] is True
    assert [row["acts"] for row in answer.context["awards"]] == [{"commit", "refund"}]
    assert "Ce dossier est clos" in answer.content.decode()
    refund = {"amount": "800", "paid_on": "2027-06-01", "reference": "T-1"}
    assert client.post(address(scene, "refund", award.uuid), refund).status_code == 302
    scene.file.refresh_from_db()
    assert scene.file.state == ApplicationState.CLOSED


def test_what_cannot_be_begun_is_not_offered(client, scene):
    award = scene.grant("5000.00")
    client.force_login(scene.pilot)
    (row,) = client.get(address(scene)).context["awards"]
    assert row["acts"] == {"plan", "commit", "amend"}
    money.make_payment(award, scene.pilot, amount="5000.00")
    (row,) = client.get(address(scene)).context["awards"]
    assert row["acts"] == {"commit", "amend"}
    page = client.get(address(scene, "payment_plan", award.uuid)).content.decode()
    assert "Tout ce qui est accordé est déjà prévu ou versé." in page


def test_a_procedure_gives_the_carrier_her_time_before_an_amount_is_decided(client, scene):
    award = scene.grant("5000.00")
    money.make_payment(
        award, scene.pilot, amount="5000.00", state=PaymentState.PAID, paid_on=date(2027, 6, 1)
    )
    recovery = money.make_recovery(award, scene.pilot)
    client.force_login(scene.pilot)
    page = client.get(address(scene, "recovery", recovery.uuid))
    assert "Le porteur n’a pas répondu et peut encore le faire." in page.text
    assert "Décider du montant" not in page.text
    decide = client.get(address(scene, "recovery_decide", recovery.uuid))
    assert "Décider ce reversement" not in decide.text
    (row,) = client.get(address(scene)).context["awards"]
    assert row["acts"] == {"commit", "refund", "amend"}
    with time_machine.travel("2027-06-21T10:00:00Z", tick=False):
        client.force_login(scene.pilot)
        assert client.get(address(scene, "recovery", recovery.uuid)).context["reasons"] == []
        assert "Décider ce reversement" in client.get(address(scene, "recovery_decide", recovery.uuid)).text
