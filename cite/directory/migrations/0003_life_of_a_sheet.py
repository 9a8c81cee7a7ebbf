import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_imports_of_directories"),
        ("tenancy", "0001_territory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="service",
            name="warnings_sent",
            field=models.PositiveSmallIntegerField(
                default=0, editable=False, verbose_name="avertissements envoyés depuis la confirmation"
            ),
        ),
        migrations.CreateModel(
            name="ServiceEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uuid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="identifiant public"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="créé le")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="modifié le")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("create", "Fiche commencée"),
                            ("duplicate", "Fiche reprise d’une autre"),
                            ("suggest", "Service suggéré"),
                            ("take", "Suggestion prise"),
                            ("dismiss", "Suggestion écartée"),
                            ("submit", "Proposée à la relecture"),
                            ("take_back", "Reprise par son auteur"),
                            ("publish", "Publiée"),
                            ("return", "Rendue à son auteur"),
                            ("accept", "Changements acceptés"),
                            ("put_back", "Version relue remise"),
                            ("confirm", "Confirmée : toujours vraie"),
                            ("archive", "Archivée"),
                            ("reopen", "Rouverte"),
                        ],
                        max_length=16,
                        verbose_name="étape",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=1000, verbose_name="raison")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="par",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.service",
                        verbose_name="service",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.territory",
                        verbose_name="territoire",
                    ),
                ),
            ],
            options={
                "verbose_name": "étape de la vie d’une fiche",
                "verbose_name_plural": "étapes de la vie des fiches",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["service", "-id"], name="directory_event_latest")],
            },
        ),
    ]
