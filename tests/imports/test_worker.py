"""A worker killed in mid-import: another one takes the list up, and the file is given back whole."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from cite.accounts.enums import Role
from cite.files.models import StoredFile
from cite.files.queries import open_file
from cite.imports.enums import DraftState
from cite.imports.models import ImportDraft
from cite.imports.queries import progress_of
from cite.jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.imports import make_draft
from tests.jobs.test_worker import database_url, wait_until

ROOT = Path(__file__).resolve().parents[2]
ROWS = 10_000

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@contextmanager
def worker(**environment: str):
    """A worker in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_worker"],
        cwd=ROOT,
        env=os.environ
        | environment
        | {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "tests.imports.worker_settings",
            "TEST_PRIVATE_STORAGE_DIR": str(settings.PRIVATE_STORAGE_DIR),
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_a_worker_is_killed_in_mid_import_and_another_finishes_it(territory):
    pilot = make_user("pilote", role=Role.CO_PILOT_STATE, territory=territory)
    draft = make_draft(
        pilot, territory, "nom\n" + "".join(f"P{n}\n" for n in range(ROWS)), mapping={"name": 0}
    )

    def current() -> ImportDraft:
        return ImportDraft.objects.get(pk=draft.pk)

    with worker(SECONDS_PER_CHUNK="0.3") as first:
        wait_until(lambda: current().state == DraftState.RUNNING and progress_of(current()).done >= 2_000)
        first.send_signal(signal.SIGKILL)
        first.wait()
    killed = current()
    assert (killed.state, killed.result_id) == (DraftState.RUNNING, None)
    assert 2_000 <= progress_of(killed).done < ROWS

    with worker() as second:
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
