"""Beginning a sheet, writing it, two people at once, taking it over."""

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.audit.models import Entry
from cite.core.models import SaveObjection
from cite.directory.enums import ServiceObjection, ServiceState
from cite.directory.enums.life import ContentObjection, LifeObjection, PublicationObjection
from cite.directory.models import Service, ServiceFacet, ServiceVersion, Source, Structure
from cite.directory.operations import writing
from cite.directory.operations.intakes import remove_intake, save_intake
from cite.directory.operations.life import publish_sheet, put_back_sheet, submit_sheet
from cite.directory.operations.writing import create_sheet, duplicate_sheet, write_sheet
from cite.directory.queries.written import facts_of, latest_number
from cite.directory.rules.publication import publication_decision
from cite.directory.rules.sheet import sheet_of
from cite.notifications.models import Message
from tests.directory.conftest import WHOLE
from tests.factories.accounts import make_user
from tests.factories.directory import TODAY, make_service, make_source, make_structure
from tests.factories.organizations import make_member, make_partner
from tests.refusals import objections_to

pytestmark = pytest.mark.django_db


def fresh(service):
    return Service.objects.get(pk=service.pk)


def write(service, by, **typed):
    return write_sheet(service=service, typed=typed, seen=latest_number(service), by=by)


@pytest.fixture
def published(draft, yanis, claire):
    submit_sheet(service=draft, version=draft.version, by=yanis)
    return publish_sheet(service=draft, version=fresh(draft).version, by=claire)


def test_a_sheet_begins_for_everyone_and_seen_by_nobody_else(partner, yanis):
    service = create_sheet(partner=partner, name="Aide au permis", by=yanis)
    assert (service.state, service.audiences, service.min_age) == (ServiceState.DRAFT, ["tous-publics"], None)
    assert (service.structure.partner, service.structure.name) == (partner, "Les Ateliers du Grand Chêne")
    assert service.key == f"{service.source.slug}--{service.uuid}"
    assert service.source.is_own
    assert ServiceVersion.objects.get().number == 1
    assert list(Entry.objects.filter(action__startswith="directory").values_list("action", flat=True)) == [
        "directory.create_service"
    ]


def test_the_structure_and_the_source_are_made_once(partner, yanis):
    for name in ("Aide au permis", "Atelier vélo"):
        create_sheet(partner=partner, name=name, by=yanis)
    assert (Structure.objects.count(), Source.objects.count(), Service.objects.count()) == (1, 1, 2)


def test_a_button_pressed_twice_begins_one_sheet(partner, yanis):
    with time_machine.travel("2026-11-27 10:00:00+00:00", tick=False) as clock:
        first = create_sheet(partner=partner, name="Aide au permis", by=yanis)
        assert create_sheet(partner=partner, name="Aide au permis", by=yanis) == first
        clock.shift(601)
        assert create_sheet(partner=partner, name="Aide au permis", by=yanis) != first


def test_only_its_people_begin_the_sheet_of_an_organization(partner, claire):
    other = make_user("ines")
    make_member(make_partner(partner.territory), other)
    assert objections_to(create_sheet, partner=partner, name="Aide", by=other) == (
        ServiceObjection.NOT_YOUR_ORGANIZATION,
    )
    assert create_sheet(partner=partner, name="Aide", by=claire).structure.partner == partner


def test_an_organization_has_so_many_sheets(partner, yanis, draft, monkeypatch):
    monkeypatch.setattr(writing, "MOST_SHEETS", 1)
    assert objections_to(create_sheet, partner=partner, name="Autre", by=yanis) == (
        LifeObjection.TOO_MANY_SHEETS,
    )


def test_writing_keeps_a_version_and_what_the_sheet_is_found_by(draft, yanis):
    written = write(
        draft, yanis, themes=["famille--garde-denfants"], childcare_on_site=True, weekly_hours="3.50"
    )
    assert (written.themes, str(fresh(written).weekly_hours)) == (["famille--garde-denfants"], "3.50")
    assert latest_number(written) == 2
    codes = set(ServiceFacet.objects.filter(service=written).values_list("facet", "code"))
    assert {
        ("theme", "famille--garde-denfants"),
        ("obstacle", "childcare"),
        ("ease", "childcare_on_site"),
    } <= codes
    entry = Entry.objects.filter(action="directory.write_service").get()
    assert entry.target_uuid == written.uuid


def test_writing_the_same_again_changes_nothing(draft, yanis):
    write(draft, yanis, fee="payant", fee_details="12 €")
    before = (fresh(draft).version, ServiceVersion.objects.count(), Entry.objects.count())
    write_sheet(service=draft, typed={"fee": "payant", "fee_details": "12 €"}, seen=1, by=yanis)
    assert (fresh(draft).version, ServiceVersion.objects.count(), Entry.objects.count()) == before


def test_a_theme_that_left_the_standard_stops_nobody_from_writing_something_else(published, yanis, claire):
    gone = {"themes": ["mobilite--disparu", "mobilite--preparer-un-permis"]}
    Service.objects.filter(pk=published.pk).update(**gone)
    written = write(published, yanis, phone="+33477000000")
    assert (written.phone, written.themes) == ("+33477000000", ["mobilite--preparer-un-permis"])
    assert objections_to(write_sheet, service=published, typed=gone, seen=1, by=yanis) == (
        ContentObjection.UNKNOWN_CODE,
    )
    Service.objects.filter(pk=published.pk).update(**gone)
    copy = duplicate_sheet(service=fresh(published), name="L’an prochain", by=yanis)
    assert copy.themes == ["mobilite--preparer-un-permis"]
    ServiceVersion.objects.filter(service=published, is_reviewed=True).update(
        facts=facts_of(published) | gone | {"summary": "Relue."}
    )
    put_back_sheet(service=published, version=fresh(published).version, words="Le bon numéro.", by=claire)
    assert (fresh(published).summary, fresh(published).themes) == ("Relue.", ["mobilite--preparer-un-permis"])


def test_two_people_who_write_different_fields_keep_both(draft, yanis, claire):
    write_sheet(service=draft, typed={"summary": "De Claire"}, seen=1, by=claire)
    write_sheet(service=draft, typed={"summary": WHOLE["summary"], "phone": "+33477000000"}, seen=1, by=yanis)
    assert (fresh(draft).summary, fresh(draft).phone) == ("De Claire", "+33477000000")


def test_two_people_who_write_the_same_field_are_told(draft, yanis, claire):
    write_sheet(service=draft, typed={"summary": "De Claire"}, seen=1, by=claire)
    assert objections_to(write_sheet, service=draft, typed={"summary": "De Yanis"}, seen=1, by=yanis) == (
        SaveObjection.CHANGED_MEANWHILE,
    )
    assert fresh(draft).summary == "De Claire"


@pytest.mark.parametrize(
    ("typed", "objection"),
    [
        ({"themes": ["gone--theme"]}, ContentObjection.UNKNOWN_CODE),
        ({"min_age": 26, "max_age": 16}, ContentObjection.AGES_REVERSED),
        ({"audiences": ["jeunes", "tous-publics"]}, ContentObjection.EVERYONE_AND_OTHERS),
        ({"opening_hours": "le lundi"}, ContentObjection.HOURS_UNREADABLE),
    ],
)
def test_what_contradicts_itself_is_not_kept(draft, yanis, typed, objection):
    assert objections_to(write_sheet, service=draft, typed=typed, seen=1, by=yanis) == (objection,)
    assert ServiceVersion.objects.count() == 1


@pytest.mark.parametrize("state", [ServiceState.SUGGESTED, ServiceState.ARCHIVED])
def test_a_closed_sheet_is_not_written(draft, yanis, state):
    Service.objects.filter(pk=draft.pk).update(state=state)
    assert objections_to(write_sheet, service=draft, typed={"name": "Autre"}, seen=1, by=yanis) == (
        LifeObjection.CLOSED,
    )


def test_others_and_other_sources_are_not_written(territory, draft, claire):
    other = make_user("ines")
    make_member(make_partner(territory), other)
    assert objections_to(write_sheet, service=draft, typed={"name": "Autre"}, seen=1, by=other) == (
        ServiceObjection.NOT_YOUR_ORGANIZATION,
    )
    imported = make_service(make_structure(territory, source=make_source(territory, "dora")))
    assert objections_to(write_sheet, service=imported, typed={"name": "Autre"}, seen=0, by=claire) == (
        ServiceObjection.IMPORTED,
    )


def test_a_published_sheet_that_its_author_changes_stays_visible_and_is_read_again(published, yanis, claire):
    Message.objects.all().delete()
    written = write(published, yanis, summary="Un moniteur, et rien à payer.")
    assert (written.state, written.needs_review) == (ServiceState.PUBLISHED, True)
    told = Message.objects.filter(kind="directory.to_read").values_list("recipient__email", flat=True)
    assert list(told) == [claire.email]
    again = write(published, yanis, summary=WHOLE["summary"])
    assert not again.needs_review


def test_a_moderator_who_writes_has_read(published, claire):
    assert not write(published, claire, summary="Un moniteur.").needs_review
    assert ServiceVersion.objects.filter(is_reviewed=True).count() == 2


def test_a_moderator_who_writes_upon_changes_has_not_accepted_them(published, yanis, claire):
    write(published, yanis, summary="Un moniteur.")
    assert write(published, claire, name="Aide au permis B").needs_review


def test_a_published_sheet_never_lacks_what_it_had(published, yanis):
    assert objections_to(write_sheet, service=published, typed={"phone": ""}, seen=1, by=yanis) == (
        PublicationObjection.CONTACT_MISSING,
        PublicationObjection.PHONE_MISSING,
    )


def test_a_sheet_that_was_never_written_here_keeps_what_it_said(territory, yanis, partner):
    service = make_service(make_structure(territory, partner=partner), description="Avant")
    write_sheet(service=service, typed={"description": "Après"}, seen=0, by=yanis)
    said = ServiceVersion.objects.order_by("number").values_list("facts__description", "is_reviewed")
    assert list(said) == [("Avant", True), ("Après", False)]


def test_versions_do_not_pile_up(draft, yanis, monkeypatch):
    monkeypatch.setattr(writing, "KEPT_VERSIONS", 3)
    for number in range(6):
        write(draft, yanis, summary=f"Version {number}")
    assert list(ServiceVersion.objects.values_list("number", flat=True)) == [7, 6, 5]


def test_next_year_begins_from_this_one(draft, yanis):
    write(draft, yanis, places_left=4)
    copy = duplicate_sheet(service=draft, name="Aide au permis 2028", by=yanis)
    assert (copy.state, copy.places_left, copy.phone) == (ServiceState.DRAFT, None, "+33477123456")
    assert facts_of(copy) == facts_of(draft) | {"name": "Aide au permis 2028", "places_left": None}
    assert copy.key != draft.key


def test_a_whole_draft_lacks_nothing(draft):
    assert publication_decision(sheet_of(draft), is_covered=True, on=TODAY)
    assert draft.quality == 94


def test_days_of_entry(draft, yanis, claire):
    given = {
        "service": draft,
        "starts_on": TODAY,
        "ends_on": None,
        "places": 12,
        "places_left": 3,
        "note": "",
        "by": yanis,
    }
    intake = save_intake(**given)
    assert save_intake(**given) == intake
    assert objections_to(save_intake, **given | {"ends_on": TODAY.replace(day=1), "places_left": 13}) == (
        ContentObjection.DATES_REVERSED,
        ContentObjection.PLACES_REVERSED,
    )
    changed = save_intake(**given | {"places_left": 2, "intake": intake, "version": 1, "by": claire})
    assert (changed.places_left, changed.version) == (2, 2)
    assert objections_to(save_intake, **given | {"places_left": 1, "intake": intake, "version": 1}) == (
        SaveObjection.CHANGED_MEANWHILE,
    )
    remove_intake(intake=changed, version=2, by=yanis)
    assert objections_to(remove_intake, intake=changed, version=2, by=yanis) == (
        SaveObjection.GONE_MEANWHILE,
    )


def test_an_administrator_of_an_organization_writes_whatever_her_role(partner):
    user = make_user("alix")
    make_member(partner, user, role=Role.READER, is_administrator=True)
    assert create_sheet(partner=partner, name="Aide", by=user).state == ServiceState.DRAFT
