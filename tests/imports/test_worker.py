"""A worker killed in mid-import: another one takes the list up, and the file is given back whole."""

import signal

import pytest

from cite.accounts.enums import Role
from cite.files.models import StoredFile
from cite.files.queries import open_file
from cite.imports.enums import DraftState
from cite.imports.models import ImportDraft
from cite.imports.queries import progress_of
from cite.jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.imports import make_draft
from tests.jobs.test_worker import wait_until
from tests.processes import worker

WORKER = "tests.imports.worker_settings"
ROWS = 10_000

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_worker_is_killed_in_mid_import_and_another_finishes_it(territory):
    pilot = make_user("pilote", role=Role.CO_PILOT_STATE, territory=territory)
    draft = make_draft(
        pilot, territory, "nom\n" + "".join(f"P{n}\n" for n in range(ROWS)), mapping={"name": 0}
    )

    def current() -> ImportDraft:
        return ImportDraft.objects.get(pk=draft.pk)

    with worker(WORKER, SECONDS_PER_CHUNK="0.3") as first:
        wait_until(lambda: current().state == DraftState.RUNNING and progress_of(current()).done >= 2_000)
        first.send_signal(signal.SIGKILL)
        first.wait()
    killed = current()
    assert (killed.state, killed.result_id) == (DraftState.RUNNING, None)
    assert 2_000 <= progress_of(killed).done < ROWS

    with worker(WORKER) as second:
        wait_until(lambda: current().state == DraftState.DONE)
        second.send_signal(signal.SIGTERM)
        second.wait(10)

    done = current()
    assert Job.objects.get(pk=Job.objects.get(uuid=done.job_id).pk).attempts == 2
    with open_file(StoredFile.objects.get(pk=done.result_id)) as stream:
        lines = stream.read().decode("utf-8-sig").splitlines()
    assert lines[0] == "nom;salut;motif"
    assert lines[1:] == [f"P{n};Bonjour P{n};" for n in range(ROWS)]
    assert done.row_count == ROWS
    assert StoredFile.objects.filter(erased_at=None).count() == 1
