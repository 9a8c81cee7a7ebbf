"""The administrators' pages about background work."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.jobs import operations
from cite.jobs.enums import JobObjection, JobStatus
from cite.jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.jobs import make_job, run_waiting_jobs
from tests.ui.html import check, read

pytestmark = pytest.mark.django_db

LIST = "/administration/travaux/"


@pytest.fixture
def page(client, territory):
    """A browser where an administrator of the platform is signed in."""
    client.force_login(make_user("administrator", is_staff=True))
    return client


def address(name: str, job: Job) -> str:
    return reverse(f"jobs:{name}", args=[job.uuid])


def document_of(response):
    document = read(response.content)
    check(document)
    assert len(document.all("h1")) == 1
    return document


def test_an_empty_platform_says_so(page):
    text = document_of(page.get(LIST)).text
    assert "Aucun travail" in text
    assert "Aucun exécutant en service" in text
    assert "cite.jobs.tasks.forget_old_jobs" in text and "1 jour" in text


def test_a_queue_that_nobody_serves_is_an_alert(page):
    make_job(run_after=now() - timedelta(minutes=20))
    assert "Un travail attend depuis 20 minutes." in document_of(page.get(LIST)).text.replace("\xa0", " ")
    operations.record_sign_of_life(worker="host:12")
    text = document_of(page.get(LIST)).text.replace("\xa0", " ")
    assert "Le plus ancien travail attend depuis 20 minutes." in text
    assert "host:12" in text


def test_jobs_are_listed_by_status(page, territory):
    make_job(territory=territory)
    make_job("tests.jobs.example_tasks.refuse", args=[])
    run_waiting_jobs()
    make_job("tests.jobs.example_tasks.trace")
    everything = document_of(page.get(LIST)).text
    assert all(name in everything for name in ("add", "refuse", "trace", "En attente (1)", "Échoué (1)"))
    failed = document_of(page.get(LIST, {"etat": "failed"}))
    rows = [e for e in failed.elements if e.attrs.get("role") == "rowheader"]
    assert len(rows) >= 1 and "trace" not in failed.text
    assert page.get(LIST, {"etat": "nonsense"}).status_code == 200
    csv = b"".join(page.get(LIST, {"format": "csv", "etat": "failed"}).streaming_content).decode()
    assert [line.split(";")[0] for line in csv.splitlines()[1:]] == ["refuse"]


@pytest.mark.parametrize("item_count", (1, 3))
def test_the_list_costs_the_same_whatever_its_length(page, territory, item_count, django_assert_num_queries):
    for number in range(item_count):
        make_job(territory=territory)
        operations.record_sign_of_life(worker=f"host:{number}")
    # Territory, session, person, her role, unread messages; number and page of jobs, counts, oldest, workers,
    # periodic tasks.
    with django_assert_num_queries(12):
        page.get(LIST)


def test_a_running_job_shows_its_progress_and_asks_again(page):
    make_job()
    job = operations.claim_job(worker="host:1")
    with operations.in_hand(job=job):
        operations.report_progress(job_id=job.uuid, done=30, total=120, label="Lecture du fichier")
    answer = page.get(address("job", job))
    document = document_of(answer)
    assert "Lecture du fichier" in document.text and "25 %" in document.text.replace("\xa0", " ")
    assert document.one("progress").attrs["value"] == "30"
    assert [e for e in document.elements if "hx-get" in e.attrs]
    assert 'http-equiv="refresh"' in answer.content.decode()
    fragment = page.get(address("job", job), headers={"HX-Request": "true"}).content.decode()
    assert "<h1" not in fragment and "30" in fragment
    run_waiting_jobs()


def test_a_failed_job_says_why_and_is_run_again(page):
    job = make_job("tests.jobs.example_tasks.refuse", args=[])
    run_waiting_jobs()
    document = document_of(page.get(address("job", job)))
    assert JobObjection.NOT_OVER.label.replace("\xa0", " ") in document.text
    assert "cite.core.decisions.Refused" in document.text
    assert not [e for e in document.elements if "hx-get" in e.attrs]
    answer = page.post(address("retry", job), follow=True)
    assert "Travail relancé." in answer.content.decode()
    job.refresh_from_db()
    assert job.status == JobStatus.WAITING


def test_a_waiting_job_is_canceled(page):
    job = make_job()
    answer = page.post(address("cancel", job), follow=True)
    assert "Travail annulé." in answer.content.decode()
    job.refresh_from_db()
    assert job.status == JobStatus.CANCELED


def test_a_button_that_comes_too_late_says_why(page):
    job = make_job()
    run_waiting_jobs()
    answer = page.post(address("cancel", job), follow=True)
    assert str(JobObjection.ALREADY_OVER.label) in answer.content.decode()
    answer = page.post(address("retry", job), follow=True)
    assert str(JobObjection.SUCCEEDED.label) in answer.content.decode()


def test_an_unknown_job_is_not_found(page):
    job = make_job()
    url = address("job", job)
    job.delete()
    assert page.get(url).status_code == 404


def test_the_pages_are_for_administrators(client, territory):
    job = make_job()
    for user in (make_user("pilot", role=Role.CO_PILOT_STATE, territory=territory), make_user("nobody")):
        client.force_login(user)
        assert client.get(LIST).status_code == 403
        assert client.get(address("job", job)).status_code == 403
        assert client.post(address("cancel", job)).status_code == 403
    client.logout()
    assert client.post(address("cancel", job)).status_code == 302
    job.refresh_from_db()
    assert job.status == JobStatus.WAITING


def test_reading_changes_nothing(page):
    job = make_job()
    assert page.get(address("cancel", job)).status_code == 405
    job.refresh_from_db()
    assert job.status == JobStatus.WAITING
