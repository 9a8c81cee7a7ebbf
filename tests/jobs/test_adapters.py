"""Our backend, through the API of django-tasks only."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus, default_task_backend
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist, TaskResultMismatch

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.jobs.enums import JobStatus
from cite.jobs.models import Job
from cite.jobs.operations import enqueue_due_tasks
from tests.factories.accounts import make_user
from tests.factories.jobs import make_job, run_waiting_jobs
from tests.jobs.example_tasks import add, fail_with, refuse


@pytest.mark.django_db
def test_enqueue_then_read_the_result():
    result = add.enqueue(1, second=2)
    assert (result.status, result.args, result.kwargs) == (TaskResultStatus.READY, [1], {"second": 2})
    assert result.enqueued_at is not None
    run_waiting_jobs()
    result.refresh()
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, 3, 1)
    assert add.get_result(result.id).return_value == 3


@pytest.mark.django_db
def test_a_failure_is_told():
    result = refuse.enqueue()
    run_waiting_jobs()
    result.refresh()
    assert (result.status, result.is_finished) == (TaskResultStatus.FAILED, True)
    assert result.errors[0].exception_class.__name__ == "Refused"


@pytest.mark.django_db
def test_priority_queue_and_delay_are_kept():
    later = now() + timedelta(hours=1)
    add.using(priority=7, run_after=later).enqueue(1, 2)
    job = Job.objects.get()
    assert (job.priority, job.run_after, job.queue, job.max_attempts) == (7, later, "default", 3)
    assert run_waiting_jobs() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("result_id", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_an_unknown_result_does_not_exist(result_id):
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result(result_id)


@pytest.mark.django_db
def test_a_result_is_of_its_own_task():
    result = fail_with.enqueue("x")
    with pytest.raises(TaskResultMismatch):
        add.get_result(result.id)


@pytest.mark.django_db
def test_arguments_are_json():
    with pytest.raises(TypeError):
        add.enqueue(object(), 2)
    with pytest.raises(InvalidTaskError):
        add.using(priority=101)
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_job_is_rolled_back_with_its_transaction():
    with pytest.raises(RuntimeError), transaction.atomic():
        add.enqueue(1, 2)
        raise RuntimeError
    assert not Job.objects.exists()
    with transaction.atomic():
        add.enqueue(1, 2)
        assert Job.objects.count() == 1
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_a_job_of_a_task_that_left_the_code_has_no_result():
    job = make_job("tests.jobs.example_tasks.gone")
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result(str(job.uuid))


def test_administrators_read_on_their_home_page_that_a_periodic_task_was_given_up(client, territory):
    enqueue_due_tasks()
    Job.objects.filter(task_path="cite.jobs.tasks.forget_old_jobs").update(status=JobStatus.FAILED)
    sentence = "Des tâches périodiques ont échoué"
    client.force_login(make_user("administrator", is_staff=True))
    assert sentence in client.get("/").content.decode()
    client.force_login(make_user("pilot", role=Role.CO_PILOT_STATE, territory=territory))
    assert sentence not in client.get("/").content.decode()
