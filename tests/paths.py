"""Where the tests find real open data that the project does not ship."""

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"

needs_shared_data = pytest.mark.skipif(
    not SHARED_DATA.is_dir(), reason="the folder of real open data, ../shared/data, is not on this machine"
)
