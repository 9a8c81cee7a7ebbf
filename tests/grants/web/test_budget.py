"""The budget of a file on its page: filled in, added up, saved by two people, read by those who review it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.grants.enums import ApplicationState, BudgetScope, FundingStatus
from cite.grants.models import BudgetLine
from cite.grants.queries.budget import lines_of
from tests.factories import grants
from tests.factories.accounts import make_user


@pytest.fixture
def call(territory):
    return grants.make_call(territory)


@pytest.fixture
def funder(call):
    funder = grants.make_funder(call.territory)
    grants.make_envelope(call, funder)
    return funder


@pytest.fixture
def writer(carrier):
    return grants.make_carrier_member(carrier, "autrice")


@pytest.fixture
def file(call, carrier, writer):
    return grants.make_application(grants.make_edition(call), carrier, writer)


def page(file, name="budget"):
    return reverse(f"grants:{name}", args=[file.uuid])


def fields(response):
    """What the form would send back as it is shown."""
    form = response.context["form"]
    return {name: "" if (value := form[name].value()) is None else str(value) for name in form.fields}


def stored(file, scope=BudgetScope.PROJECT):
    return {(line.account, line.label): line.amount for line in lines_of(file, scope)}


@pytest.fixture
def opened(client, writer, file):
    client.force_login(writer)
    return fields(client.get(page(file)))


def test_it_is_filled_in_and_read_again(client, opened, file, funder):
    state = f"f{funder.uuid.hex}"
    typed = opened | {
        "a64_wages-amount": "10 000,50",
        "aown-amount": "4000.50",
        f"{state}-amount": "6000",
        f"{state}-credit": "cite",
        "n0-account": "74_commune",
        "n0-label": " Ville-Fictive ",
        "n0-amount": "0",
        "a65-amount": "0",
    }
    response = client.post(page(file), typed, follow=True)
    assert response.redirect_chain[-1][0] == page(file)
    assert stored(file) == {
        ("64_wages", ""): Decimal("10000.50"),
        ("own", ""): Decimal("4000.50"),
        ("74_state", ""): 6000,
    }
    assert "Rien ne s’oppose à ce budget." in response.content.decode()


def test_what_is_not_an_amount_is_kept_and_explained(client, opened, file):
    typed = opened | {
        "a64_wages-amount": "1e9",
        "a65-amount": "-5",
        "a66-amount": "mille",
        "a70-amount": "1,234",
    }
    response = client.post(page(file), typed)
    form = response.context["form"]
    assert set(form.errors) == {"a64_wages-amount", "a65-amount", "a66-amount", "a70-amount"}
    assert form["a64_wages-amount"].value() == "1e9"
    assert stored(file) == {}


def test_words_without_an_amount_are_not_lost(client, opened, file):
    response = client.post(page(file), opened | {"n0-label": "Fondation Fictive"})
    assert response.context["form"].errors == {"n0-amount": ["Écrivez aussi le montant."]}


def test_recalculating_saves_nothing(client, opened, file):
    typed = opened | {"a64_wages-amount": "10", "aown-amount": "9,99", "recalculate": "1"}
    response = client.post(page(file), typed)
    assert response.status_code == 200
    assert response.context["balance"] == "Il manque 0,01\u00a0€ de produits."
    assert response.context["total"]["expense"] == "10\u00a0€"
    assert response.context["form"]["aown-amount"].value() == "9,99"
    assert stored(file) == {}


def test_two_people_at_once_lose_nothing(client, opened, file, writer):
    client.post(page(file), opened | {"a64_wages-amount": "100", "a65-amount": "1"})
    response = client.post(page(file), opened | {"a64_wages-amount": "120", "a66-amount": "5"})
    form = response.context["form"]
    assert list(form.errors) == ["a64_wages-amount"]
    assert form["a64_wages-amount"].value() == "120"
    assert "100" in form.errors["a64_wages-amount"][0]
    assert stored(file) == {("64_wages", ""): 100, ("65", ""): 1, ("66", ""): 5}
    again = {name: value for name, value in form.data.items()}
    client.post(page(file), again)
    assert stored(file) == {("64_wages", ""): 120, ("65", ""): 1, ("66", ""): 5}


def test_a_line_removed_meanwhile_comes_back_if_wanted(client, opened, file):
    client.post(page(file), opened | {"n0-label": "Fondation", "n0-account": "74_private", "n0-amount": "9"})
    seen = fields(client.get(page(file)))
    lines_of(file).delete()
    key = next(name for name in seen if name.startswith("o") and name.endswith("-amount"))
    response = client.post(page(file), seen | {key: "10"})
    form = response.context["form"]
    assert list(form.errors) == [key]
    client.post(page(file), dict(form.data))
    assert stored(file) == {("74_private", "Fondation"): 10}


def test_a_new_funder_sent_twice_is_added_once(client, opened, file):
    typed = opened | {"n0-label": "Fondation", "n0-account": "74_private", "n0-amount": "9"}
    client.post(page(file), typed)
    client.post(page(file), typed)
    assert stored(file) == {("74_private", "Fondation"): 9}


def test_the_own_budget_stands_apart(client, writer, file):
    client.force_login(writer)
    address = page(file, "budget-organization")
    client.post(address, fields(client.get(address)) | {"a64-amount": "", "a65-amount": "70"})
    assert stored(file) == {}
    assert stored(file, BudgetScope.ORGANIZATION) == {("65", ""): 70}


def test_those_who_review_read_it(client, territory, file, funder):
    BudgetLine.objects.create(
        territory=territory,
        application=file,
        account="74_state",
        amount=Decimal("10"),
        funder=funder,
        status=FundingStatus.ASKED,
    )
    file.state, file.deposited_at = ApplicationState.DEPOSITED, now()
    file.save()
    client.force_login(make_user("copilote", role=Role.CO_PILOT_STATE, territory=territory))
    response = client.get(page(file))
    assert response.status_code == 200
    assert response.context["may_edit"] is False
    assert "État" in response.content.decode()
    assert client.post(page(file), {}).status_code == 403


def test_last_year_is_offered_once(client, territory, file, writer, carrier):
    before = grants.make_application(
        grants.make_edition(grants.make_call(territory, year=2026), state="replaced"), carrier, writer
    )
    BudgetLine.objects.create(territory=territory, application=before, account="65", amount=Decimal("3"))
    file.previous = before
    file.save()
    client.force_login(writer)
    assert client.get(page(file)).context["copy_url"] == page(file, "budget-copy")
    client.post(page(file, "budget-copy"))
    assert stored(file) == {("65", ""): 3}
    assert client.get(page(file)).context["copy_url"] == ""
    response = client.post(page(file, "budget-copy"), follow=True)
    assert "pour ne rien écraser" in response.content.decode()


@pytest.mark.parametrize("number", [1, 40])
def test_as_many_queries_for_one_line_as_for_forty(
    client, writer, file, territory, django_assert_max_num_queries, number
):
    for rank in range(number):
        BudgetLine.objects.create(
            territory=territory,
            application=file,
            account="74_private",
            label=f"Fondation {rank}",
            amount=Decimal(1),
        )
    client.force_login(writer)
    client.get(page(file))
    with django_assert_max_num_queries(26):
        client.get(page(file))


def folded(response, column="expenses"):
    """Whether each account of a column waits folded; None: it never does."""
    return {group.code or str(group.label): group.is_folded for group in response.context[column]}


def test_an_empty_budget_opens_the_usual_accounts_only(client, writer, file, funder):
    client.force_login(writer)
    shown = client.get(page(file))
    rest = "Autres comptes (65, 66, 67, 68, 69)"
    assert folded(shown) == {
        "60": False,
        "61": True,
        "62": True,
        "63": True,
        "64": False,
        "–": True,
        rest: True,
    }
    assert folded(shown, "incomes") == {
        "70": None,
        "74": False,
        "Ajouter un autre financeur": True,
        "75": True,
        "–": None,
        "Autres comptes (73, 76, 77, 78, 79)": True,
    }


def test_accounts_in_use_are_open_and_everything_is_on_the_page(client, opened, file, funder):
    typed = {"a61_rent-amount": "300", "a65-amount": "20", "n0-label": "Fondation", "n0-amount": "9"}
    client.post(page(file), opened | typed | {"n0-account": "74_private"})
    shown = client.get(page(file))
    assert folded(shown) == {
        "60": True,
        "61": False,
        "62": True,
        "63": True,
        "64": True,
        "65": None,
        "–": True,
        "Autres comptes (66, 67, 68, 69)": True,
    }
    subsidies = next(group for group in shown.context["incomes"] if group.code == "74")
    assert [line.label for line in subsidies.lines] == [funder.name, "Autre financeur"]
    form = shown.context["form"]
    drawn = shown.content.decode()
    assert [name for name in form.fields if f'name="{name}"' not in drawn] == []


def test_what_is_wrong_is_never_folded(client, opened, file):
    wrong = {"a62_fees-amount": "beaucoup", "a66-amount": "x", "n1-label": "Fondation sans montant"}
    shown = client.post(page(file), opened | wrong)
    assert [name for name, is_folded in folded(shown).items() if is_folded is not True] == ["62", "66"]
    subsidies = next(group for group in shown.context["incomes"] if group.code == "74")
    assert [line.amount.name for line in subsidies.lines] == ["n1-amount"]


def test_the_page_says_which_thresholds_are_reached(client, opened, file, funder):
    said = client.get(page(file)).context
    assert (said["thresholds_sentence"], said["thresholds_apply"]) == (
        "Aucun seuil n’est atteint, d’après ce que le dossier dit.",
        False,
    )
    client.post(page(file), opened | {f"f{funder.uuid.hex}-amount": "30000"})
    said = client.get(page(file)).context
    assert (said["thresholds_sentence"], said["thresholds_apply"]) == ("Atteint\xa0: Convention.", True)


def test_contributions_in_kind_stay_closed_while_the_fault_is_elsewhere(client, opened, file):
    assert not client.post(page(file), opened | {"a62_fees-amount": "x"}).context["has_in_kind"]
    shown = client.post(page(file), opened | {"a86_volunteers-amount": "x"})
    assert shown.context["has_in_kind"]
    assert shown.context["form"].errors["a86_volunteers-amount"] == [
        "Écrivez un montant en chiffres, par exemple 1\u202f234,56."
    ]
