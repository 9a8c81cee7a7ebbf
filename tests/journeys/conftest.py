"""The site as a visitor finds it: the shipped territory, one fictional person per role."""

import pytest
from django.core.management import call_command

from tests.journeys import examined


@pytest.fixture(scope="session", autouse=True)
def _examined_together(tmp_path_factory, worker_id) -> None:
    """Let the processes of one run share what they have examined."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "examined"
    folder.mkdir(exist_ok=True)
    examined.FOLDER.append(folder)


@pytest.fixture
def site(live_server, settings, capsys) -> str:
    """Where the site answers."""
    call_command("load_territory")
    call_command("seed_demo", people_only=True)
    return live_server.url
