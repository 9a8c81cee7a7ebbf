"""A funded action behind a sheet: begun from its file in one press, told on the sheet, opened by whoever may."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.audit.models import Entry
from cite.core.decisions import Refused
from cite.directory.models import Intake, Service
from cite.directory.operations.actions import publish_action
from cite.directory.operations.life import archive_sheet
from cite.directory.queries.actions import actions_to_publish
from cite.directory.queries.written import facts_of
from cite.grants.models import ReachedDistrict
from tests.directory.conftest import WHOLE
from tests.factories.accounts import make_user
from tests.factories.directory import make_service, make_structure
from tests.factories.grants import (
    make_application,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_funded_action,
)
from tests.factories.organizations import make_member
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _february():
    with time_machine.travel("2027-02-10T09:00:00Z", tick=False):
        yield


@pytest.fixture
def district(territory):
    return make_district(make_commune("42218", epci_code=territory.epci_code))


@pytest.fixture
def carrier(territory):
    return make_carrier(territory, "Porteuse fictive")


@pytest.fixture
def lea(carrier):
    return make_carrier_member(carrier, "lea")


@pytest.fixture
def file(territory, carrier, lea, district):
    file = make_application(
        make_edition(make_call(territory), pieces=[]),
        carrier,
        lea,
        title="Garder les enfants pendant l’entretien",
        state="deposited",
        deposited_at=datetime(2026, 12, 15, 10, tzinfo=UTC),
        priorities=["childcare", "off_radar", "physical_mobility"],
        starts_on=date(2027, 1, 11),
        ends_on=date(2027, 6, 30),
        answers={
            "description": "Une halte-garderie mobile.",
            "places": "À la maison de quartier.",
            "beneficiaries": "Des parents qui cherchent un emploi.",
            "registration": "Par téléphone, la veille.",
            "participants_max": 24,
        },
    )
    ReachedDistrict.objects.create(territory=territory, application=file, district=district)
    return file


@pytest.fixture
def action(carrier, file):
    return make_funded_action(carrier, year=2027, title=file.title, application=file, source="here")


def test_a_draft_takes_over_what_the_file_says(action, lea, district):
    service = publish_action(action=action, by=lea)
    facts = facts_of(service)
    said = {
        "name": "Garder les enfants pendant l’entretien",
        "description": "Une halte-garderie mobile.\n\nOù\u00a0: À la maison de quartier.",
        "audiences": ["tous-publics"],
        "audience_details": "Des parents qui cherchent un emploi.",
        "mobilization_details": "Par téléphone, la veille.",
        "obstacles": ["childcare", "physical_mobility"],
        "themes": ["famille--garde-denfants"],
        "districts": [district.code],
        "funded_action": str(action.uuid),
    }
    assert {name: facts[name] for name in said} == said
    assert service.state == "draft"
    (intake,) = Intake.objects.filter(service=service)
    assert (intake.starts_on, intake.ends_on, intake.places) == (date(2027, 1, 11), date(2027, 6, 30), 24)
    assert intake.places_left is None
    acts = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert acts[-3:] == ["directory.create_service", "directory.save_intake", "directory.begin_from_action"]


def test_asked_twice_or_by_two_people_it_is_one_sheet(action, lea, territory):
    first = publish_action(action=action, by=lea)
    pilot = make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)
    assert publish_action(action=action, by=lea) == publish_action(action=action, by=pilot) == first
    archive_sheet(service=first, version=first.version, by=lea)
    assert publish_action(action=action, by=lea) != first


def test_whoever_does_not_read_the_file_begins_from_its_title(action, carrier, territory):
    advisor = make_user("mia")
    make_member(carrier, advisor, role=Role.PRESCRIBER)
    service = publish_action(action=action, by=advisor)
    assert (service.name, service.description, service.funded_action) == (action.title, "", action)
    assert Intake.objects.count() == 0


def test_an_action_that_is_over_or_was_funded_before_has_no_day_of_entry(action, file, lea, carrier):
    file.ends_on = date(2027, 2, 9)
    file.answers = file.answers | {"participants_max": "beaucoup"}
    file.save()
    assert Intake.objects.filter(service=publish_action(action=action, by=lea)).count() == 0
    before = make_funded_action(carrier, title="Avant " * 40)
    assert publish_action(action=before, by=lea).name == ("Avant " * 40)[:150]


def test_another_organization_does_not_publish_it(action, territory, client):
    noa = make_carrier_member(make_carrier(territory, "Voisine fictive"), "noa")
    with pytest.raises(Refused) as caught:
        publish_action(action=action, by=noa)
    assert [o.value for o in caught.value.decision.objections] == ["not_your_organization"]
    client.force_login(noa)
    assert client.post(reverse("directory:publish-action", args=[action.uuid])).status_code == 404
    assert Service.objects.count() == 0


def test_the_way_from_the_file_to_the_sheet_and_back(client, action, file, lea):
    client.force_login(lea)
    home, press = reverse("grants:application", args=[file.uuid]), f"/offre/actions/{action.uuid}/fiche/"
    assert f'action="{press}"' in client.get(home).content.decode()
    assert f'action="{press}"' in client.get(reverse("directory:add")).content.decode()
    answers = [client.post(press) for _time in range(2)]
    service = Service.objects.get()
    step = reverse("directory:write", args=[service.uuid, "essentiel"])
    assert [answer.headers["Location"] for answer in answers] == [step, step]
    shown = client.get(home).content.decode()
    assert press not in shown
    assert reverse("directory:sheet", args=[service.uuid]) in shown
    assert f'href="{home}"' in client.get(reverse("directory:sheet", args=[service.uuid])).content.decode()


def test_who_opens_what_is_behind_a_published_sheet(client, action, file, carrier, territory):
    service = make_service(make_structure(territory, partner=carrier), funded_action=action, **WHOLE)
    page = reverse("directory:sheet", args=[service.uuid])
    people = {
        "desk": make_user("claire", role=Role.CO_PILOT_STATE, territory=territory),
        "neighbor": make_carrier_member(make_carrier(territory, "Voisine fictive"), "noa"),
    }
    links = {}
    for name, person in people.items():
        client.force_login(person)
        shown = client.get(page)
        assert shown.context["page"].action[0] == str(action)
        links[name] = shown.context["page"].action[1]
    assert links == {"desk": reverse("grants:application", args=[file.uuid]), "neighbor": ""}
    action.application = None
    action.save()
    client.force_login(people["desk"])
    behind = client.get(page).context["page"].action[1]
    assert behind == reverse("grants:funded-action", args=[action.uuid])
    assert page in client.get(behind).content.decode()


def test_what_waits_for_a_sheet(action, carrier, lea, territory, django_assert_num_queries):
    make_funded_action(carrier, year=2026, title="L’an passé")
    make_funded_action(make_carrier(territory, "Voisine fictive"), year=2027, title="Une autre")
    on = date(2027, 2, 10)
    assert actions_to_publish(lea, territory, on=on) == [action]
    publish_action(action=action, by=lea)
    assert actions_to_publish(lea, territory, on=on) == []
