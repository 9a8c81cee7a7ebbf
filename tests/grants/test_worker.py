"""A worker killed while it makes the book of a committee: another one makes it whole, once."""

import signal
from io import BytesIO

import pytest
from pypdf import PdfReader

from cite.accounts.enums import Role
from cite.files.models import StoredFile
from cite.files.queries import open_file
from cite.grants.enums import ApplicationState
from cite.grants.enums.committee import COMMITTEE
from cite.grants.models import CommitteeBook
from cite.grants.operations.books import ask_book
from cite.grants.queries.books import progress_of
from cite.jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.deciding import make_advised, make_scene
from tests.factories.grants import make_committee_item
from tests.factories.meetings import make_meeting
from tests.jobs.test_worker import wait_until
from tests.processes import worker

WORKER = "tests.grants.worker_settings"
FILES = 40

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_worker_is_killed_while_it_makes_a_book_and_another_makes_it(territory):
    claire = make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)
    scene = make_scene(territory)
    meeting = make_meeting(territory, claire, kind=COMMITTEE)
    files = [make_advised(scene, state=ApplicationState.IN_REVIEW) for _ in range(FILES)]
    for rank, file in enumerate(files, start=1):
        make_committee_item(meeting, file, position=rank)
    book = ask_book(meeting=meeting, by=claire)
    job = Job.objects.get(uuid=book.job_id)

    def current() -> CommitteeBook:
        return CommitteeBook.objects.select_related("file").get(pk=book.pk)

    with worker(WORKER, SECONDS_PER_FILE="0.1") as first:
        wait_until(lambda: 10 <= progress_of(current()).done < FILES)
        first.send_signal(signal.SIGKILL)
        first.wait()
    killed = current()
    assert (killed.file, progress_of(killed).is_waiting) == (None, True)

    with worker(WORKER) as second:
        wait_until(lambda: current().file is not None)
        second.send_signal(signal.SIGTERM)
        second.wait(10)

    done = current()
    assert Job.objects.get(pk=job.pk).attempts == 2
    assert done.files == [file.pk for file in files]
    with open_file(done.file) as stream:
        outline = PdfReader(BytesIO(stream.read())).outline
    assert len([entry for entry in outline if not isinstance(entry, list)]) == FILES + 2
    assert StoredFile.objects.filter(erased_at=None).count() == 1
