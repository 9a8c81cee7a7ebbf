"""Tasks that come back by themselves: on time, once, and again when a turn went wrong."""

from datetime import timedelta

import pytest

from cite.core.dates import now
from cite.core.periodic import PERIODIC, PeriodicDeclaration
from cite.jobs import operations
from cite.jobs.enums import JobError, JobStatus
from cite.jobs.models import Job, PeriodicTask
from cite.jobs.operations.steering import _enqueue_if_due
from tests.factories.jobs import make_job, run_waiting_jobs
from tests.jobs import example_tasks

pytestmark = pytest.mark.django_db


def expire(job: Job) -> None:
    """Let the time of a lease pass."""
    Job.objects.filter(pk=job.pk).update(leased_until=now() - timedelta(seconds=1))


class TestPeriodic:
    @pytest.fixture(autouse=True)
    def _one_declared(self, monkeypatch):
        declared = {
            "tests.jobs.example_tasks.refuse": PeriodicDeclaration(example_tasks.refuse, timedelta(minutes=5))
        }
        monkeypatch.setattr("cite.jobs.operations.steering.PERIODIC", declared)

    def test_runs_at_once_then_once_per_interval(self, time_machine):
        noon = now().replace(hour=12, minute=0, second=0, microsecond=0)
        time_machine.move_to(noon, tick=False)
        assert [operations.enqueue_due_tasks() for _ in range(3)] == [1, 0, 0]
        run_waiting_jobs()
        time_machine.move_to(noon + timedelta(minutes=4, seconds=59), tick=False)
        assert operations.enqueue_due_tasks() == 0
        time_machine.move_to(noon + timedelta(minutes=17), tick=False)
        assert [operations.enqueue_due_tasks() for _ in range(3)] == [1, 0, 0]
        row = PeriodicTask.objects.get()
        assert (row.last_run_at, row.next_run_at) == (
            noon + timedelta(minutes=17),
            noon + timedelta(minutes=20),
        )

    def test_a_worker_that_read_the_due_time_too_early_does_nothing(self):
        name, declared = (
            "tests.jobs.example_tasks.refuse",
            PeriodicDeclaration(example_tasks.refuse, timedelta(1)),
        )
        row = PeriodicTask.objects.create(name=name, next_run_at=now())
        assert _enqueue_if_due(name, declared, row, now()) is True
        Job.objects.all().delete()
        assert _enqueue_if_due(name, declared, row, now()) is False
        assert not Job.objects.exists()

    def test_whose_worker_is_always_killed_tries_again_until_its_next_turn(self, monkeypatch, time_machine):
        nightly = {
            "tests.jobs.example_tasks.refuse": PeriodicDeclaration(example_tasks.refuse, timedelta(days=1))
        }
        monkeypatch.setattr("cite.jobs.operations.steering.PERIODIC", nightly)
        monkeypatch.setattr("cite.jobs.operations.running.PERIODIC", nightly)
        night = now()
        time_machine.move_to(night, tick=False)
        operations.enqueue_due_tasks()
        job = Job.objects.get()
        tries = []
        while job.status != JobStatus.FAILED:
            time_machine.move_to(job.run_after, tick=False)
            assert operations.claim_job(worker="killed") is not None
            tries.append(now() - night)
            expire(job)
            operations.put_back_abandoned_jobs()
            job.refresh_from_db()
        assert len(tries) == 8
        assert timedelta(minutes=25) < tries[5] < timedelta(minutes=27)
        assert timedelta(hours=10) < tries[-1] < timedelta(hours=11)
        assert job.error == JobError.INTERRUPTED.label
        time_machine.move_to(night + timedelta(days=1), tick=False)
        assert operations.enqueue_due_tasks() == 1

    def test_that_fails_tries_again_in_time_for_its_next_turn(self, monkeypatch, time_machine):
        path = "tests.jobs.example_tasks.return_too_much"
        monkeypatch.setattr(
            "cite.jobs.operations.running.PERIODIC",
            {path: PeriodicDeclaration(example_tasks.return_too_much, timedelta(hours=1))},
        )
        job = make_job(path, args=[])
        while job.status != JobStatus.FAILED:
            time_machine.move_to(job.run_after, tick=False)
            assert run_waiting_jobs() == 1
            job.refresh_from_db()
        assert job.attempts == 6
        assert now() < job.created_at + timedelta(hours=1)

    def test_does_not_pile_up(self, time_machine):
        noon = now()
        time_machine.move_to(noon, tick=False)
        operations.enqueue_due_tasks()
        time_machine.move_to(noon + timedelta(minutes=6), tick=False)
        assert operations.enqueue_due_tasks() == 0
        assert Job.objects.count() == 1


def test_every_declared_periodic_task_can_be_enqueued():
    assert {"cite.jobs.tasks.forget_old_jobs", "cite.files.tasks.forget_files"} <= set(PERIODIC)
    for declared in list(PERIODIC.values()):
        declared.task.enqueue()
    assert run_waiting_jobs() == len(PERIODIC)
    assert set(Job.objects.values_list("status", flat=True)) == {JobStatus.DONE}
