"""What holds for every request."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from cite.core.middleware import ReadsNeverWriteMiddleware, WriteOnRead

pytestmark = pytest.mark.django_db


def _writes(request):
    get_user_model().objects.create_user("someone@example.org")
    return HttpResponse("done")


def _reads(request):
    return HttpResponse(str(get_user_model().objects.count()))


def _answer(view, method):
    request = getattr(RequestFactory(), method)("/")
    middleware = ReadsNeverWriteMiddleware(lambda r: HttpResponse())
    return middleware.process_view(request, view, (), {}) or view(request)


def test_a_page_that_is_read_may_not_write():
    with pytest.raises(WriteOnRead, match="INSERT"):
        _answer(_writes, "get")


def test_reading_and_posting_go_through():
    assert _answer(_reads, "get").content == b"0"
    assert _answer(_writes, "post").content == b"done"


def test_the_guard_is_lifted_after_the_page():
    _answer(_reads, "get")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_territoryrole")


@pytest.mark.parametrize("address", ["/?q=%00", "/adresse/?next=%00", "/a%00b/"])
def test_a_nul_character_in_an_address_is_refused_with_a_page(client, address):
    assert client.get(address).status_code == 400
