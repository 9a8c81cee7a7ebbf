"""The vocabulary of background work."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.journal import acts


@acts
class JobsAct(models.TextChoices):
    """What background work writes in the journal: what a person asks of it."""

    CANCEL = "jobs.cancel", _("a annulé un travail en arrière-plan")
    RETRY = "jobs.retry", _("a relancé un travail en arrière-plan")


class JobStatus(models.TextChoices):
    """Where a piece of background work stands."""

    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    DONE = "done", _("Terminé")
    FAILED = "failed", _("Échoué")
    CANCELED = "canceled", _("Annulé")


FINISHED = frozenset({JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELED})


class JobObjection(models.TextChoices):
    """Why a job may not be canceled or run again."""

    ALREADY_OVER = "already_over", _("Ce travail est déjà fini : il n’y a plus rien à annuler.")
    NOT_OVER = (
        "not_over",
        _("Ce travail n’est pas fini : attendez sa fin, ou annulez-le avant de le relancer."),
    )
    SUCCEEDED = "succeeded", _("Ce travail a réussi : il n’y a rien à relancer.")


class JobError(models.TextChoices):
    """What people read when a job did not succeed. The technical trace is kept apart, for administrators."""

    UNEXPECTED = (
        "unexpected",
        _(
            "Une erreur inattendue a arrêté ce travail. "
            "Réessayez ; si elle revient, prévenez l’administrateur."
        ),
    )
    INTERRUPTED = (
        "interrupted",
        _(
            "Ce travail a été interrompu plusieurs fois avant sa fin. "
            "Réessayez avec moins de données à la fois."
        ),
    )
    UNKNOWN_TASK = (
        "unknown_task",
        _("Cette version de la plateforme ne connaît plus ce travail. Recommencez depuis la page d’origine."),
    )
