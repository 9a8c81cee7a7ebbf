"""The pages of the book of a committee: one button, its progress, the file, and what is said when it fails."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from cite.audit.models import Entry
from cite.core.dates import now
from cite.grants.enums import ApplicationState, Conflict
from cite.grants.models import CommitteeBook
from cite.grants.operations.books import KEPT
from cite.jobs.enums import JobStatus
from cite.jobs.management.worker import run_next_job
from cite.jobs.models import Job
from tests.factories.deciding import make_advised, make_asked
from tests.factories.grants import make_committee_item, make_review
from tests.factories.meetings import make_attendee

pytestmark = pytest.mark.usefixtures("in_april")


TASK = "cite.grants.tasks.books.make_committee_book"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def item(scene, meeting):
    file = make_advised(scene, state=ApplicationState.IN_REVIEW)
    make_asked(file, scene.state)
    return make_committee_item(meeting, file)


def url(name, meeting):
    return reverse(f"grants:{name}", args=[meeting.uuid])


def work():
    Job.objects.exclude(task_path=TASK).delete()
    assert run_next_job(worker="test")


def test_one_button_then_its_progress_then_the_file(client, meeting, claire, item):
    client.force_login(claire)
    ask, book = url("committee-book-ask", meeting), url("committee-book", meeting)
    assert f'action="{ask}"' in client.get(url("committee", meeting)).text
    assert "1 dossier y sera." in client.get(book).text
    for _ in range(2):
        assert client.post(ask)["Location"] == book
    waiting = client.get(book)
    assert "La préparation commence dans un instant." in waiting.text
    assert waiting.context["refresh_seconds"] == 3
    assert f'action="{ask}"' not in waiting.text
    Job.objects.filter(task_path=TASK).update(progress_done=37, progress_total=120)
    fragment = client.get(book, headers=HTMX).text
    assert "37 dossiers sur 120" in fragment
    assert "<h1" not in fragment
    Job.objects.filter(task_path=TASK).update(progress_done=120)
    assert "120 dossiers lus\xa0: les pages se composent." in client.get(book, headers=HTMX).text
    work()
    assert client.get(book, headers=HTMX)["HX-Refresh"] == "true"
    done = client.get(book)
    assert "Fait le 8 avril 2027 à 10" in done.text
    assert "Il tient 1 dossier." in done.text
    assert "Il est gardé jusqu’au 8 mai 2027." in done.text
    file = CommitteeBook.objects.get().file
    link = url("committee-book-file", meeting)
    assert f'href="{link}"' in done.text
    assert client.get(link)["Location"] == reverse("files:download", args=[file.uuid])
    taken = client.get(link, follow=True)
    assert b"".join(taken.streaming_content).startswith(b"%PDF")
    assert f'href="{book}"' in client.get(url("committee", meeting)).text


def test_asking_and_taking_are_in_the_journal(client, meeting, claire, item):
    client.force_login(claire)
    client.post(url("committee-book-ask", meeting))
    work()
    taken = client.get(url("committee-book-file", meeting), follow=True)
    assert b"".join(taken.streaming_content)
    acts = Entry.objects.order_by("pk").values_list("action", flat=True)
    assert list(acts) == [
        "grants.ask_committee_book",
        "grants.read_committee",
        "files.read_file",
    ]


def test_an_error_is_said_with_its_remedy_and_it_is_asked_again(client, meeting, claire, item):
    client.force_login(claire)
    client.post(url("committee-book-ask", meeting))
    sentence = "Une erreur inattendue a arrêté ce travail. Réessayez."
    Job.objects.filter(task_path=TASK).update(status=JobStatus.FAILED, error=sentence)
    page = client.get(url("committee-book", meeting))
    assert sentence in page.text
    assert page.context["refresh_seconds"] is None
    client.post(url("committee-book-ask", meeting))
    work()
    assert "Fait le 8 avril 2027" in client.get(url("committee-book", meeting)).text


def test_another_person_has_her_own(client, scene, meeting, claire, item):
    client.force_login(claire)
    client.post(url("committee-book-ask", meeting))
    work()
    make_attendee(meeting, scene.paul)
    client.force_login(scene.paul)
    page = client.get(url("committee-book", meeting)).text
    assert "Aucun livre pour l’instant" in page
    file = reverse("files:download", args=[CommitteeBook.objects.get().file.uuid])
    for link in (url("committee-book-file", meeting), file):
        assert link not in page
        assert client.get(link).status_code == 404


def test_a_book_that_she_may_no_longer_read_is_withheld_in_words(client, meeting, claire, scene, item):
    client.force_login(claire)
    client.post(url("committee-book-ask", meeting))
    work()
    make_review(item.application, claire, conflict=Conflict.DECLARED, withdrawn_at=now())
    page = client.get(url("committee-book", meeting))
    assert "Ce livre contient un dossier ou des notes que vous ne pouvez plus lire." in page.text
    assert page.context["file"] is None
    assert client.get(url("committee-book-file", meeting)).status_code == 404
    assert (
        client.get(reverse("files:download", args=[CommitteeBook.objects.get().file.uuid])).status_code == 404
    )


def test_its_time_over_there_is_none(client, meeting, claire, item):
    client.force_login(claire)
    client.post(url("committee-book-ask", meeting))
    work()
    with time_machine.travel(now() + KEPT + timedelta(seconds=1), tick=False):
        client.force_login(claire)
        assert "Aucun livre pour l’instant" in client.get(url("committee-book", meeting)).text


def test_not_without_a_file_nor_by_who_is_not_there(client, scene, meeting, claire):
    client.force_login(claire)
    page = client.get(url("committee-book", meeting)).text
    assert "Aucun dossier de ce comité ne vous est ouvert" in page
    client.post(url("committee-book-ask", meeting))
    assert CommitteeBook.objects.count() == 0
    client.force_login(scene.paul)
    assert client.get(url("committee-book", meeting)).status_code == 404
    assert client.post(url("committee-book-ask", meeting)).status_code == 404
    client.force_login(scene.karim)
    assert client.get(url("committee-book", meeting)).status_code == 403
