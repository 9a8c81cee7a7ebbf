"""A budget saved line by line, by two people at once, copied from last year, refused to others."""

from decimal import Decimal

import pytest

from cite.core.decisions import Refused
from cite.grants.enums import (
    ApplicationState,
    BudgetEditObjection,
    BudgetScope,
    CreditKind,
    FundingStatus,
    WritingObjection,
)
from cite.grants.models import BudgetLine
from cite.grants.operations.budget import TypedLine, copy_last_budget, save_budget
from cite.grants.queries.awards import asked_amounts
from cite.grants.queries.budget import (
    budget_decision_of,
    call_funders,
    lines_of,
    read_budget,
    state_of,
)
from cite.grants.rules.budget_lines import LineState
from tests.factories import grants

PROJECT = BudgetScope.PROJECT


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


def typed(account, amount, *, seen="", key="k", label="", status="", credit="", **more):
    amount = None if amount is None else Decimal(amount)
    state = LineState(account=account, amount=amount, label=label, status=status, credit=credit)
    return TypedLine(key=key, state=state, seen=seen, **more)


def asked(funder, amount, **more):
    given = {"status": FundingStatus.ASKED, "credit": CreditKind.CITE} | more
    return typed("74_state", amount, funder=funder, **given)


def save(file, by, *lines, scope=PROJECT):
    return save_budget(application=file, scope=scope, lines=lines, by=by)


def amounts(file, scope=PROJECT):
    return {line.account: line.amount for line in lines_of(file, scope)}


def objections(refused):
    return [objection.value for objection in refused.value.decision.objections]


def test_a_budget_is_saved_and_read(file, writer, funder):
    saved = save(file, writer, typed("64_wages", "10000"), asked(funder, "6000"), typed("own", "4000"))
    assert (saved.changed, saved.conflicts) == (3, ())
    assert amounts(file) == {"64_wages": 10000, "74_state": 6000, "own": 4000}
    assert asked_amounts(file) == {funder.pk: Decimal(6000)}
    assert budget_decision_of(file).sentences == []
    assert read_budget(file).totals.public_aid == 6000


def test_saving_twice_changes_nothing_more(file, writer):
    save(file, writer, typed("64_wages", "10000"))
    again = save(file, writer, typed("64_wages", "10000"))
    assert (again.changed, again.conflicts) == (0, ())
    assert amounts(file) == {"64_wages": 10000}


def test_two_people_on_two_lines_lose_nothing(file, writer, carrier):
    colleague = grants.make_carrier_member(carrier, "collegue")
    save(file, writer, typed("64_wages", "100"), typed("65", "50"))
    wages, other = (state_of(line).as_seen() for line in lines_of(file))
    save(file, writer, typed("64_wages", "110", seen=wages), typed("65", "50", seen=other))
    saved = save(file, colleague, typed("64_wages", "100", seen=wages), typed("65", "60", seen=other))
    assert saved.conflicts == ()
    assert amounts(file) == {"64_wages": 110, "65": 60}


def test_two_people_on_one_line_are_told(file, writer, carrier):
    colleague = grants.make_carrier_member(carrier, "collegue")
    save(file, writer, typed("64_wages", "100"))
    seen = state_of(lines_of(file).get()).as_seen()
    save(file, writer, typed("64_wages", "110", seen=seen))
    saved = save(file, colleague, typed("64_wages", "120", seen=seen, key="wages"), typed("65", "5"))
    conflict = saved.conflicts[0]
    assert (conflict.key, conflict.stored.amount, conflict.typed.amount) == ("wages", 110, 120)
    assert amounts(file) == {"64_wages": 110, "65": 5}
    again = save(file, colleague, typed("64_wages", "120", seen=conflict.stored.as_seen()))
    assert again.conflicts == ()
    assert amounts(file) == {"64_wages": 120, "65": 5}


def test_an_empty_amount_removes_the_line(file, writer):
    save(file, writer, typed("64_wages", "100"))
    seen = state_of(lines_of(file).get()).as_seen()
    save(file, writer, typed("64_wages", None, seen=seen))
    assert amounts(file) == {}


def test_several_other_funders_of_one_kind(file, writer):
    save(
        file,
        writer,
        typed("74_commune", "10", label="Ville-Fictive", status=FundingStatus.OBTAINED),
        typed("74_commune", "20", label="Bourg-Fictif", status=FundingStatus.CONSIDERED),
    )
    line = lines_of(file).get(label="Bourg-Fictif")
    save(
        file,
        writer,
        typed(
            "74_commune",
            "25",
            label="Bourg-Fictif",
            status=FundingStatus.ASKED,
            line=str(line.uuid),
            seen=state_of(line).as_seen(),
        ),
    )
    assert [(x.label, x.amount) for x in lines_of(file)] == [("Ville-Fictive", 10), ("Bourg-Fictif", 25)]


@pytest.mark.parametrize("account", ["99", "", "74_nobody"])
def test_an_unknown_line_is_refused(file, writer, account):
    with pytest.raises(Refused) as refused:
        save(file, writer, typed(account, "5"))
    assert objections(refused) == [BudgetEditObjection.UNKNOWN_LINE]


def test_the_own_budget_has_no_indirect_line(file, writer):
    with pytest.raises(Refused) as refused:
        save(file, writer, typed("indirect_fixed", "5"), scope=BudgetScope.ORGANIZATION)
    assert objections(refused) == [BudgetEditObjection.UNKNOWN_LINE]


def test_a_funder_of_another_call_is_refused(file, writer, funder):
    elsewhere = grants.make_funder(file.territory, "Ailleurs")
    with pytest.raises(Refused) as refused:
        save(file, writer, asked(elsewhere, "5"))
    assert objections(refused) == [BudgetEditObjection.UNKNOWN_LINE]


def test_too_many_lines_are_refused(file, writer):
    lines = [typed("74_private", "1", label=f"Fondation {n}") for n in range(151)]
    with pytest.raises(Refused) as refused:
        save(file, writer, *lines)
    assert objections(refused) == [BudgetEditObjection.TOO_MANY]
    assert not lines_of(file).exists()


def test_only_the_carrier_writes(file, territory):
    stranger = grants.make_carrier_member(grants.make_carrier(territory), "inconnue")
    with pytest.raises(Refused) as refused:
        save(file, stranger, typed("65", "5"))
    assert objections(refused) == [WritingObjection.NOT_YOUR_FILE]


def test_a_deposited_file_is_closed(file, writer):
    file.state = ApplicationState.ADMISSIBLE
    file.save()
    with pytest.raises(Refused) as refused:
        save(file, writer, typed("65", "5"))
    assert objections(refused) == [WritingObjection.NOT_EDITABLE]


def test_only_envelopes_make_the_funders_of_a_call(call, funder):
    grants.make_funder(call.territory, "Autre")
    assert call_funders(call) == [funder]


def test_last_year_is_a_start(territory, file, writer, carrier, funder):
    gone = grants.make_funder(territory, "Ancien financeur", kind="region")
    before = grants.make_application(
        grants.make_edition(grants.make_call(territory, year=2026), state="replaced"), carrier, writer
    )
    rows = [("64_wages", "900", None), ("74_state", "600", funder), ("74_region", "300", gone)]
    for account, amount, by in rows:
        BudgetLine.objects.create(
            territory=territory,
            application=before,
            account=account,
            amount=Decimal(amount),
            funder=by,
            status=FundingStatus.OBTAINED if by else "",
        )
    file.previous = before
    file.save()
    assert copy_last_budget(application=file, scope=PROJECT, by=writer) == 3
    assert [(x.account, x.amount, x.funder, x.label, x.status) for x in lines_of(file)] == [
        ("64_wages", 900, None, "", ""),
        ("74_state", 600, funder, "", FundingStatus.ASKED),
        ("74_region", 300, None, "Ancien financeur", FundingStatus.ASKED),
    ]
    with pytest.raises(Refused) as refused:
        copy_last_budget(application=file, scope=PROJECT, by=writer)
    assert objections(refused) == [BudgetEditObjection.NOT_EMPTY]


def test_nothing_to_copy_without_a_file_of_last_year(file, writer):
    with pytest.raises(Refused) as refused:
        copy_last_budget(application=file, scope=PROJECT, by=writer)
    assert objections(refused) == [BudgetEditObjection.NOTHING_TO_COPY]


@pytest.mark.parametrize("number", [1, 30])
def test_one_line_or_thirty_the_same_queries(file, writer, funder, django_assert_num_queries, number):
    lines = [typed("74_private", "1", label=f"Fondation {n}") for n in range(number)]
    save(file, writer, *lines)
    with django_assert_num_queries(3):
        reading = read_budget(file)
        assert len(reading.facts.lines) == number
        assert reading.decision.sentences
        assert len(reading.thresholds) == 4
