"""What follows elsewhere: thresholds are tried in the background, a pathway where something happened is read again."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from cite.core.dates import today
from cite.dropout.models import Replay
from cite.dropout.operations.alerts import look_again
from cite.dropout.operations.thresholds import record_replay_job
from cite.dropout.signals import replay_asked
from cite.dropout.tasks import try_thresholds
from cite.pathways.models import Pathway
from cite.pathways.signals import pathway_held
from cite.referrals.models import Referral
from cite.referrals.signals import referral_changed


@receiver(replay_asked)
def enqueue_replay(sender: type[Replay], replay: Replay, **kwargs: Any) -> None:
    """Enqueue the work, in the transaction that asks for it."""
    job = try_thresholds.enqueue(str(replay.uuid))
    record_replay_job(asked=replay, job_id=job.id)


@receiver(pathway_held)
def read_again(sender: type[Pathway], pathway: Pathway, **kwargs: Any) -> None:
    """Read it again once what is written is kept; what was written stays, whatever comes of that."""
    transaction.on_commit(partial(look_again, pathway=pathway, on=today()), robust=True)


@receiver(referral_changed)
def read_hers_again(sender: type[Referral], referral: Referral, **kwargs: Any) -> None:
    """Read again the pathway of whoever is referred: an answer, or a referral sent, takes reasons away."""
    for pathway in Pathway.objects.filter(resident=referral.resident_id, closed_on=None):
        transaction.on_commit(partial(look_again, pathway=pathway, on=today()), robust=True)
