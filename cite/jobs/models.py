"""Background work, kept in the database: what no crash may lose."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cite.core.models import BaseModel
from cite.jobs.enums import FINISHED, JobStatus
from cite.jobs.rules import percent_done
from cite.tenancy.models import Territory


class Job(BaseModel):
    """One call of a task: to do, in hand under a lease, or over. Its arguments identify; no people's data."""

    task_path = models.CharField(_("tâche"), max_length=200)
    args = models.JSONField(_("arguments"), default=list)
    kwargs = models.JSONField(_("arguments nommés"), default=dict)
    queue = models.CharField(_("file d’attente"), max_length=32)
    priority = models.SmallIntegerField(_("priorité"), default=0)
    run_after = models.DateTimeField(_("pas avant le"))
    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("territoire")
    )

    status = models.CharField(_("état"), max_length=16, choices=JobStatus, default=JobStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    max_attempts = models.PositiveSmallIntegerField(_("essais permis"))
    started_at = models.DateTimeField(_("commencé le"), null=True)
    finished_at = models.DateTimeField(_("fini le"), null=True)

    lease = models.UUIDField(
        _("bail"), null=True, help_text=_("Nouveau à chaque essai : lui seul permet d’écrire.")
    )
    leased_until = models.DateTimeField(_("bail jusqu’au"), null=True)
    worker = models.CharField(_("exécutant"), max_length=100, blank=True)

    progress_done = models.PositiveBigIntegerField(_("fait"), default=0)
    progress_total = models.PositiveBigIntegerField(_("à faire"), null=True)
    progress_label = models.CharField(_("étape"), max_length=200, blank=True)

    result = models.JSONField(_("résultat"), null=True)
    error = models.TextField(_("erreur"), blank=True)
    trace = models.TextField(
        _("trace technique"),
        blank=True,
        help_text=_("Types d’erreurs et lignes du code, sans aucune valeur."),
    )

    class Meta:
        verbose_name = _("travail")
        verbose_name_plural = _("travaux")
        indexes = [
            models.Index(fields=["status", "queue", "-priority", "run_after"], name="jobs_job_next"),
            models.Index(fields=["-created_at"], name="jobs_job_latest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=JobStatus.values), name="jobs_job_known_status"),
            models.CheckConstraint(
                condition=Q(status=JobStatus.RUNNING, lease__isnull=False, leased_until__isnull=False)
                | (~Q(status=JobStatus.RUNNING) & Q(lease__isnull=True, leased_until__isnull=True)),
                name="jobs_job_leased_while_running",
            ),
        ]

    def __str__(self) -> str:
        return self.task_name

    @property
    def task_name(self) -> str:
        """The task without its module."""
        return self.task_path.rpartition(".")[2]

    @property
    def percent(self) -> int | None:
        """The share done, 0 to 100; None while the total is unknown."""
        return percent_done(self.progress_done, self.progress_total)

    @property
    def is_finished(self) -> bool:
        """Whether the job is over, well or not."""
        return self.status in FINISHED


class PeriodicTask(BaseModel):
    """When a task declared `@periodic` last ran and is due next: workers agree on it here."""

    name = models.CharField(_("tâche"), max_length=200, unique=True)
    last_run_at = models.DateTimeField(_("dernier lancement"), null=True)
    next_run_at = models.DateTimeField(_("prochain lancement"))

    class Meta:
        verbose_name = _("tâche périodique")
        verbose_name_plural = _("tâches périodiques")

    def __str__(self) -> str:
        return self.name


class Worker(BaseModel):
    """A process that runs jobs, and the last time it gave a sign of life."""

    name = models.CharField(_("nom"), max_length=100, unique=True)
    queue = models.CharField(_("file d’attente"), max_length=32, blank=True)
    seen_at = models.DateTimeField(_("vu le"))

    class Meta:
        verbose_name = _("exécutant")
        verbose_name_plural = _("exécutants")

    def __str__(self) -> str:
        return self.name
