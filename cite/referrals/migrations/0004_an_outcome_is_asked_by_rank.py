"""What came of a referral is the answer to a first and a second question, whatever number of days they waited."""

from django.db import migrations, models

ONCE_EACH = "referrals_outcomenote_once_each"
DAYS = {1: 15, 2: 60}


def number_questions(apps, schema_editor):
    """The first days asked of a referral become 1, all later ones 2; of several at one end, the last answer stays."""
    OutcomeNote = apps.get_model("referrals", "OutcomeNote")
    rows = OutcomeNote.objects.using(schema_editor.connection.alias)
    first, kept = {}, {}
    for note in rows.order_by("referral_id", "asked_at", "pk"):
        rank = 1 if note.asked_at == first.setdefault(note.referral_id, note.asked_at) else 2
        end = (note.referral_id, rank, note.by_receiver)
        former = kept.get(end)
        if former is not None and former.outcome and not note.outcome:
            note.delete()
            continue
        if former is not None:
            former.delete()
        note.rank, kept[end] = rank, note
        note.save(update_fields=["rank"])


def tell_days(apps, schema_editor):
    """Undo: the days of the first values."""
    OutcomeNote = apps.get_model("referrals", "OutcomeNote")
    for rank, days in DAYS.items():
        OutcomeNote.objects.using(schema_editor.connection.alias).filter(rank=rank).update(asked_at=days)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_moments_of_outcomes")]

    operations = [
        migrations.RemoveConstraint(model_name="outcomenote", name=ONCE_EACH),
        # A new column rather than a new name: PostgreSQL keeps the name of a check whose column is renamed.
        migrations.AddField(
            model_name="outcomenote",
            name="rank",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="rang de la question"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="outcomenote",
            name="asked_at",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="jours après la réponse"),
        ),
        migrations.RunPython(number_questions, tell_days),
        migrations.AlterModelOptions(
            name="outcomenote",
            options={
                "ordering": ["rank", "pk"],
                "verbose_name": "suite d’une orientation",
                "verbose_name_plural": "suites d’une orientation",
            },
        ),
        migrations.RemoveField(model_name="outcomenote", name="asked_at"),
        migrations.AddConstraint(
            model_name="outcomenote",
            constraint=models.UniqueConstraint(fields=("referral", "rank", "by_receiver"), name=ONCE_EACH),
        ),
    ]
