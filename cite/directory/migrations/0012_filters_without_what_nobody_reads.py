"""No address leads to a filter of a service: its public identifier and its dates took half of the room and of the time."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


def identify(apps, schema_editor):
    """Give each filter its identifier back, when the migration is undone."""
    filters = apps.get_model("directory", "ServiceFacet").objects.using(schema_editor.connection.alias)
    rows = list(filters.only("pk"))
    for row in rows:
        row.uuid = uuid.uuid4()
    filters.bulk_update(rows, ["uuid"], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0011_sheets_one_can_hear"),
        ("tenancy", "0002_how_long_residents_wait_for_a_call"),
    ]

    operations = [
        migrations.RemoveField(model_name="servicefacet", name="created_at"),
        migrations.RemoveField(model_name="servicefacet", name="updated_at"),
        migrations.AlterField(
            model_name="servicefacet", name="uuid", field=models.UUIDField(null=True, editable=False)
        ),
        migrations.RunPython(migrations.RunPython.noop, identify),
        migrations.RemoveField(model_name="servicefacet", name="uuid"),
        migrations.AlterField(
            model_name="servicefacet",
            name="territory",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tenancy.territory",
                verbose_name="territoire",
            ),
        ),
    ]
