"""What the periodic work of every application does in each Cité."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django_scopes import scope

from cite.tenancy.models import Territory


def in_every_territory(work: Callable[..., int], **given: Any) -> int:
    """Do a work in each Cité, in its scope, and add up what it tells.

    A Cité where it fails does not keep the others from theirs: the first error is raised once all had their turn.
    """
    done, failure = 0, None
    for territory in Territory.objects.all():
        try:
            with scope(territory=territory):
                done += work(territory=territory, **given)
        except Exception as error:
            failure = failure or error
    if failure is not None:
        raise failure
    return done
