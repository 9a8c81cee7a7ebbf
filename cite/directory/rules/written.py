"""What somebody writes of a service: its sheet, whom it covers, how often she promises to look at it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from cite.directory.rules.sheet import FIELDS, LISTS, Sheet, as_facts

_CENTS = Decimal("0.01")
COVERAGE = ("covers_all_districts", "districts")
WELCOME = ("welcomed_by", "welcome_agreed")
WRITTEN = (*FIELDS, *COVERAGE, "update_every", "funded_action", *WELCOME)
"""Every field of a version, in the order of the sheet; districts are codes, the funded action is an identifier."""


def written_facts(
    sheet: Sheet,
    *,
    covers_all_districts: bool,
    districts: Iterable[str],
    update_every: int,
    funded_action: str = "",
    welcomed_by: str = "",
    welcome_agreed: bool | None = None,
) -> dict[str, Any]:
    """Write it all as a version keeps it."""
    return settled(as_facts(sheet)) | {
        "covers_all_districts": covers_all_districts,
        "districts": sorted(set(districts)),
        "update_every": update_every,
        "funded_action": funded_action,
        "welcomed_by": welcomed_by,
        "welcome_agreed": welcome_agreed,
    }


def settled(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Write some fields as every version does: codes sorted and once, hours with two decimals."""
    found = dict(facts)
    for name in (LISTS | {"districts"}) & found.keys():
        found[name] = sorted(set(found[name] or ()))
    if found.get("weekly_hours") is not None:
        found["weekly_hours"] = str(Decimal(str(found["weekly_hours"])).quantize(_CENTS))
    if found.get("welcome_agreed") is False and "welcomed_by" in found:
        found["welcomed_by"] = ""  # of somebody who said no, nothing is kept
    return found


def whole(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Read a version kept before somebody could be named: nobody was."""
    return {"welcomed_by": "", "welcome_agreed": None} | dict(facts)


def shown_welcome(welcomed_by: str, agreed: bool | None) -> str:
    """Name who welcomes people, where that person said yes; not asked is not yes."""
    return welcomed_by if agreed is True else ""


def is_covered(facts: Mapping[str, Any]) -> bool:
    """Whether it says which districts it is for."""
    return bool(facts.get("covers_all_districts") or facts.get("districts") or facts.get("eligibility_zone"))


def changed_places(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the fields that differ between two versions, in the order of the sheet."""
    return tuple(name for name in WRITTEN if _nothing(before.get(name)) != _nothing(after.get(name)))


def _nothing(value: Any) -> Any:
    return None if value in ("", [], ()) else value
