"""Each test has a private storage of its own: what one leaves is not another's orphan."""

import pytest


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    folder = tmp_path / "private"
    folder.mkdir()
    private = settings.STORAGES["private"]
    private = private | {"OPTIONS": private["OPTIONS"] | {"location": folder}}
    settings.PRIVATE_STORAGE_DIR = folder
    settings.STORAGES = settings.STORAGES | {"private": private}
