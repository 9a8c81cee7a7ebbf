"""What is told of background work, and to whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.jobs import operations
from cite.jobs.enums import JobStatus
from cite.jobs.models import Job, PeriodicTask
from cite.jobs.permissions import can_cancel_job, can_retry_job, visible_jobs
from cite.jobs.queries import job_progress, jobs_overview, live_workers, periodic_tasks
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


def test_a_worker_lives_for_the_length_of_a_lease_after_its_last_sign(time_machine):
    noon = now()
    time_machine.move_to(noon, tick=False)
    assert not live_workers(now()).exists()
    operations.record_sign_of_life(worker="w")
    assert live_workers(now()).exists()
    time_machine.move_to(noon + timedelta(seconds=31), tick=False)
    assert not live_workers(now()).exists()


def test_the_overview_tells_since_when_work_could_have_been_done(time_machine):
    noon = now()
    time_machine.move_to(noon, tick=False)
    assert jobs_overview().oldest_waiting is None
    make_job(run_after=noon - timedelta(minutes=3))
    make_job(run_after=noon + timedelta(minutes=3))
    assert jobs_overview().oldest_waiting == timedelta(minutes=3)


def test_a_periodic_task_given_up_is_told_until_it_runs_again():
    name = "cite.jobs.tasks.forget_old_jobs"
    operations.enqueue_due_tasks()
    job = Job.objects.get(task_path=name)
    assert not periodic_tasks().filter(has_failed=True).exists()
    Job.objects.filter(pk=job.pk).update(status=JobStatus.FAILED)
    assert [row.name for row in periodic_tasks().filter(has_failed=True)] == [name]
    assert [state.name for state in jobs_overview().periodic if state.has_failed] == [name]
    PeriodicTask.objects.filter(name=name).update(next_run_at=now())
    operations.enqueue_due_tasks()
    assert not periodic_tasks().filter(has_failed=True).exists()


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
