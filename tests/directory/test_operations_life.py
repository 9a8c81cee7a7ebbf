"""The life of a sheet: proposed, published, given back, put back, archived; kept true; suggested."""

from datetime import date, timedelta

import pytest
import time_machine

from cite.accounts.models import Link
from cite.accounts.operations import create_link
from cite.audit.models import Entry
from cite.core.dates import now, today
from cite.core.models import SaveObjection
from cite.directory.enums import ServiceObjection, ServiceState
from cite.directory.enums.life import LifeObjection, PublicationObjection
from cite.directory.models import Service, ServiceEvent, ServiceVersion, Structure
from cite.directory.notices import TO_WRITE
from cite.directory.operations import freshness, intakes, life, suggestions
from cite.directory.operations.freshness import (
    CONFIRM_PURPOSE,
    LINK_LIFE,
    confirm_by_link,
    confirm_sheet,
    refresh_quality,
    warn_of_ends,
)
from cite.directory.operations.writing import create_sheet, write_sheet
from cite.directory.queries.comparison import changes_to_review
from cite.directory.queries.written import latest_number
from cite.directory.rules.freshness import shown_until
from cite.notifications.models import Message
from cite.search.models import IndexedText
from tests.directory.conftest import WHOLE
from tests.factories.accounts import make_user
from tests.factories.directory import make_service
from tests.factories.organizations import make_member, make_partner
from tests.refusals import objections_to

pytestmark = pytest.mark.django_db


def fresh(service):
    return Service.objects.get(pk=service.pk)


def step(operation, service, by, **given):
    return operation(service=service, version=fresh(service).version, by=by, **given)


def told(kind):
    found = Message.objects.filter(kind=f"directory.{kind}").order_by("pk")
    return list(found.values_list("recipient__email", flat=True))


@pytest.fixture
def published(draft, yanis, claire):
    step(life.submit_sheet, draft, yanis)
    step(life.publish_sheet, draft, claire)
    return fresh(draft)


@pytest.fixture
def changed(published, yanis):
    typed = {"summary": "Un moniteur, et rien à payer."}
    return write_sheet(service=published, typed=typed, seen=latest_number(published), by=yanis)


def at_pace(service, months, by):
    typed = {"update_every": months}
    return write_sheet(service=fresh(service), typed=typed, seen=latest_number(service), by=by)


def test_another_pace_of_looking_is_followed_at_once_and_leaves_time_for_both_warnings(published, yanis):
    """The author was told « nous vous écrirons avant »: she waited for months after she had asked for one."""
    confirmed = published.confirmed_on
    Service.objects.filter(pk=published.pk).update(warnings_sent=1)
    often = at_pace(published, 1, yanis)
    assert (often.shown_until, often.warnings_sent) == (shown_until(confirmed, 1), 0)
    with time_machine.travel(confirmed + timedelta(days=60), tick=False):
        assert at_pace(published, 12, yanis).shown_until == shown_until(confirmed, 12)
        assert at_pace(published, 1, yanis).shown_until == confirmed + timedelta(days=60 + 45)
    with time_machine.travel(confirmed + timedelta(days=200), tick=False):
        assert at_pace(published, 12, yanis).shown_until < confirmed + timedelta(days=200)


@time_machine.travel("2026-11-27 10:00:00+00:00", tick=False)
def test_a_sheet_is_proposed_read_and_published(draft, yanis, claire):
    submitted = step(life.submit_sheet, draft, yanis)
    assert (submitted.state, told("to_read")) == (ServiceState.SUBMITTED, [claire.email])
    published = step(life.publish_sheet, draft, claire)
    assert published.state == ServiceState.PUBLISHED
    assert (published.published_on, published.confirmed_on) == (date(2026, 11, 27), date(2026, 11, 27))
    assert published.shown_until == date(2027, 7, 26)
    assert ServiceVersion.objects.get().is_reviewed
    assert told("published") == [yanis.email]
    assert list(ServiceEvent.objects.values_list("step", flat=True)) == ["publish", "submit", "create"]


def test_a_button_pressed_twice_takes_one_step(draft, yanis, claire):
    for operation, by in ((life.submit_sheet, yanis), (life.publish_sheet, claire)):
        version = fresh(draft).version
        for _press in range(2):
            operation(service=draft, version=version, by=by)
    assert ServiceEvent.objects.count() == 3
    assert Entry.objects.filter(action__startswith="directory").count() == 3


def test_a_sheet_that_lacks_something_is_not_proposed(partner, yanis):
    service = create_sheet(
        partner=partner, name="Aide au permis", by=yanis, facts=WHOLE | {"phone": "", "fee": ""}
    )
    assert objections_to(step, life.submit_sheet, service, yanis) == (
        PublicationObjection.CONTACT_MISSING,
        PublicationObjection.PHONE_MISSING,
        PublicationObjection.FEE_MISSING,
    )


@pytest.mark.parametrize("name", ["publish_sheet", "return_sheet", "accept_changes", "put_back_sheet"])
def test_authors_do_not_read_their_own_sheets(draft, yanis, name):
    step(life.submit_sheet, draft, yanis)
    words = {"words": "non"} if name in ("return_sheet", "put_back_sheet") else {}
    assert objections_to(step, getattr(life, name), draft, yanis, **words) == (
        ServiceObjection.MODERATORS_ONLY,
    )


@pytest.mark.parametrize("name", ["submit_sheet", "archive_sheet"])
def test_others_take_no_step(draft, name):
    other = make_user("ines")
    make_member(make_partner(draft.territory), other)
    assert objections_to(step, getattr(life, name), draft, other) == (ServiceObjection.NOT_YOUR_ORGANIZATION,)


def test_what_was_read_is_what_is_published(draft, yanis, claire):
    submitted = step(life.submit_sheet, draft, yanis)
    version = submitted.version
    write_sheet(service=draft, typed={"name": "Autre chose"}, seen=1, by=yanis)
    assert objections_to(life.publish_sheet, service=draft, version=version, by=claire) == (
        SaveObjection.CHANGED_MEANWHILE,
    )


def test_a_sheet_is_given_back_with_a_reason(draft, yanis, claire):
    step(life.submit_sheet, draft, yanis)
    assert objections_to(step, life.return_sheet, draft, claire, words=" ") == (LifeObjection.WORDS_MISSING,)
    step(life.return_sheet, draft, claire, words="Dites les horaires.")
    latest = ServiceEvent.objects.first()
    assert (fresh(draft).state, latest.words, latest.by) == (
        ServiceState.DRAFT,
        "Dites les horaires.",
        claire,
    )
    assert told("returned") == [yanis.email]
    assert "horaires" not in Message.objects.get(kind="directory.returned").body
    step(life.submit_sheet, draft, yanis)
    step(life.take_back_sheet, draft, yanis)
    assert fresh(draft).state == ServiceState.DRAFT


def test_a_moderator_reads_the_differences_and_accepts(changed, claire):
    differences = [(d.label, d.before, d.after) for d in changes_to_review(changed)]
    assert differences == [
        ("En une phrase", "Un moniteur et une aide pour payer le permis.", "Un moniteur, et rien à payer.")
    ]
    accepted = step(life.accept_changes, changed, claire)
    assert not accepted.needs_review
    assert changes_to_review(accepted) == []
    assert objections_to(step, life.accept_changes, changed, claire) == (LifeObjection.NOTHING_TO_ACCEPT,)


def test_a_moderator_puts_back_what_was_read_and_nothing_is_lost(changed, yanis, claire):
    back = step(life.put_back_sheet, changed, claire, words="Ce n’est pas gratuit.")
    assert (back.summary, back.needs_review) == (WHOLE["summary"], False)
    said = ServiceVersion.objects.values_list("number", "facts__summary", "is_reviewed")
    assert list(said) == [
        (3, WHOLE["summary"], True),
        (2, "Un moniteur, et rien à payer.", False),
        (1, WHOLE["summary"], True),
    ]
    assert told("put_back") == [yanis.email]


def test_a_sheet_is_archived_and_taken_out_again(published, yanis):
    step(life.archive_sheet, published, yanis, words="L’action est finie.")
    assert fresh(published).state == ServiceState.ARCHIVED
    step(life.reopen_sheet, published, yanis)
    assert fresh(published).state == ServiceState.DRAFT


@pytest.fixture
def aged(published):
    """A sheet confirmed on the first of January, hidden after the thirtieth of August."""
    Service.objects.filter(pk=published.pk).update(
        confirmed_on=date(2027, 1, 1), shown_until=date(2027, 8, 30), warnings_sent=0
    )
    return fresh(published)


@pytest.mark.parametrize(
    ("on", "sent", "count"),
    [
        (date(2027, 7, 15), 0, 0),
        (date(2027, 7, 16), 1, 1),
        (date(2027, 8, 20), 2, 1),
        (date(2027, 8, 31), 3, 1),
    ],
)
def test_authors_are_warned(aged, territory, on, sent, count):
    with time_machine.travel(on):
        assert warn_of_ends(territory=territory, on=on) == count
        assert warn_of_ends(territory=territory, on=on) == 0
    assert fresh(aged).warnings_sent == sent
    assert len(told("hidden") + told("still_true")) == count


def test_two_warnings_then_hidden_then_silence(aged, territory, yanis):
    days = [date(2027, 7, 16), date(2027, 7, 30), date(2027, 8, 20), date(2027, 8, 31), date(2027, 9, 30)]
    for on in days:
        with time_machine.travel(on):
            warn_of_ends(territory=territory, on=on)
    assert told("still_true") == [yanis.email] * 2
    assert told("hidden") == [yanis.email]
    alive = Link.objects.filter(purpose=CONFIRM_PURPOSE, revoked_at=None)
    assert alive.count() == 1
    assert yanis.email not in Message.objects.filter(kind="directory.hidden").get().body


def test_still_true_in_two_taps_from_a_message(aged, territory):
    with time_machine.travel("2027-09-02 10:00:00+00:00", tick=False):
        link, _token = create_link(
            purpose=CONFIRM_PURPOSE,
            territory=territory,
            target_uuid=aged.uuid,
            by=None,
            expires_at=now() + LINK_LIFE,
        )
        confirmed = confirm_by_link(link=link)
        assert (confirmed.confirmed_on, confirmed.warnings_sent) == (date(2027, 9, 2), 0)
        assert confirmed.shown_until == date(2028, 5, 1)
        assert ServiceEvent.objects.first().by is None
        assert len(objections_to(confirm_by_link, link=link)) == 1


def test_still_true_twice_in_a_day_is_once(aged, yanis):
    with time_machine.travel("2027-06-01 10:00:00+00:00", tick=False):
        first = confirm_sheet(service=aged, by=yanis)
        assert confirm_sheet(service=aged, by=yanis).version == first.version
    assert ServiceEvent.objects.filter(step="confirm").count() == 1


def test_a_draft_is_not_confirmed(draft, yanis):
    assert objections_to(confirm_sheet, service=draft, by=yanis) == (ServiceObjection.NOT_IN_THIS_STATE,)


def test_quality_falls_when_nobody_looks(aged, territory):
    assert refresh_quality(territory=territory, on=date(2027, 1, 2)) == 0
    Service.objects.update(updated_on=date(2027, 1, 1))
    assert refresh_quality(territory=territory, on=date(2029, 6, 1)) == 1
    assert fresh(aged).quality == 83


def test_every_page_of_sheets_is_judged_again(aged, territory, monkeypatch):
    monkeypatch.setattr(freshness, "_CHUNK", 2)
    for number in range(4):
        make_service(aged.structure, f"Atelier {number}", quality=1)
    assert refresh_quality(territory=territory, on=date(2027, 1, 2)) == 4
    assert refresh_quality(territory=territory, on=date(2027, 1, 2)) == 0


SUGGESTION = {
    "name": "Atelier vélo",
    "organization": "Le Guidon",
    "where": "Place du marché",
    "what": "Le samedi, on répare son vélo.",
}


def test_anybody_suggests_a_service(territory, claire):
    with time_machine.travel("2026-11-27 10:00:00+00:00", tick=False):
        service = suggestions.suggest_service(territory=territory, **SUGGESTION)
        assert suggestions.suggest_service(territory=territory, **SUGGESTION) == service
    assert (service.state, service.structure.name, service.address) == (
        ServiceState.SUGGESTED,
        "Le Guidon",
        "Place du marché",
    )
    assert told("suggested") == [claire.email]


def test_suggestions_do_not_flood(territory, monkeypatch):
    monkeypatch.setitem(suggestions.SUGGESTIONS_PER_HOUR, "visitors", 1)
    suggestions.suggest_service(territory=territory, **SUGGESTION)
    given = SUGGESTION | {"name": "Autre"}
    assert objections_to(suggestions.suggest_service, territory=territory, **given) == (
        LifeObjection.TOO_MANY_SUGGESTIONS,
    )
    assert suggestions.suggest_service(territory=territory, by=make_user("ines"), **given).name == "Autre"


def test_a_suggestion_becomes_the_draft_of_an_organization(territory, partner, yanis, claire):
    service = suggestions.suggest_service(territory=territory, **SUGGESTION)
    assert objections_to(suggestions.take_suggestion, service=service, partner=partner, by=yanis) == (
        ServiceObjection.MODERATORS_ONLY,
    )
    for _press in range(2):
        taken = suggestions.take_suggestion(service=service, partner=partner, by=claire)
    assert (taken.state, taken.structure.partner) == (ServiceState.DRAFT, partner)
    assert (taken.address, taken.address_extra) == ("", "Place du marché")
    assert [told.recipient for told in Message.objects.filter(kind=TO_WRITE.key)] == [yanis]
    assert not Structure.objects.filter(name="Le Guidon").exists()
    assert objections_to(
        suggestions.take_suggestion, service=service, partner=make_partner(territory), by=claire
    ) == (ServiceObjection.NOT_IN_THIS_STATE,)


def test_a_suggestion_is_put_aside_with_a_reason(territory, claire):
    service = suggestions.suggest_service(territory=territory, **SUGGESTION)
    assert objections_to(suggestions.dismiss_suggestion, service=service, words="", by=claire) == (
        LifeObjection.WORDS_MISSING,
    )
    suggestions.dismiss_suggestion(service=service, words="Elle existe déjà.", by=claire)
    assert (fresh(service).state, ServiceEvent.objects.first().words) == (
        ServiceState.ARCHIVED,
        "Elle existe déjà.",
    )


def test_who_looks_for_what_begins_this_week_finds_a_day_of_entry_at_once(published, yanis):
    def is_found():
        return "soon:week" in IndexedText.objects.get(object_id=published.pk).codes

    write_sheet(service=published, typed={"entry_delay_days": None}, seen=latest_number(published), by=yanis)
    before = is_found()
    day = {"starts_on": today() + timedelta(days=3), "ends_on": None, "places": None, "places_left": None}
    intake = intakes.save_intake(service=published, note="", by=yanis, **day)
    during = is_found()
    intakes.remove_intake(intake=intake, version=intake.version, by=yanis)
    assert (before, during, is_found()) == (False, True, False)
