"""What is told of background work, and to whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.jobs import operations
from cite.jobs.enums import JobStatus
from cite.jobs.permissions import can_cancel_job, can_retry_job, visible_jobs
from cite.jobs.queries import job_progress, jobs_overview, queue_health
from tests.factories.accounts import make_user
from tests.factories.jobs import make_job, run_waiting_jobs

pytestmark = pytest.mark.django_db


def test_progress_of_a_job_through_its_life():
    job = make_job()
    progress = job_progress(job.uuid)
    assert (progress.status, progress.percent, progress.is_finished) == (JobStatus.WAITING, None, False)
    taken = operations.claim_job(worker="w")
    with operations.in_hand(job=taken):
        operations.report_progress(job_id=job.uuid, done=1, total=3, label="lecture")
    progress = job_progress(str(job.uuid))
    assert (progress.done, progress.total, progress.percent, progress.label) == (1, 3, 33, "lecture")
    operations.finish_job(job=taken)
    progress = job_progress(job.uuid)
    assert (progress.status, progress.percent, progress.is_finished) == (JobStatus.DONE, 100, True)


@pytest.mark.parametrize("job_id", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_progress_of_no_job_is_unknown(job_id):
    assert job_progress(job_id) is None


def test_progress_tells_the_error():
    job = make_job("tests.jobs.example_tasks.refuse", args=[])
    run_waiting_jobs()
    progress = job_progress(job.uuid)
    assert (progress.status, progress.is_finished) == (JobStatus.FAILED, True)
    assert progress.error


def test_health(time_machine):
    noon = now()
    time_machine.move_to(noon, tick=False)
    health = queue_health()
    assert (health.waiting, health.oldest_waiting, health.live_workers, health.is_healthy) == (
        0,
        None,
        0,
        False,
    )
    make_job(run_after=noon - timedelta(minutes=3))
    make_job(run_after=noon + timedelta(minutes=3))
    operations.record_sign_of_life(worker="w")
    health = queue_health()
    assert (health.waiting, health.oldest_waiting) == (2, timedelta(minutes=3))
    assert (health.live_workers, health.is_healthy) == (1, True)
    time_machine.move_to(noon + timedelta(seconds=31), tick=False)
    assert queue_health().live_workers == 0


def test_overview_counts_every_status_and_lists_every_periodic_task():
    make_job()
    overview = jobs_overview()
    assert overview.counts == dict.fromkeys(JobStatus, 0) | {JobStatus.WAITING: 1}
    first = next(state for state in overview.periodic if state.name == "cite.jobs.tasks.forget_old_jobs")
    assert (first.every, first.last_run_at) == (timedelta(days=1), None)
    operations.enqueue_due_tasks()
    assert all(state.next_run_at and state.last_run_at for state in jobs_overview().periodic)


def test_what_is_visible_and_what_is_allowed_agree(territory):
    job = make_job()
    people = [
        make_user("admin", is_staff=True),
        make_user("pilot", role=Role.CO_PILOT_STATE, territory=territory),
    ]
    people += [make_user("former", is_staff=True, is_active=False), AnonymousUser()]
    assert [visible_jobs(user).exists() for user in people] == [True, False, False, False]
    assert [bool(can_cancel_job(user, job)) for user in people] == [True, False, False, False]
    run_waiting_jobs()
    job.status = JobStatus.FAILED
    assert [bool(can_retry_job(user, job)) for user in people] == [True, False, False, False]
