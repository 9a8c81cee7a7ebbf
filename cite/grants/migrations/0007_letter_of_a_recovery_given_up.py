"""A recovery that is given up has its letter."""

from django.db import migrations, models

_KIND = models.CharField(
    choices=[
        ("receipt", "Accusé de réception"),
        ("inadmissible", "Lettre de non-recevabilité"),
        ("grant_letter", "Lettre de notification"),
        ("refusal_letter", "Lettre de refus"),
        ("waiting_letter", "Lettre de liste complémentaire"),
        ("adjournment_letter", "Lettre d’ajournement"),
        ("order", "Arrêté attributif"),
        ("agreement", "Convention"),
        ("amendment", "Avenant"),
        ("withdrawal_letter", "Lettre de retrait"),
        ("recovery_notice", "Lettre contradictoire"),
        ("recovery_decision", "Décision de reversement"),
        ("recovery_dropped", "Lettre d’abandon d’un reversement"),
    ],
    max_length=24,
    verbose_name="document",
)


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0006_letters_of_a_withdrawal_and_a_recovery"),
    ]

    operations = [
        migrations.AlterField(model_name=name, name="kind", field=_KIND)
        for name in ("documenttemplate", "issueddocument", "pasttext")
    ]
