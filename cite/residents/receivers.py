"""What the residents do when something happens."""

from typing import Any

from django.dispatch import receiver

from cite.core.journal import Act, act_recorded
from cite.residents.models import Resident
from cite.residents.queries.doubles import COMPARED
from cite.residents.tasks import look_for_doubles

_OPENED = frozenset({"residents.open_file"})


@receiver(act_recorded)
def look_for_its_doubles(sender: type[Act], act: Act, **kwargs: Any) -> None:
    """Have a worker compare a file that somebody opened, or whose identity she changed, once that is committed."""
    file = act.target
    if not isinstance(file, Resident):
        return
    if act.action in _OPENED or not act.changes.keys().isdisjoint(COMPARED):
        look_for_doubles.enqueue(file.territory_id, str(file.uuid))
