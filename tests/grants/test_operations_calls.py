"""Calls prepared, published by both, corrected after deposits, copied; envelopes that are never too small."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction

from cite.accounts.enums import Role
from cite.core.models import SaveObjection
from cite.grants.enums import ApplicationState, EditionState
from cite.grants.enums import CallObjection as O
from cite.grants.models import CALENDAR, ActivityReport, CallEdition, CallForProjects, Envelope
from cite.grants.operations import calls as operations
from cite.grants.operations.funders import save_funder, set_envelope
from cite.grants.operations.reports import expect_reports
from cite.grants.queries.call_pages import changes_between
from cite.grants.queries.calls import edition_facts, edition_in_force, is_open
from cite.grants.rules import call_content
from cite.grants.rules.calendar import shifted
from cite.notifications.models import Message
from tests.factories.accounts import make_user
from tests.factories.grants import (
    make_application,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_envelope,
    make_funder,
)
from tests.factories.reports import make_granted, report_of
from tests.refusals import objections_to

pytestmark = pytest.mark.usefixtures("autumn")


@pytest.fixture
def autumn():
    with time_machine.travel("2026-11-26T10:00:00Z", tick=False):
        yield


@pytest.fixture
def draft(territory, pilots):
    return operations.create_call(territory=territory, year=2027, title="Cité 2027", by=pilots[0])


def agree(edition, by):
    edition.refresh_from_db()
    return operations.agree_to_edition(edition=edition, version=edition.version, by=by)


def publish(edition, pilots):
    agree(edition, pilots[0])
    return agree(edition, pilots[1])


def change(edition, by, **values):
    return operations.change_edition(edition=edition, values=values, version=edition.version, by=by)


def test_a_call_starts_from_the_fiche_and_is_publishable_as_it_is(territory, pilots, draft):
    assert draft.state == EditionState.DRAFT
    assert len(draft.stakes) == 7 and len(draft.priorities) == 6
    assert "sans distinction d’âge" in draft.presentation
    assert agree(draft, pilots[0]).state == EditionState.DRAFT
    assert agree(draft, pilots[1]).state == EditionState.PUBLISHED
    assert edition_in_force(draft.call) == draft


def test_the_second_press_of_create_is_refused_in_words(territory, pilots, draft):
    assert objections_to(
        operations.create_call, territory=territory, year=2027, title=" Cité  2027 ", by=pilots[1]
    ) == (O.CALL_EXISTS,)
    assert CallForProjects.objects.count() == 1


def test_everything_wrong_with_a_new_call_is_said_at_once(territory, pilots):
    assert objections_to(operations.create_call, territory=territory, year=1999, title=" ", by=pilots[0]) == (
        O.NO_TITLE,
        O.BAD_YEAR,
    )


def test_two_sides_two_persons_publish(territory, pilots, draft):
    state, metropole = pilots
    agree(draft, state)
    assert objections_to(agree, edition=draft, by=state) == (O.ALREADY_GIVEN,)
    both = make_user("both", role=Role.CO_PILOT_METROPOLE, territory=territory)
    CallEdition.objects.filter(pk=draft.pk).update(agreed_by_state=both)
    assert objections_to(agree, edition=draft, by=both) == (O.ONE_PERSON_ONE_SIDE,)
    coordinator = make_user("sofia", role=Role.COORDINATOR, territory=territory)
    assert objections_to(agree, edition=draft, by=coordinator) == (O.CO_PILOTS_PUBLISH,)
    assert agree(draft, metropole).state == EditionState.PUBLISHED


def test_the_other_co_pilot_is_told(territory, pilots, draft):
    agree(draft, pilots[0])
    assert [m.recipient for m in Message.objects.filter(kind="grants.call_to_agree")] == [pilots[1]]


def test_an_agreement_is_withdrawn_or_void_when_words_change(territory, pilots, draft):
    state, metropole = pilots
    agree(draft, state)
    draft.refresh_from_db()
    withdrawn = operations.withdraw_agreement(edition=draft, version=draft.version, by=state)
    assert withdrawn.agreed_by_state is None and withdrawn.agreed_by_state_on is None
    assert objections_to(
        operations.withdraw_agreement, edition=withdrawn, version=withdrawn.version, by=metropole
    ) == (O.NOT_GIVEN,)
    agreed = agree(draft, state)
    same = change(agreed, metropole, presentation=agreed.presentation)
    assert same.agreed_by_state == state
    assert change(agreed, metropole, presentation="D’autres mots.").agreed_by_state is None


def test_a_change_seen_from_an_old_version_overwrites_nothing(territory, pilots, draft):
    change(draft, pilots[0], contract="Contrat A")
    assert objections_to(
        operations.change_edition, edition=draft, values={"contract": "B"}, version=1, by=pilots[1]
    ) == (SaveObjection.CHANGED_MEANWHILE,)


@pytest.mark.parametrize(
    ("values", "objection"),
    [
        ({"closes_on": date(2026, 10, 1)}, O.CALENDAR_IN_DISORDER),
        ({"grid": [{"code": "a", "label": "A", "weight": 99, "examples": ["x", "y", "z"]}]}, O.GRID_NOT_100),
        (
            {"grid": [{"code": "a", "label": "A", "weight": 100, "examples": ["x", "", "z"]}]},
            O.GRID_WITHOUT_EXAMPLES,
        ),
        ({"pieces": [{"code": "a", "label": "Devis", "of": []}]}, O.PIECE_FOR_NOBODY),
        (
            {"stakes": [{"code": "a", "label": "Enjeu"}, {"code": "b", "label": "ENJEU"}]},
            O.SAME_LABEL_TWICE,
        ),
        ({"parameters": {"advance_percent": 101}}, O.BAD_PARAMETER),
        ({"parameters": {"silence_months": 0}}, O.BAD_PARAMETER),
    ],
)
def test_what_makes_no_sense_is_not_kept(territory, pilots, draft, values, objection):
    assert objections_to(
        operations.change_edition, edition=draft, values=values, version=draft.version, by=pilots[0]
    ) == (objection,)


def test_an_empty_call_is_not_published_and_says_why(territory, pilots, draft):
    CallEdition.objects.filter(pk=draft.pk).update(
        presentation=" ", stakes=[], priorities=[], closes_on=date(2026, 11, 20), opens_on=date(2026, 11, 1)
    )
    assert objections_to(agree, edition=draft, by=pilots[0]) == (
        O.NO_PRESENTATION,
        O.ALREADY_CLOSED,
        O.NO_STAKE,
        O.NO_PRIORITY,
    )


@pytest.mark.parametrize("name", CALENDAR[1:])
def test_the_database_refuses_a_calendar_in_disorder(territory, pilots, draft, name):
    before = CALENDAR[CALENDAR.index(name) - 1]
    with pytest.raises(IntegrityError), transaction.atomic():
        CallEdition.objects.filter(pk=draft.pk).update(**{name: shifted(getattr(draft, before), -1)})


def test_the_database_refuses_two_editions_in_force(territory, pilots, draft):
    call = draft.call
    publish(draft, pilots)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_edition(call, pilots[0], number=2)
    make_edition(call, pilots[0], number=2, state=EditionState.DRAFT)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_edition(call, pilots[0], number=3, state=EditionState.DRAFT)


def test_a_correction_after_deposits_leaves_files_alone_and_moves_the_deadline(territory, pilots, draft):
    old = publish(draft, pilots)
    carrier = make_carrier(territory, "Les Passerelles")
    writer = make_carrier_member(carrier, "lea")
    deposited = make_application(old, carrier, writer, state=ApplicationState.DEPOSITED)
    writing = make_application(old, carrier, writer)
    assert objections_to(operations.correct_call, call=old.call, reason=" ", by=pilots[0]) == (O.NO_REASON,)
    correction = operations.correct_call(call=old.call, reason="Une semaine de plus.", by=pilots[0])
    assert edition_in_force(old.call) == old and correction.number == 2
    assert objections_to(operations.correct_call, call=old.call, reason="Encore.", by=pilots[1]) == (
        O.DRAFT_EXISTS,
    )
    change(correction, pilots[0], closes_on=date(2027, 1, 31))
    publish(correction, pilots)
    old.refresh_from_db()
    assert old.state == EditionState.REPLACED and edition_in_force(old.call) == correction
    for file in (deposited, writing):
        file.refresh_from_db()
        assert file.edition == old
    assert is_open(writing.edition, date(2027, 1, 30))
    correction.refresh_from_db()
    assert [(c.label, c.before, c.after) for c in changes_between(old, correction)] == [
        ("Dernier jour pour déposer", "24 janvier 2027", "31 janvier 2027")
    ]
    assert [m.recipient for m in Message.objects.filter(kind="grants.call_corrected")] == [writer]


def test_a_published_edition_no_longer_changes(territory, pilots, draft):
    edition = publish(draft, pilots)
    for operation in (operations.abandon_edition, operations.withdraw_agreement):
        assert objections_to(operation, edition=edition, version=edition.version, by=pilots[0]) == (
            O.NOT_A_DRAFT,
        )
    assert objections_to(
        operations.change_edition, edition=edition, values={}, version=edition.version, by=pilots[0]
    ) == (O.NOT_A_DRAFT,)


def test_an_abandoned_draft_leaves_room_for_another(territory, pilots, draft):
    edition = publish(draft, pilots)
    first = operations.correct_call(call=edition.call, reason="Essai.", by=pilots[0])
    operations.abandon_edition(edition=first, version=first.version, by=pilots[1])
    assert operations.correct_call(call=edition.call, reason="Autre.", by=pilots[0]).number == 3
    assert edition_in_force(edition.call) == edition


def test_last_years_call_is_copied_in_one_action(territory, pilots, draft):
    edition = publish(change(draft, pilots[0], closes_on=date(2027, 2, 1)), pilots)
    state, gone = make_funder(territory), make_funder(territory, "Région", is_active=False)
    make_envelope(edition.call, state, "45000.00")
    make_envelope(edition.call, gone, "1000.00")
    Envelope.objects.filter(funder=state).update(committed=Decimal("1000"))
    copy = operations.duplicate_call(call=edition.call, by=pilots[1])
    assert (copy.call.year, copy.call.title, copy.call.previous) == (2028, "Cité 2028", edition.call)
    assert copy.closes_on == date(2028, 2, 1) and copy.state == EditionState.DRAFT
    assert edition_facts(copy).grid == edition_facts(edition).grid
    assert [(e.funder, e.amount, e.committed) for e in Envelope.objects.filter(call=copy.call)] == [
        (state, Decimal("45000.00"), Decimal(0))
    ]
    assert objections_to(operations.duplicate_call, call=edition.call, by=pilots[0]) == (O.CALL_EXISTS,)


@pytest.mark.parametrize("role", [Role.CARRIER, Role.INSTRUCTOR, Role.FUNDER, Role.READER])
def test_others_prepare_nothing(territory, draft, role):
    other = make_user("other", role=role, territory=territory)
    wrong = (O.NOT_YOURS_TO_PREPARE,)
    funder = make_funder(territory)
    assert objections_to(operations.create_call, territory=territory, year=2027, title="X", by=other) == wrong
    assert objections_to(operations.duplicate_call, call=draft.call, by=other) == wrong
    assert objections_to(operations.correct_call, call=draft.call, reason="X", by=other) == wrong
    assert objections_to(change, edition=draft, by=other, contract="X") == wrong
    assert objections_to(operations.abandon_edition, edition=draft, version=1, by=other) == wrong
    assert objections_to(save_funder, territory=territory, values={"name": "X"}, by=other) == wrong
    assert objections_to(set_envelope, call=draft.call, funder=funder, amount=Decimal(1), by=other) == wrong
    assert objections_to(operations.agree_to_edition, edition=draft, version=1, by=other) == (
        O.CO_PILOTS_PUBLISH,
    )


def test_an_envelope_never_goes_below_what_is_committed(territory, pilots, draft):
    funder = make_funder(territory)
    envelope = set_envelope(call=draft.call, funder=funder, amount=Decimal("45000"), by=pilots[0])
    Envelope.objects.filter(pk=envelope.pk).update(committed=Decimal("12000"))
    lower = {"call": draft.call, "funder": funder, "version": envelope.version, "by": pilots[1]}
    assert objections_to(set_envelope, **lower, amount=Decimal("11999.99")) == (O.BELOW_COMMITTED,)
    assert objections_to(set_envelope, **lower, amount=Decimal("-1")) == (O.NEGATIVE_AMOUNT,)
    assert set_envelope(**lower, amount=Decimal("12000")).left == 0
    assert objections_to(set_envelope, **lower, amount=Decimal("20000")) == (SaveObjection.CHANGED_MEANWHILE,)
    with pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.filter(pk=envelope.pk).update(amount=Decimal("11999.99"))


def test_a_funder_is_saved_once_with_a_true_siret(territory, pilots):
    values = {"name": "Métropole", "kind": "metropole", "siret": "244 200 770 00104"}
    wrong = save_funder
    funder = save_funder(territory=territory, values=values | {"siret": ""}, by=pilots[0])
    assert objections_to(wrong, territory=territory, values=values | {"siret": "123"}, by=pilots[0]) == (
        O.FUNDER_EXISTS,
        O.BAD_SIRET,
    )
    changed = save_funder(
        territory=territory,
        funder=funder,
        version=1,
        values={"name": "Métropole", "is_active": False},
        by=pilots[1],
    )
    assert not changed.is_active
    call = make_call(territory)
    assert objections_to(set_envelope, call=call, funder=changed, amount=Decimal(1), by=pilots[0]) == (
        O.FUNDER_INACTIVE,
    )


def test_the_fiche_itself_passes_every_check(territory, draft):
    assert edition_facts(draft).parameters == call_content.Parameters()
    assert edition_facts(draft).grid == call_content.GRID


def test_a_correction_moves_the_days_of_the_bilans_that_nobody_deposited_and_says_so(territory, pilots):
    edition = make_edition(make_call(territory), pilots[0])
    carrier, funder = make_carrier(territory), make_funder(territory)
    karim = make_carrier_member(carrier, "karim")
    funded = []
    for state in ("expected", "drafting", "deposited", "returned", "not_due"):
        application, _award = make_granted(edition, carrier, funder, karim)
        funded.append(expect_reports(application=application, by=karim))
        ActivityReport.objects.filter(funded_action=funded[-1]).update(state=state)
    correction = operations.correct_call(call=edition.call, reason="Plus de temps.", by=pilots[0])
    publish(change(correction, pilots[0], report_due_on=date(2028, 7, 15)), pilots)
    days = [report_of(action).due_on for action in funded]
    assert days == [date(2028, 7, 15)] * 2 + [date(2028, 6, 30)] * 3
    assert {report_of(action, "interim").due_on for action in funded} == {date(2027, 11, 30)}
    told = Message.objects.filter(kind="grants.report_due_moved")
    assert [message.recipient for message in told] == [karim, karim]
    assert {message.subject for message in told} == {
        f"Bilan final attendu pour le 15 juillet 2028\N{NO-BREAK SPACE}: {action.title}"
        for action in funded[:2]
    }
