"""Jobs in hand, steered, and on time: on real rows."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from cite.core.dates import now
from cite.core.decisions import Refused
from cite.jobs import operations
from cite.jobs.enums import JobError, JobObjection, JobStatus
from cite.jobs.models import Job, PeriodicTask, Worker
from cite.jobs.operations.running import SECONDS_BETWEEN_REPORTS
from tests.factories.accounts import make_user
from tests.factories.jobs import make_job, run_waiting_jobs
from tests.jobs import example_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db):
    return make_user("administrator", is_staff=True)


def claimed(**fields) -> Job:
    make_job(**fields)
    return operations.claim_job(worker="first")


def expire(job: Job) -> None:
    """Let the time of a lease pass."""
    Job.objects.filter(pk=job.pk).update(leased_until=now() - timedelta(seconds=1))


class TestClaim:
    def test_takes_the_most_urgent_then_the_oldest(self):
        late = make_job(priority=0)
        urgent = make_job(priority=50)
        make_job(run_after=now() + timedelta(hours=1), priority=100)
        taken = [operations.claim_job(worker="w") for _ in range(3)]
        assert [job and job.pk for job in taken] == [urgent.pk, late.pk, None]

    def test_writes_a_lease_and_counts_the_attempt(self, settings):
        settings.JOBS_LEASE_SECONDS = 30
        before = now()
        job = claimed()
        job.refresh_from_db()
        assert (job.status, job.attempts, job.worker) == (JobStatus.RUNNING, 1, "first")
        assert job.lease is not None
        assert timedelta(seconds=30) <= job.leased_until - before < timedelta(seconds=35)

    def test_leaves_other_queues_alone(self):
        make_job(queue="slow")
        assert operations.claim_job(worker="w", queue="fast") is None
        assert operations.claim_job(worker="w", queue="slow") is not None

    def test_idle_workers_only_read_once(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert operations.claim_job(worker="w") is None

    def test_a_lease_and_running_go_together(self):
        job = make_job()
        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING)
        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.filter(pk=job.pk).update(lease=uuid4())


class TestProgress:
    def test_is_written_at_most_four_times_a_second(self, django_assert_num_queries):
        job = claimed()
        with operations.in_hand(job=job):
            with django_assert_num_queries(1):
                for done in range(100):
                    operations.report_progress(job_id=job.uuid, done=done, total=200, label="lecture")
            time.sleep(SECONDS_BETWEEN_REPORTS)
            operations.report_progress(job_id=str(job.uuid), done=150, total=200, label="lecture")
        job.refresh_from_db()
        assert (job.progress_done, job.progress_total, job.progress_label) == (150, 200, "lecture")

    def test_the_end_is_always_written(self):
        job = claimed()
        with operations.in_hand(job=job):
            operations.report_progress(job_id=job.uuid, done=1, total=200)
            operations.report_progress(job_id=job.uuid, done=200, total=200)
        job.refresh_from_db()
        assert job.percent == 100

    def test_renews_the_lease(self):
        job = claimed()
        expire(job)
        with operations.in_hand(job=job):
            operations.report_progress(job_id=job.uuid, done=1)
        job.refresh_from_db()
        assert job.leased_until > now()

    def test_stops_a_job_that_another_worker_took(self):
        job = claimed()
        with operations.in_hand(job=job):
            expire(job)
            assert operations.put_back_abandoned_jobs() == 1
            Job.objects.update(run_after=now())
            again = operations.claim_job(worker="second")
            with pytest.raises(operations.LeaseLost):
                operations.report_progress(job_id=job.uuid, done=10)
            with pytest.raises(operations.LeaseLost):
                operations.confirm_lease(job_id=job.uuid)
        with pytest.raises(operations.LeaseLost):
            operations.finish_job(job=job, result="stale")
        operations.finish_job(job=again, result="fresh")
        again.refresh_from_db()
        assert (again.result, again.progress_done, again.attempts) == ("fresh", 0, 2)

    def test_asks_the_database_as_soon_as_the_lease_may_be_over(self, settings):
        settings.JOBS_LEASE_SECONDS = 0.05
        job = claimed()
        with operations.in_hand(job=job):
            operations.report_progress(job_id=job.uuid, done=1)
            Job.objects.filter(pk=job.pk).update(lease=uuid4())
            time.sleep(0.06)
            with pytest.raises(operations.LeaseLost):
                operations.report_progress(job_id=job.uuid, done=2)

    def test_a_renewal_that_fails_is_told_at_the_next_report(self):
        job = claimed()
        with operations.in_hand(job=job):
            operations.report_progress(job_id=job.uuid, done=1)
            Job.objects.filter(pk=job.pk).update(lease=uuid4())
            operations.renew_leases()
            with pytest.raises(operations.LeaseLost):
                operations.report_progress(job_id=job.uuid, done=2)

    def test_belongs_to_the_job_that_runs(self):
        job, other = claimed(), claimed()
        with pytest.raises(operations.LeaseLost):
            operations.report_progress(job_id=job.uuid, done=1)
        with operations.in_hand(job=job), pytest.raises(operations.LeaseLost):
            operations.report_progress(job_id=other.uuid, done=1)

    def test_a_canceled_job_learns_it(self, administrator):
        job = claimed()
        with operations.in_hand(job=job):
            operations.cancel_job(job=job, by=administrator)
            with pytest.raises(operations.JobCanceled):
                operations.report_progress(job_id=job.uuid, done=1)

    def test_a_worker_that_stops_hands_its_job_back(self):
        job = claimed()
        with operations.in_hand(job=job):
            operations.stop_held_jobs()
            with pytest.raises(operations.WorkerStopping):
                operations.report_progress(job_id=job.uuid, done=1)
        operations.put_back_job(job=job)
        job.refresh_from_db()
        assert (job.status, job.attempts, job.lease) == (JobStatus.WAITING, 0, None)


class TestAbandoned:
    def test_waits_a_moment_for_another_worker(self, time_machine):
        job = claimed()
        expire(job)
        operations.put_back_abandoned_jobs()
        job.refresh_from_db()
        assert (job.status, job.attempts, job.error) == (JobStatus.WAITING, 1, "")
        assert operations.claim_job(worker="second") is None
        time_machine.move_to(job.run_after)
        assert operations.claim_job(worker="second").attempts == 2

    def test_is_given_up_after_the_last_attempt_with_a_sentence(self):
        job = claimed(attempts=2)
        expire(job)
        operations.put_back_abandoned_jobs()
        job.refresh_from_db()
        assert (job.status, job.error) == (JobStatus.FAILED, JobError.INTERRUPTED.label)

    def test_is_not_one_whose_lease_runs(self):
        claimed()
        assert operations.put_back_abandoned_jobs() == 0


class TestRun:
    def test_keeps_the_result(self):
        job = make_job()
        assert run_waiting_jobs() == 1
        job.refresh_from_db()
        assert (job.status, job.result, job.percent) == (JobStatus.DONE, 3, None)

    def test_an_error_is_tried_again_later_then_succeeds(self, tmp_path):
        job = make_job("tests.jobs.example_tasks.fail_until", args=[str(tmp_path / "trace"), 2])
        assert run_waiting_jobs() == 1
        job.refresh_from_db()
        assert job.status == JobStatus.WAITING
        assert timedelta(seconds=1) < job.run_after - now() <= timedelta(seconds=2)
        assert job.trace.endswith("builtins.ConnectionError")
        Job.objects.update(run_after=now())
        assert run_waiting_jobs() == 1
        job.refresh_from_db()
        assert (job.status, job.attempts, job.result, job.trace) == (JobStatus.DONE, 2, "at last", "")

    def test_the_last_error_is_told_without_anyones_data(self, caplog):
        job = make_job("tests.jobs.example_tasks.fail_with", args=["12 rue Secrète"], max_attempts=1)
        run_waiting_jobs()
        job.refresh_from_db()
        assert (job.status, job.error) == (JobStatus.FAILED, JobError.UNEXPECTED.label)
        assert "builtins.KeyError" in job.trace and job.trace.endswith("builtins.ValueError")
        assert "Secrète" not in job.trace + job.error + caplog.text

    def test_a_refusal_is_final_and_says_why(self):
        job = make_job("tests.jobs.example_tasks.refuse", args=[])
        run_waiting_jobs()
        job.refresh_from_db()
        assert (job.status, job.attempts, job.error) == (JobStatus.FAILED, 1, JobObjection.NOT_OVER.label)

    @pytest.mark.parametrize(
        "path", ["tests.jobs.no_such.task", "tests.jobs.example_tasks.nothing", "os.getcwd"]
    )
    def test_a_task_that_no_longer_exists_is_final(self, path):
        job = make_job(path, args=[])
        run_waiting_jobs()
        job.refresh_from_db()
        assert (job.status, job.error) == (JobStatus.FAILED, JobError.UNKNOWN_TASK.label)

    def test_a_result_is_small(self):
        job = make_job("tests.jobs.example_tasks.return_too_much", args=[], max_attempts=1)
        run_waiting_jobs()
        job.refresh_from_db()
        assert (job.status, job.result) == (JobStatus.FAILED, None)

    def test_a_task_that_breaks_once_its_job_was_canceled_does_not_stop_the_worker(self):
        job = make_job("tests.jobs.example_tasks.lose_its_job_then_fail", args=[])
        follower = make_job()
        assert run_waiting_jobs() == 2
        job.refresh_from_db()
        follower.refresh_from_db()
        assert (job.status, follower.status) == (JobStatus.CANCELED, JobStatus.DONE)

    def test_what_a_failed_task_wrote_in_a_transaction_is_undone(self):
        make_job("tests.jobs.example_tasks.write_then_fail", args=[])
        run_waiting_jobs()
        assert not PeriodicTask.objects.filter(name="half written").exists()

    def test_runs_in_the_territory_where_it_was_asked(self, territory):
        asked = example_tasks.name_the_territory.enqueue()
        run_waiting_jobs()
        asked.refresh()
        assert asked.return_value == ["saint-etienne-metropole"]

    def test_runs_in_no_territory_when_asked_in_none(self, territory):
        job = make_job("tests.jobs.example_tasks.name_the_territory", args=[])
        run_waiting_jobs()
        job.refresh_from_db()
        assert job.result == []


class TestSteering:
    def test_cancel_then_retry(self, administrator):
        job = make_job(attempts=3)
        operations.cancel_job(job=job, by=administrator)
        job.refresh_from_db()
        assert job.status == JobStatus.CANCELED
        assert run_waiting_jobs() == 0
        operations.retry_job(job=job, by=administrator)
        assert run_waiting_jobs() == 1
        job.refresh_from_db()
        assert (job.status, job.attempts) == (JobStatus.DONE, 1)

    def test_refuses_what_the_table_does_not_hold(self, administrator):
        job = make_job()
        with pytest.raises(Refused) as refusal:
            operations.retry_job(job=job, by=administrator)
        assert refusal.value.decision.objections == (JobObjection.NOT_OVER,)
        run_waiting_jobs()
        with pytest.raises(Refused) as refusal:
            operations.cancel_job(job=job, by=administrator)
        assert refusal.value.decision.objections == (JobObjection.ALREADY_OVER,)
        with pytest.raises(Refused) as refusal:
            operations.retry_job(job=job, by=administrator)
        assert refusal.value.decision.objections == (JobObjection.SUCCEEDED,)

    def test_is_for_administrators(self):
        job = make_job()
        with pytest.raises(Refused):
            operations.cancel_job(job=job, by=make_user())
        job.refresh_from_db()
        assert job.status == JobStatus.WAITING

    def test_prune_forgets_what_is_over_for_long(self):
        month_ago = now() - timedelta(days=31)
        week_ago = now() - timedelta(days=8)
        make_job(status=JobStatus.DONE, finished_at=week_ago)
        make_job(status=JobStatus.FAILED, finished_at=month_ago)
        kept = [
            make_job(status=JobStatus.DONE, finished_at=now()),
            make_job(status=JobStatus.FAILED, finished_at=week_ago),
            make_job(run_after=month_ago),
        ]
        Worker.objects.create(name="dead", seen_at=week_ago)
        operations.record_sign_of_life(worker="alive")
        assert operations.prune_jobs() == 2
        assert list(Job.objects.order_by("pk")) == kept
        assert [w.name for w in Worker.objects.all()] == ["alive"]


def test_sqlite_learns_how_its_rows_are_spread_and_postgresql_is_left_alone(territory):
    assert operations.refresh_statistics() is (connection.vendor == "sqlite")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'tenancy_territory'")
            assert cursor.fetchone()[0] > 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts its rows by itself")
def test_an_index_where_all_are_alike_does_not_pass_for_one_that_tells_apart(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE spread (cite INTEGER, organization INTEGER)")
        cursor.execute("CREATE INDEX by_organization ON spread (organization)")
        cursor.execute("CREATE INDEX by_cite ON spread (cite)")
        cursor.execute(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19999)"
            " INSERT INTO spread SELECT 1, i / 2000 FROM n"
        )
        operations.refresh_statistics()
        cursor.execute("EXPLAIN QUERY PLAN SELECT * FROM spread WHERE cite = 1 AND organization = 3")
        assert "by_organization" in cursor.fetchone()[3]
