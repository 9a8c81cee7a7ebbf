"""What the tests of the pages of pathways share: an address, a page that is read, what was said there."""

import pytest
from django.urls import reverse


def page(name, pathway, *args):
    return reverse(f"pathways:{name}", args=[pathway.uuid, *args])


def read(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def signed_in(client, ines):
    client.force_login(ines.user)
    return client
