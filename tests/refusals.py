"""What stands against an operation that is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from cite.core.decisions import Objection, Refused


def objections_to(call: Callable[..., Any], /, *args: Any, **kwargs: Any) -> tuple[Objection, ...]:
    """Say what stands against a call, in the order in which it is said."""
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.decision.objections


def refusal(call: Callable[..., Any], /, *args: Any, **kwargs: Any) -> set[str]:
    """Say what stands against a call, by its codes; nothing that it wrote before it was refused stays."""
    with pytest.raises(Refused) as caught, transaction.atomic():
        call(*args, **kwargs)
    return {objection.value for objection in caught.value.decision.objections}
