"""Say since when the files of a Cité are those of real people: a suspension made it forget, and hid them all.

What was in service before says no better than the day when its two co-pilots began to agree.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import TruncDate


def keep_since(apps: Any, schema_editor: Any) -> None:
    """Tell it of those in service, and of those that were suspended since."""
    rows = apps.get_model("opening", "Commissioning").objects.using(schema_editor.connection.alias)
    was = Q(state__in=("in_service", "suspended")) | Q(suspended_on__isnull=False)
    rows.filter(was).update(in_service_since=F("created_at"))


def keep_day(apps: Any, schema_editor: Any) -> None:
    """Tell the day again of those in service."""
    rows = apps.get_model("opening", "Commissioning").objects.using(schema_editor.connection.alias)
    rows.filter(state="in_service").update(in_service_on=TruncDate("in_service_since"))


class Migration(migrations.Migration):
    """A moment that stays, instead of a day that a suspension erases."""

    dependencies = [("opening", "0001_opening")]
    operations = [
        migrations.RemoveConstraint(model_name="commissioning", name="opening_commissioning_both_agreed"),
        migrations.AddField(
            model_name="commissioning",
            name="in_service_since",
            field=models.DateTimeField(blank=True, null=True, verbose_name="en service depuis"),
        ),
        migrations.RunPython(keep_since, keep_day),
        migrations.RemoveField(model_name="commissioning", name="in_service_on"),
        migrations.AddConstraint(
            model_name="commissioning",
            constraint=models.CheckConstraint(
                condition=~Q(state="in_service")
                | Q(agreed_by_state_on__isnull=False, agreed_by_metropole_on__isnull=False),
                name="opening_commissioning_both_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="commissioning",
            constraint=models.CheckConstraint(
                condition=~Q(state__in=("in_service", "suspended")) | Q(in_service_since__isnull=False),
                name="opening_commissioning_since_when",
            ),
        ),
    ]
