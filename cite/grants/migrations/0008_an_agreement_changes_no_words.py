"""An edition and an opinion say since which version they say what they say: two agreements may come at one instant."""

from django.db import migrations, models
from django.db.models import F

_AGREED = ("calledition", "committeeitem")


def start_from_the_version(apps, schema_editor):
    """What was read before today may have said something else: only what is read from now on is agreed to."""
    for name in _AGREED:
        apps.get_model("grants", name).objects.update(said_version=F("version"))


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0007_letter_of_a_recovery_given_up"),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="said_version",
                field=models.PositiveIntegerField(
                    default=1, editable=False, verbose_name="version de ce qui est dit"
                ),
            )
            for name in _AGREED
        ),
        migrations.RunPython(start_from_the_version, migrations.RunPython.noop),
    ]
