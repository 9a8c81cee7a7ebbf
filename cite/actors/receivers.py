"""What the actors do when others move."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django_scopes import scopes_disabled

from cite.accounts.models import User
from cite.actors.operations.memberships import refresh_search_keys


@receiver(post_save, sender=User)
def follow_a_name(
    sender: type, instance: User, created: bool, update_fields: Any = None, **kwargs: Any
) -> None:
    """Let a person be found by the name she has now, in every Cité."""
    if not created and (update_fields is None or "full_name" in update_fields):
        with scopes_disabled():
            refresh_search_keys(user=instance)
