"""What the upload handler keeps, and what it throws away: decided on the length of the whole request."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from cite.files.adapters import DiscardedUpload


def received(**files):
    uploads = {name: SimpleUploadedFile(f"{name}.csv", content) for name, content in files.items()}
    return RequestFactory().post("/", {"csrfmiddlewaretoken": "kept", **uploads})


@pytest.fixture(autouse=True)
def _small_limits(settings):
    settings.UPLOAD_MAX_BYTES = 10_000
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000
    settings.UPLOAD_DRAIN_MAX_BYTES = 100_000


def test_within_the_limit_files_are_kept():
    request = received(small=b"x" * 10_000)
    assert request.FILES["small"].read() == b"x" * 10_000
    assert not isinstance(request.FILES["small"], DiscardedUpload)


def test_beyond_it_only_their_sizes_are():
    request = received(large=b"x" * 50_000, small=b"y" * 10)
    large, small = request.FILES["large"], request.FILES["small"]
    assert isinstance(large, DiscardedUpload) and isinstance(small, DiscardedUpload)
    assert (large.size, large.read(), large.name) == (50_000, b"", "large.csv")
    assert (small.size, small.read()) == (10, b"")
    assert large.request_size == small.request_size > 50_000
    assert request.POST["csrfmiddlewaretoken"] == "kept"


def test_far_beyond_it_nothing_is_read_any_more():
    request = received(huge=b"x" * 200_000)
    assert not request.FILES
    assert request.POST["csrfmiddlewaretoken"] == "kept"
