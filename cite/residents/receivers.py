"""What the residents do when something happens."""

from typing import Any

from django.dispatch import receiver

from cite.actors.models import Membership
from cite.core.journal import Act, act_recorded
from cite.residents.models import ReachRequest, Resident
from cite.residents.queries.doubles import COMPARED
from cite.residents.signals import reach_asked
from cite.residents.tasks import deliver_reach, look_for_doubles

_OPENED = frozenset({"residents.open_file"})


@receiver(act_recorded)
def look_for_its_doubles(sender: type[Act], act: Act, **kwargs: Any) -> None:
    """Have a worker compare a file that somebody opened, or whose identity she changed, once that is committed."""
    file = act.target
    if not isinstance(file, Resident):
        return
    if act.action in _OPENED or not act.changes.keys().isdisjoint(COMPARED):
        look_for_doubles.enqueue(file.territory_id, str(file.uuid))


@receiver(reach_asked)
def deliver_it(
    sender: type[ReachRequest], residents: list[str], asked_by: Membership, reason: str, **kwargs: Any
) -> None:
    """Have a worker deliver it, even where it leads nowhere: what the asking does never tells whether she is known."""
    deliver_reach.enqueue(asked_by.territory_id, str(asked_by.uuid), residents, reason)
