"""What the tests of territories share."""

import pytest


@pytest.fixture
def publish(tmp_path):
    """Write a file; give its path."""

    def write(content: bytes, name: str = "qpv.geojson") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write
