"""What happens below is told to the person it concerns."""

import pytest

from cite.accounts.models import User
from cite.accounts.signals import new_device_seen, second_factor_changed
from cite.notifications.models import Message
from tests.factories.accounts import make_user
from tests.factories.notifications import MONDAY_NIGHT, MONDAY_NOON

pytestmark = pytest.mark.django_db


def test_a_new_device_is_told_even_at_night(territory, clock):
    clock(MONDAY_NIGHT)
    new_device_seen.send(sender=User, user=make_user("zoe"), device="Firefox sur Windows", at=MONDAY_NOON)
    message = Message.objects.get()
    assert (message.is_essential, message.due_at, message.territory) == (True, MONDAY_NIGHT, territory)
    assert "Firefox sur Windows, le 23 novembre 2026 à 12\u00a0h\u00a000." in message.body
    assert "https://testserver/compte/" in message.body


def test_a_changed_way_to_sign_in_is_told(territory, clock):
    second_factor_changed.send(sender=User, user=make_user("zoe"), at=MONDAY_NOON)
    assert "moyen de connexion" in Message.objects.get().subject


def test_outside_of_any_cite_the_platform_speaks(db, clock):
    second_factor_changed.send(sender=User, user=make_user("zoe"), at=MONDAY_NOON)
    message = Message.objects.get()
    assert message.territory is None
    assert "https://testserver" in message.body
