"""A key says whether it only reads. Those that exist were given to programs that write: they go on writing."""

from django.db import migrations, models

_SCOPES = [("read", "Lecture seule"), ("read_write", "Lecture et écriture")]


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0004_authorities_commit"),
    ]

    operations = [
        migrations.AddField(
            model_name="accesskey",
            name="scope",
            field=models.CharField(
                choices=_SCOPES, default="read_write", max_length=16, verbose_name="portée"
            ),
        ),
        migrations.AlterField(
            model_name="accesskey",
            name="scope",
            field=models.CharField(choices=_SCOPES, default="read", max_length=16, verbose_name="portée"),
        ),
        migrations.AddConstraint(
            model_name="accesskey",
            constraint=models.CheckConstraint(
                condition=models.Q(scope__in=["read", "read_write"]), name="actors_accesskey_known_scope"
            ),
        ),
    ]
