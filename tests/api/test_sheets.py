"""A program writes the sheets of an organization: the rights of its person, the refusals of the pages."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cite.accounts.enums import Role
from cite.actors.models import AccessKey, Membership
from cite.actors.operations.keys import create_key
from cite.actors.rules.keys import WITH_PROGRAMS
from cite.audit.models import Entry
from cite.directory.enums import ServiceState
from cite.directory.models import Intake, Service, ServiceVersion
from cite.directory.operations.life import publish_sheet, return_sheet
from cite.directory.operations.writing import create_sheet, write_sheet
from cite.directory.workflow import WRITERS
from tests.api.test_hostile import HOSTILE, altered, check
from tests.factories.accounts import make_user
from tests.factories.api import make_key
from tests.factories.directory import WHOLE, make_service, make_source, make_structure
from tests.factories.grants import make_carrier, make_carrier_member
from tests.factories.organizations import make_member

DURING = "2026-12-10 10:00 +0100"
BODY = {name: value for name, value in WHOLE.items() if name not in ("address", "commune_name")} | {
    "place": "4 rue des Essais 42000 Saint-Étienne"
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def claire(loaded):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=loaded)


@pytest.fixture
def sheet(ask):
    """A draft that lacks nothing, begun by a program."""
    return told(ask("post", "sheets", {"name": "Aide au permis", "reference": "s1", "fields": BODY}))


def told(answer) -> dict:
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def refused(answer, status: int = 409) -> list[str]:
    assert answer.status_code == status, answer.content.decode()
    return [error["code"] for error in answer.json()["errors"]]


def publish(sheet, claire, ask) -> dict:
    submitted = told(ask("post", f"sheets/{sheet['id']}/submit", {"version": sheet["version"]}))
    service = Service.objects.get(uuid=sheet["id"])
    publish_sheet(service=service, version=submitted["version"], by=claire)
    return told(ask("get", f"sheets/{sheet['id']}"))


def test_a_sheet_is_begun_once_for_a_reference_however_late(ask, sheet, carrier):
    assert (sheet["state"], sheet["lacks"], sheet["seen"], sheet["version"]) == ("draft", [], 1, 1)
    assert sheet["sheet"]["address"] == "4 rue des Essais"
    assert (sheet["postal_code"], sheet["structure_name"]) == ("42000", "Les Glycines")
    assert sheet["steps"] == ["submit", "archive"]
    with time_machine.travel("2027-05-01 10:00 +0200", tick=False):
        again = told(
            ask("post", "sheets", {"name": "Autre nom", "reference": "s1", "fields": {"fee": "payant"}})
        )
    assert again == sheet | {"lacks": again["lacks"]}
    assert Service.objects.count() == 1
    assert [one["id"] for one in told(ask("get", "sheets?reference=s1"))["sheets"]] == [sheet["id"]]
    assert told(ask("get", "sheets?reference=s2"))["sheets"] == []
    assert AccessKey.objects.get().last_write_on == date(2027, 5, 1)


def test_the_same_reference_of_two_organizations_is_two_sheets(ask, sheet, loaded):
    other = make_carrier(loaded, "Une voisine")
    key = make_key(other, make_carrier_member(other, "ines"), date(2027, 1, 1))
    theirs = told(ask("post", "sheets", {"name": "Aide au permis", "reference": "s1"}, key=key))
    assert theirs["id"] != sheet["id"]
    for method, end, body in (
        ("get", "", None),
        ("patch", "", {"seen": 1, "fields": {"fee": "payant"}}),
        ("post", "/submit", {"version": 1}),
        ("post", "/archive", {"version": 1}),
        ("post", "/confirm", None),
        ("post", "/entries", {"starts_on": "2027-01-01"}),
    ):
        assert ask(method, f"sheets/{sheet['id']}{end}", body, key=key).status_code == 404
    assert [one["id"] for one in told(ask("get", "sheets", key=key))["sheets"]] == [theirs["id"]]


def test_without_a_reference_the_same_name_within_minutes_is_one_sheet(ask):
    first, second = (told(ask("post", "sheets", {"name": "Atelier"})) for _time in range(2))
    assert first["id"] == second["id"]


def test_fields_are_written_and_nothing_of_another_is_overwritten(ask, sheet, claire):
    path = f"sheets/{sheet['id']}"
    written = told(
        ask("patch", path, {"seen": 1, "fields": {"fee": "payant", "fee_details": "<p>12&nbsp;€</p>"}})
    )
    assert (written["sheet"]["fee"], written["sheet"]["fee_details"], written["seen"]) == (
        "payant",
        "12 €",
        2,
    )
    write_sheet(service=Service.objects.get(), typed={"summary": "De Claire"}, seen=2, by=claire)
    kept = told(ask("patch", path, {"seen": 2, "fields": {"phone": "04.77.00.00.00"}}))
    assert (kept["sheet"]["summary"], kept["sheet"]["phone"]) == ("De Claire", "+33477000000")
    late = ask("patch", path, {"seen": 2, "fields": {"summary": "Du logiciel", "fee": "gratuit"}})
    assert (late.status_code, late.json()["errors"]) == (
        409,
        [
            {
                "field": "summary",
                "code": "changed_meanwhile",
                "detail": "Quelqu’un d’autre y a écrit\u00a0: «\u00a0De Claire\u00a0». Relisez, puis renvoyez avec le "
                "nouveau «\u00a0seen\u00a0».",
            }
        ],
    )
    assert Service.objects.get().fee == "payant"
    assert (
        Entry.objects.filter(action="directory.write_service", organization_name="Les Glycines").count() == 2
    )


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        (
            {"phone": "04 77", "source_url": "nulle part", "summary": "x" * 281},
            ["phone_unreadable", "link_unreadable", "too_long"],
        ),
        ({"min_age": 26, "max_age": 16, "opening_hours": "le lundi"}, ["ages_reversed", "hours_unreadable"]),
        ({"audiences": ["jeunes", "tous-publics"]}, ["everyone_and_others"]),
    ],
)
def test_what_cannot_be_kept_is_said_at_once(ask, sheet, fields, codes):
    assert sorted(refused(ask("patch", f"sheets/{sheet['id']}", {"seen": 1, "fields": fields}))) == sorted(
        codes
    )
    assert ServiceVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"themes": ["gone--theme"]}, 422, "fields.themes.0"),
        ({"email": "accueil"}, 422, "fields.email"),
        ({"inconnu": 1}, 422, "fields.inconnu"),
        ({"longitude": 4.4}, 422, "fields.longitude"),
        ({"weekly_hours": 81}, 422, "fields.weekly_hours"),
        ({"districts": ["QN99999X"]}, 404, None),
        ({"funded_action": "0d7c2f1e-8a44-4b6f-9a3e-5c1f2b3a4d51"}, 404, None),
    ],
)
def test_what_means_nothing_is_named(ask, sheet, fields, status, field):
    answer = ask("patch", f"sheets/{sheet['id']}", {"seen": 1, "fields": fields})
    assert (answer.status_code, [e["field"] for e in answer.json()["errors"]]) == (
        status,
        [field] if field else [],
    )
    assert ServiceVersion.objects.count() == 1


def test_a_position_prevails_over_the_map_and_stays_in_france(ask, sheet):
    path = f"sheets/{sheet['id']}"
    here = {"longitude": 4.38781234, "latitude": 45.43}
    written = told(ask("patch", path, {"seen": 1, "fields": {"place": "ailleurs", "position": here}}))
    assert (written["longitude"], written["latitude"]) == (4.387812, 45.43)
    turned = {"longitude": 45.43, "latitude": 4.3878}
    assert refused(ask("patch", path, {"seen": 2, "fields": {"position": turned}})) == ["outside_france"]
    for wrong in ({"longitude": 4.4}, {"longitude": 4.4, "latitude": 91}, [4.4, 45.4]):
        assert ask("patch", path, {"seen": 2, "fields": {"position": wrong}}).status_code == 422
    gone = told(ask("patch", path, {"seen": 2, "fields": {"position": None}}))
    assert (gone["longitude"], gone["latitude"]) == (None, None)


def test_every_field_is_written_and_read_back(ask, sheet):
    fields = {
        "name": "Permis, pas à pas",
        "districts": ["QN04213M"],
        "covers_all_districts": False,
        "weekly_hours": 3.5,
        "without_car": True,
        "interpreter": None,
        "email": "accueil@glycines.example",
        "mobilization_url": "glycines.example/permis",
        "opening_hours": "Mo-Fr 08:30-12:00",
        "level": "none",
        "update_every": 3,
        "weeks": 4,
        "to_bring": ["identity"],
        "languages": ["fr", "ar"],
    }
    said = told(ask("patch", f"sheets/{sheet['id']}", {"seen": 1, "fields": fields}))["sheet"]
    assert {name: said[name] for name in fields} == fields | {
        "mobilization_url": "https://glycines.example/permis",
        "languages": ["ar", "fr"],
    }


def test_all_that_lacks_is_said_when_a_sheet_is_submitted(ask):
    draft = told(ask("post", "sheets", {"name": "Atelier"}))
    codes = refused(ask("post", f"sheets/{draft['id']}/submit", {"version": 1}))
    assert codes == [lack["code"] for lack in draft["lacks"]]
    assert len(codes) > 5


def test_a_sheet_is_published_by_a_person_then_confirmed_archived_and_reopened(ask, sheet, claire):
    path = f"sheets/{sheet['id']}"
    published = publish(sheet, claire, ask)
    assert (published["state"], published["steps"]) == ("published", ["archive", "confirm"])
    with time_machine.travel("2027-02-01 10:00 +0100", tick=False):
        confirmed = told(ask("post", f"{path}/confirm"))
        assert (confirmed["confirmed_on"], confirmed["shown_until"]) == ("2027-02-01", "2027-09-30")
        assert told(ask("post", f"{path}/confirm")) == confirmed
        stale = ask("post", f"{path}/archive", {"version": published["version"]})
        assert refused(stale) == ["changed_meanwhile", "changed_meanwhile"]
        assert stale.json()["errors"][1]["field"] == "version"
        for _time in range(2):
            archived = told(
                ask("post", f"{path}/archive", {"version": confirmed["version"], "words": "Fini."})
            )
            assert (archived["state"], archived["returned"]) == ("archived", "Fini.")
        assert refused(ask("patch", path, {"seen": 1, "fields": {"fee": "payant"}})) == ["closed"]
        assert refused(ask("post", f"{path}/confirm")) == ["not_in_this_state"]
        assert told(ask("post", f"{path}/reopen", {"version": archived["version"]}))["state"] == "draft"


def test_a_sheet_given_back_says_why(ask, sheet, claire):
    submitted = told(ask("post", f"sheets/{sheet['id']}/submit", {"version": 1}))
    return_sheet(
        service=Service.objects.get(), version=submitted["version"], words="Dites qui appeler.", by=claire
    )
    back = told(ask("get", f"sheets/{sheet['id']}"))
    assert (back["state"], back["returned"]) == ("draft", "Dites qui appeler.")
    again = told(ask("post", f"sheets/{sheet['id']}/submit", {"version": back["version"]}))
    assert (
        told(ask("post", f"sheets/{sheet['id']}/take-back", {"version": again["version"]}))["state"]
        == "draft"
    )


def test_a_published_sheet_changed_by_a_program_is_read_again_and_never_lacks_what_it_had(ask, sheet, claire):
    published = publish(sheet, claire, ask)
    path, seen = f"sheets/{sheet['id']}", published["seen"]
    assert refused(ask("patch", path, {"seen": seen, "fields": {"phone": ""}})) == [
        "contact_missing",
        "phone_missing",
    ]
    changed = told(ask("patch", path, {"seen": seen, "fields": {"summary": "Un moniteur."}}))
    assert (changed["state"], changed["needs_review"]) == ("published", True)


def test_days_of_entry(ask, sheet):
    path = f"sheets/{sheet['id']}/entries"
    body = {"starts_on": "2027-01-05", "ends_on": "2027-02-01", "places": 12, "places_left": 12}
    for _time in range(2):
        (entry,) = told(ask("post", path, body))["entries"]
    changed = told(ask("put", f"{path}/{entry['id']}", body | {"places_left": 3, "version": 1}))
    assert changed["entries"] == [entry | {"places_left": 3, "version": 2}]
    assert refused(ask("put", f"{path}/{entry['id']}", body | {"version": 1})) == ["changed_meanwhile"]
    wrong = body | {"ends_on": "2027-01-01", "places_left": 13}
    assert refused(ask("post", path, wrong)) == ["dates_reversed", "places_reversed"]
    assert refused(ask("delete", f"{path}/{entry['id']}?version=1")) == ["changed_meanwhile"]
    assert told(ask("delete", f"{path}/{entry['id']}?version=2"))["entries"] == []
    assert ask("delete", f"{path}/{entry['id']}?version=2").status_code == 404
    assert not Intake.objects.exists()


@pytest.mark.parametrize("key", [None, "", "court", "A" * 43])
def test_without_a_key_nothing_is_written_nor_listed(ask, loaded, key):
    for method, path, body in (("get", "sheets", None), ("post", "sheets", {"name": "Atelier"})):
        assert refused(ask(method, path, body, key=key), 401) == []
    assert not Service.objects.exists()


def test_a_key_that_only_reads_lists_and_searches_and_writes_nothing(api, ask, sheet, marc, carrier):
    _key, reading = create_key(partner=carrier, name="Suivi", ends_on=date(2027, 6, 1), by=marc)
    assert told(ask("get", f"sheets/{sheet['id']}", key=reading)) == sheet
    assert told(ask("post", "services/search", {"words": "permis"}, key=reading))["total"] == 0
    assert AccessKey.objects.get(name="Suivi").last_write_on is None
    for method, end, body in (
        ("patch", "", {"seen": 1, "fields": {"fee": "payant"}}),
        ("post", "/submit", {"version": 1}),
        ("post", "/confirm", None),
        ("post", "/entries", {"starts_on": "2027-01-01"}),
    ):
        answer = ask(method, f"sheets/{sheet['id']}{end}", body, key=reading)
        assert (answer.status_code, answer.json()["code"]) == (403, "read_only_key")


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (Role.PRESCRIBER, (200, 401)),
        (Role.EMPLOYER, (200, 401)),
        (Role.CARRIER, (200, 200)),
        (Role.READER, (401, 401)),
    ],
)
def test_each_role_opens_what_it_writes(ask, marc, role, statuses):
    Membership.objects.filter(user=marc).update(role=role)
    assert tuple(ask("get", path).status_code for path in ("sheets", "applications")) == statuses


def test_whoever_writes_sheets_may_have_keys():
    assert WRITERS <= WITH_PROGRAMS


def test_a_pilot_writes_by_key_only_for_her_own_organization(loaded, ask, sheet, claire, carrier):
    other = make_carrier(loaded, "Une voisine")
    make_member(other, claire, role=Role.CARRIER)
    key = make_key(other, claire, date(2027, 1, 1))
    assert ask("get", f"sheets/{sheet['id']}", key=key).status_code == 404
    assert told(ask("get", f"services/{sheet['id']}", key=key))["name"] == "Aide au permis"


def test_an_imported_sheet_is_changed_at_its_source(loaded, ask, carrier):
    source = make_source(loaded, "annuaire")
    imported = make_service(make_structure(loaded, source=source, partner=carrier))
    answer = ask("patch", f"sheets/{imported.uuid}", {"seen": 0, "fields": {"fee": "payant"}})
    assert refused(answer) == ["imported"]


def test_the_number_of_queries_does_not_grow(ask, loaded, carrier, marc):
    counts = []
    for number in range(3):
        create_sheet(partner=carrier, name=f"Atelier {number}", by=marc)
        with CaptureQueriesContext(connection) as captured:
            assert told(ask("get", "sheets"))["total"] == number + 1
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_whatever_is_typed_in_each_place_is_answered_in_words(ask, sheet):
    for hostile in HOSTILE:
        for body in altered({"seen": 1, "fields": BODY}, hostile):
            check(ask("patch", f"sheets/{sheet['id']}", body))
        for body in altered({"name": "Atelier", "reference": "s9", "fields": {"fee": "gratuit"}}, hostile):
            check(ask("post", "sheets", body))
        for body in altered({"starts_on": "2027-01-05", "places": 12, "note": "x"}, hostile):
            check(ask("post", f"sheets/{sheet['id']}/entries", body))
        for body in altered({"version": 1, "words": "x"}, hostile):
            check(ask("post", f"sheets/{sheet['id']}/archive", body))
    assert Service.objects.filter(state=ServiceState.PUBLISHED).count() == 0
