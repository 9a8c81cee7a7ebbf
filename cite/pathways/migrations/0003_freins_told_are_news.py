"""Count the days on which freins were discussed among the news of a pathway; the way back leaves them there."""

from django.db import migrations
from django.db.models import Max, Q


def count_what_was_told(apps, schema_editor):
    """Bring the last news to the last day on which freins were discussed, where it is later."""
    diagnoses, pathways = (
        apps.get_model("pathways", name).objects.using(schema_editor.connection.alias)
        for name in ("Diagnosis", "Pathway")
    )
    for row in diagnoses.order_by().values("pathway").annotate(on=Max("on")):
        for name in ("last_heard_on", "last_contact_on"):
            earlier = Q(**{name: None}) | Q(**{f"{name}__lt": row["on"]})
            pathways.filter(earlier, pk=row["pathway"]).update(**{name: row["on"]})


class Migration(migrations.Migration):
    dependencies = [("pathways", "0002_last_referent")]

    operations = [migrations.RunPython(count_what_was_told, migrations.RunPython.noop)]
