"""The site as a visitor finds it: the shipped territory, one fictional person per role."""

import pytest
from django.core.management import call_command


@pytest.fixture
def site(live_server, settings, capsys) -> str:
    """Where the site answers."""
    call_command("load_territory")
    call_command("seed_demo", people_only=True)
    return live_server.url
