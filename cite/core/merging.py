"""Two records made one, and made two again: what changes hands and what is written over is kept, so as to be undone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction


class Changes:
    """What a merge writes over, in order, as JSON keeps it: table, number, name → value before and after."""

    def __init__(self) -> None:
        self.made: list[tuple[str, int, dict[str, list[Any]]]] = []

    def make(self, row: models.Model, **values: Any) -> None:
        """Give a record new values, and remember those it had; nothing is written where nothing changes."""
        before = {name: stored(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        changed = {name: [old, stored(row, name)] for name, old in before.items() if old != stored(row, name)}
        if changed:
            row.save()
            self.made.append((row._meta.label_lower, row.pk, changed))


def give_back(row: models.Model, changed: Mapping[str, Sequence[Any]]) -> None:
    """Give a record the values it had, without saving; what was changed since by hand stays changed."""
    for name, (before, after) in changed.items():
        if stored(row, name) == after:
            field = row._meta.get_field(name)
            setattr(row, field.attname, field.to_python(before))


def move_references(
    absorbed: models.Model, kept: models.Model, *, but: Collection[type[models.Model]]
) -> Iterator[tuple[str, list[int]]]:
    """Make every row that refers to a record refer to another, in whatever application; tells which.

    A row of which the kept record has the like already stays where it is. `but`: tables about the pair itself.
    """
    for relation in absorbed._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if not (relation.one_to_many or relation.one_to_one) or not relation.auto_created or model in but:
            continue
        field = relation.field.name
        rows = model._base_manager.filter(**{field: absorbed}).order_by("pk")
        numbers = list(rows.values_list("pk", flat=True))
        if moved := [pk for pk in numbers if _moves(model, pk, field, kept)]:
            yield f"{model._meta.label_lower}.{field}", moved


def move_references_back(
    absorbed: models.Model, kept: models.Model, moved: Mapping[str, Sequence[int]]
) -> None:
    """Make what was moved, and still is where it was moved, refer to the absorbed record again."""
    for path, numbers in moved.items():
        label, _dot, field = path.rpartition(".")
        rows = apps.get_model(label)._base_manager.filter(pk__in=numbers, **{field: kept})
        rows.update(**{field: absorbed})


def stored(row: models.Model, name: str) -> Any:
    """Tell a value of a record as JSON keeps it."""
    field = row._meta.get_field(name)
    value = getattr(row, field.attname)
    if value is None or isinstance(value, bool | int | float | list):
        return value
    return field.value_to_string(row)


def _moves(model: type[models.Model], pk: int, field: str, kept: models.Model) -> bool:
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**{field: kept})
    except IntegrityError:
        return False
    return True
