"""Workers as they are in life: processes, that run side by side and get killed."""

import signal
import threading
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections

from cite.core.dates import now
from cite.core.periodic import PeriodicDeclaration
from cite.jobs import operations
from cite.jobs.enums import JobStatus
from cite.jobs.management import worker as worker_module
from cite.jobs.models import Job, PeriodicTask, Worker
from tests.factories.jobs import make_job
from tests.jobs import example_tasks
from tests.processes import worker as start_worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def worker(*options: str):
    """A worker of these tests."""
    return start_worker("tests.jobs.worker_settings", *options)


def wait_until(condition, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, list(Job.objects.values("status", "attempts", "error", "trace"))
        time.sleep(0.02)


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def status_of(job: Job) -> str:
    return Job.objects.values_list("status", flat=True).get(pk=job.pk)


def test_a_worker_is_killed_in_mid_job_and_another_finishes_it(tmp_path):
    trace = tmp_path / "trace"
    job = make_job("tests.jobs.example_tasks.count_slowly", args=[str(trace), 40])
    with worker() as first:
        wait_until(lambda: Job.objects.get(pk=job.pk).progress_done >= 5)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert (status_of(job), lines(trace)) == (JobStatus.RUNNING, [])
    with worker() as second:
        wait_until(lambda: status_of(job) == JobStatus.DONE)
        second.send_signal(signal.SIGTERM)
        assert second.wait(10) == 0
    job.refresh_from_db()
    assert (job.attempts, job.result, job.progress_done, job.percent) == (2, 40, 40, 100)
    assert lines(trace) == ["end 2"]


def test_a_frozen_worker_writes_nothing_when_it_wakes_up(tmp_path):
    trace = tmp_path / "trace"
    job = make_job("tests.jobs.example_tasks.count_slowly", args=[str(trace), 40])
    with worker() as first:
        wait_until(lambda: Job.objects.get(pk=job.pk).progress_done >= 5)
        first.send_signal(signal.SIGSTOP)
        with worker() as second:
            wait_until(lambda: Job.objects.get(pk=job.pk).attempts == 2)
            first.send_signal(signal.SIGCONT)
            wait_until(lambda: status_of(job) == JobStatus.DONE)
            second.send_signal(signal.SIGTERM)
            second.wait(10)
        first.send_signal(signal.SIGTERM)
        assert first.wait(10) == 0
    assert lines(trace) == ["end 2"]


def test_sigterm_hands_the_job_back_unharmed(tmp_path):
    trace = tmp_path / "trace"
    job = make_job("tests.jobs.example_tasks.count_slowly", args=[str(trace), 400])
    with worker() as process:
        wait_until(lambda: Job.objects.get(pk=job.pk).progress_done >= 5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    job.refresh_from_db()
    assert (job.status, job.attempts, job.lease) == (JobStatus.WAITING, 0, None)
    assert not Worker.objects.exists()


def test_a_canceled_job_stops_where_it_is(tmp_path):
    trace = tmp_path / "trace"
    job = make_job("tests.jobs.example_tasks.count_slowly", args=[str(trace), 100])
    follower = make_job("tests.jobs.example_tasks.trace", args=[str(trace), "follower"])
    with worker():
        wait_until(lambda: Job.objects.get(pk=job.pk).progress_done >= 5)
        Job.objects.filter(pk=job.pk).update(status=JobStatus.CANCELED, lease=None, leased_until=None)
        wait_until(lambda: status_of(follower) == JobStatus.DONE)
    assert (status_of(job), lines(trace)) == (JobStatus.CANCELED, ["follower"])


def test_two_workers_share_200_jobs_and_each_runs_once(tmp_path):
    trace = tmp_path / "trace"
    for number in range(200):
        make_job("tests.jobs.example_tasks.trace", args=[str(trace), str(number)])
    with worker("--until-empty", "--concurrency", "2") as first, worker("--until-empty") as second:
        assert (first.wait(60), second.wait(60)) == (0, 0)
    assert Counter(lines(trace)) == Counter(map(str, range(200)))
    ours = Job.objects.filter(task_path="tests.jobs.example_tasks.trace")
    assert list(ours.values_list("status", "attempts").distinct().order_by()) == [(JobStatus.DONE, 1)]
    assert len(set(ours.values_list("worker", flat=True))) >= 2


def test_a_live_worker_gives_signs_of_life():
    with worker() as process:
        wait_until(Worker.objects.exists)
        first_sign = Worker.objects.get().seen_at
        wait_until(lambda: Worker.objects.get().seen_at > first_sign)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert not Worker.objects.exists()


def test_periodic_tasks_are_enqueued_once_by_many_workers(monkeypatch):
    declared = {
        "tests.jobs.example_tasks.refuse": PeriodicDeclaration(example_tasks.refuse, timedelta(hours=1))
    }
    monkeypatch.setattr("cite.jobs.operations.steering.PERIODIC", declared)
    PeriodicTask.objects.create(name="tests.jobs.example_tasks.refuse", next_run_at=now())
    barrier = threading.Barrier(4)
    enqueued = []

    def enqueue():
        barrier.wait()
        enqueued.append(operations.enqueue_due_tasks())
        connections.close_all()

    threads = [threading.Thread(target=enqueue) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(enqueued) == [0, 0, 0, 1]
    assert Job.objects.count() == 1


class TestCommand:
    """The command itself, in this process."""

    @pytest.fixture(autouse=True)
    def _quiet(self, monkeypatch):
        monkeypatch.setattr("cite.jobs.operations.steering.PERIODIC", {})
        handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
        yield
        for number, handler in handlers.items():
            signal.signal(number, handler)

    def test_until_empty(self, capsys):
        jobs = [make_job(), make_job(), make_job(run_after=now() + timedelta(hours=1))]
        call_command("run_worker", "--until-empty")
        assert [status_of(job) for job in jobs] == [JobStatus.DONE, JobStatus.DONE, JobStatus.WAITING]

    def test_once(self, capsys):
        jobs = [make_job(), make_job()]
        call_command("run_worker", "--once")
        assert [status_of(job) for job in jobs] == [JobStatus.DONE, JobStatus.WAITING]

    def test_one_queue(self, capsys):
        jobs = [make_job(queue="a"), make_job(queue="b")]
        call_command("run_worker", "--until-empty", "--queue", "b")
        assert [status_of(job) for job in jobs] == [JobStatus.WAITING, JobStatus.DONE]

    def test_a_defect_of_the_worker_is_not_silent(self, capsys, monkeypatch):
        def crash(**kwargs):
            raise MemoryError

        monkeypatch.setattr(worker_module.operations, "claim_job", crash)
        with pytest.raises(MemoryError):
            call_command("run_worker")
