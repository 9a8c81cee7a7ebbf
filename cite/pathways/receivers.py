"""What pathways do when the person stops a sharing, or when a professional leaves."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from cite.actors.models import Membership
from cite.actors.signals import membership_left
from cite.pathways.operations.referents import follow_departure, follow_stopped_sharing
from cite.residents.models import Sharing
from cite.residents.signals import sharing_stopped


@receiver(sharing_stopped)
def end_what_it_allowed(sender: type, sharing: Sharing, **kwargs: Any) -> None:
    """End, in the same transaction, what an organization did for whoever stopped sharing with it."""
    follow_stopped_sharing(sharing=sharing)


@receiver(membership_left)
def let_go_of_whom_she_followed(
    sender: type, membership: Membership, successor: Membership | None, **kwargs: Any
) -> None:
    """Leave nobody with a referent who is gone."""
    follow_departure(membership=membership, successor=successor)
