"""Over real HTTP: a program publishes a sheet with a person, and anybody's program finds it."""

import pytest
import requests
from django.conf import settings
from django_scopes import scope

from cite.accounts.enums import Role
from cite.directory.models import Service
from cite.directory.operations.life import publish_sheet, return_sheet
from cite.territories.operations.reference_data import load_territory
from tests.factories.accounts import make_user
from tests.factories.api import make_key
from tests.factories.directory import WHOLE
from tests.factories.grants import make_carrier, make_carrier_member

NEARBY = {"longitude": 4.4036, "latitude": 45.466}
FIELDS = {name: value for name, value in WHOLE.items() if name not in ("address", "commune_name")} | {
    "place": "4 rue des Essais 42000 Saint-Étienne",
    "languages": ["ar"],
    "without_car": True,
    "entry_delay_days": 3,
}


class Program:
    """A program of somebody else, that knows nothing but addresses and its key."""

    def __init__(self, site: str, token: str = "") -> None:
        self.site = f"{site}/api/v1/"
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(self, method: str, path: str, body=None, **parameters):
        answer = requests.request(
            method, self.site + path, json=body, params=parameters, headers=self.headers, timeout=20
        )
        return answer.status_code, answer.json()

    def done(self, method: str, path: str, body=None, **parameters):
        status, told = self.ask(method, path, body, **parameters)
        assert status == 200, told
        return told


@pytest.fixture
def committed(transactional_db):
    """The territory as it is shipped, where the threads of the server see it."""
    territory = load_territory(folder=settings.REFERENCE_DATA_DIR).territory
    with scope(territory=territory):
        yield territory


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_program_publishes_a_sheet_with_a_pilot_and_another_finds_it(committed, live_server):
    claire = make_user("claire", role=Role.CO_PILOT_STATE, territory=committed)
    carrier = make_carrier(committed, "Les Glycines")
    token = make_key(carrier, make_carrier_member(carrier, "marc"))
    theirs, anybody = Program(live_server.url, token), Program(live_server.url)

    def found(**asked):
        return [one["name"] for one in anybody.done("post", "services/search", asked)["services"]]

    words = anybody.done("get", "vocabulary")
    assert WHOLE["themes"][0] in {theme["code"] for theme in words["themes"]}
    begun = theirs.done("post", "sheets", {"name": "Aide au permis", "reference": "glycines-12"})
    again = theirs.done("post", "sheets", {"name": "Aide au permis", "reference": "glycines-12"})
    path = f"sheets/{begun['id']}"
    assert again["id"] == begun["id"]
    status, refused = theirs.ask("post", f"{path}/submit", {"version": begun["version"]})
    assert (status, [e["code"] for e in refused["errors"]]) == (
        409,
        [lack["code"] for lack in begun["lacks"]],
    )
    written = theirs.done("patch", path, {"seen": begun["seen"], "fields": FIELDS})
    assert written["lacks"] == []
    submitted = theirs.done("post", f"{path}/submit", {"version": written["version"]})
    assert (submitted["state"], found(words="permis")) == ("submitted", [])
    with scope(territory=committed):
        service = Service.objects.get(uuid=begun["id"])
        return_sheet(
            service=service, version=submitted["version"], words="Dites combien de places.", by=claire
        )
    back = theirs.done("get", path)
    assert back["returned"] == "Dites combien de places."
    better = theirs.done("patch", path, {"seen": back["seen"], "fields": {"places_left": 6}})
    entry = {"starts_on": "2098-01-05", "places": 8, "places_left": 6}
    theirs.done("post", f"{path}/entries", entry)
    proposed = theirs.done("post", f"{path}/submit", {"version": better["version"]})
    with scope(territory=committed):
        publish_sheet(service=Service.objects.get(uuid=begun["id"]), version=proposed["version"], by=claire)
    assert found(words="passer le permi", **NEARBY) == ["Aide au permis"]
    assert found(need="physical_mobility", language="ar", district="QN04213M", this_week=True) == [
        "Aide au permis"
    ]
    assert anybody.done("get", "services", theme=WHOLE["themes"][0], without_car="true")["total"] == 1
    told = anybody.done("get", f"services/{begun['id']}")
    assert (told["standard"]["nom"], told["entries"][0]["starts_on"]) == ("Aide au permis", "2098-01-05")
    assert anybody.done("get", "structures")["structures"][0]["name"] == "Les Glycines"
    assert anybody.ask("get", path)[0] == 401
    published = theirs.done("get", path)
    theirs.done("post", f"{path}/archive", {"version": published["version"]})
    assert found(words="permis") == []
    assert anybody.ask("get", f"services/{begun['id']}")[0] == 404
