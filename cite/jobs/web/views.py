"""The administrators' pages about background work: what waits, runs, failed; and two buttons."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from cite.accounts.permissions import can_administer
from cite.core.dates import now
from cite.core.decisions import Decision
from cite.jobs import operations
from cite.jobs.enums import JobStatus
from cite.jobs.models import Job
from cite.jobs.permissions import can_cancel_job, can_retry_job
from cite.jobs.queries import jobs_by_date, jobs_overview
from cite.jobs.web.tables import TONES, jobs_table, periodic_table, workers_table
from cite.ui.tables import Table
from cite.ui.views import ActionPage, Page, TablePage

WORTH_TELLING = timedelta(minutes=1)


def administers(request: HttpRequest) -> Decision:
    """Open a page to the administrators of the platform."""
    return can_administer(request.user)


class Jobs(TablePage):
    """Every job, by status; the workers that are alive; the tasks that come back."""

    title = _("Travaux en arrière-plan")
    permission = administers
    template_name = "jobs/jobs.html"
    csv_name = "travaux"

    def get_table(self) -> Table:
        """List the jobs of the status asked; all of them where it is unknown."""
        return jobs_table(jobs_by_date(self.request.user, self.status), self.request.GET)

    @property
    def status(self) -> str:
        """The status asked."""
        asked = self.request.GET.get("etat", "")
        return asked if asked in JobStatus else ""

    def get_context(self) -> dict[str, Any]:
        """Count the jobs, and list workers and periodic tasks."""
        overview = jobs_overview()
        at = now()
        waits = overview.oldest_waiting
        oldest = timesince(at - waits, at) if waits and waits >= WORTH_TELLING else ""
        return {
            "csv_url": f"?format=csv&etat={self.status}",
            "filters": _filters(overview.counts),
            "is_stuck": bool(oldest) and not overview.workers,
            "oldest_waiting": oldest,
            "workers": workers_table(overview.workers, self.request.GET),
            "periodic": periodic_table(overview.periodic, self.request.GET),
        }


class _OneJob(Page):
    """A page about one job."""

    permission = administers
    breadcrumb = ((_("Travaux"), reverse_lazy("jobs:jobs")),)

    @cached_property
    def job(self) -> Job:
        """The job named in the address."""
        return get_object_or_404(jobs_by_date(self.request.user), uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Name the task."""
        return self.job.task_name


class JobPage(_OneJob):
    """How far a job is, what went wrong, and what may be done about it."""

    template_name = "jobs/job.html"
    fragment_name = "jobs/_job.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it, and again while it is not over."""
        self.refresh_seconds = None if self.job.is_finished else 5
        return self.show()

    def get_context(self) -> dict[str, Any]:
        """Gather the facts, and what may be done."""
        job = self.job
        return {
            "job": job,
            "tone": TONES[JobStatus(job.status)],
            "facts": _facts(job),
            "may_cancel": bool(can_cancel_job(self.request.user, job)),
            "may_retry": bool(can_retry_job(self.request.user, job)),
        }


class _JobAction(_OneJob, ActionPage):
    """One button about a job; whatever stands against it is told on the job's page."""

    @property
    def back(self) -> str:
        """Go back to the job."""
        return reverse("jobs:job", args=[self.job.uuid])


class CancelJob(_JobAction):
    """Cancels a job that is not over."""

    success_message = _("Travail annulé. S’il tournait, il s’arrête à sa prochaine étape.")

    def perform(self) -> None:
        """Cancel it."""
        operations.cancel_job(job=self.job, by=self.request.user)


class RetryJob(_JobAction):
    """Runs again a job that failed or was canceled."""

    success_message = _("Travail relancé. Il commence dès qu’un exécutant est libre.")

    def perform(self) -> None:
        """Run it again."""
        operations.retry_job(job=self.job, by=self.request.user)


def _filters(counts: dict[JobStatus, int]) -> list[tuple[str, str]]:
    """Propose to see the jobs of one status: pairs of a label and an address."""
    address = reverse("jobs:jobs")
    each = [
        (f"{status.label} ({count})", f"{address}?etat={status.value}") for status, count in counts.items()
    ]
    return [(str(_("Tous")), address), *each]


def _facts(job: Job) -> list[tuple[Any, Any]]:
    """Tell a job in pairs of a label and a value."""
    return [
        (_("Tâche"), job.task_path),
        (_("Cité"), job.territory or ""),
        (_("File d’attente"), job.queue),
        (_("Essais"), job.attempts),
        (_("Exécutant"), job.worker),
        (_("Demandé le"), job.created_at),
        (_("Pas avant le"), job.run_after),
        (_("Commencé le"), job.started_at),
        (_("Fini le"), job.finished_at),
    ]
