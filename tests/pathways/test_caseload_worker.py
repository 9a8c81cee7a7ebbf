"""A list partly wrong, partly known: its worker is killed in the middle, another finishes, and each is in once."""

import csv
import io
import signal
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cite.files.models import StoredFile
from cite.files.queries import open_file
from cite.imports import operations
from cite.imports.enums import DraftState
from cite.imports.models import ImportDraft
from cite.pathways.adapters.caseload_lists import CaseloadList
from cite.pathways.models import Pathway
from cite.residents.models import Resident, Sharing
from tests.factories.pathways import make_pathway
from tests.factories.residents import make_resident
from tests.jobs.test_worker import wait_until
from tests.processes import worker

WORKER = "tests.pathways.worker_settings"
ROWS, WRONG, KNOWN, TWICE = 200, 4, 10, 3

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def at_noon():
    """The worker lives in a process of its own, at the hour of the machine: so does this test."""


def the_list() -> str:
    lines = ["nom;prénom;année de naissance;date de l'accord"]
    for number in range(ROWS):
        agreed = "jamais" if number % (ROWS // WRONG) == 1 else "02/01/2026"
        lines.append(f"Inventée{number};Nadia;{1950 + number % 50};{agreed}")
    lines += lines[3 : 3 + TWICE]  # people written twice
    return "\n".join(lines)


def test_a_caseload_is_taken_in_once_whatever_happens(territory, ines):
    for number in range(0, ROWS, ROWS // KNOWN)[:KNOWN]:
        resident = make_resident(
            ines, last_name=f"Inventée{number}", first_name="Nadia", birth_year=1950 + number % 50
        )
        make_pathway(resident, ines)
    wrong = {number for number in range(ROWS) if number % (ROWS // WRONG) == 1}
    known = Resident.objects.count()
    upload = SimpleUploadedFile("file.csv", the_list().encode(), "text/csv")
    draft = operations.start_import(kind=CaseloadList.key, upload=upload, by=ines.user, territory=territory)
    mapping = {"last_name": 0, "first_name": 1, "birth_year": 2, "agreed_on": 3}
    operations.confirm_columns(draft=draft, by=ines.user, version=draft.version, mapping=mapping)

    def current() -> ImportDraft:
        return ImportDraft.objects.get(pk=draft.pk)

    with worker(WORKER) as first:
        wait_until(lambda: Resident.objects.count() >= known + 30, 120)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert current().state == DraftState.RUNNING
    before = Resident.objects.count()
    assert before < ROWS - len(wrong)

    with worker(WORKER) as second:
        wait_until(lambda: current().state == DraftState.DONE, 180)
        second.send_signal(signal.SIGTERM)
        second.wait(10)

    done = current()
    assert (done.row_count, done.refused_count) == (ROWS + TWICE, WRONG)
    whole = ROWS - len(wrong - set(range(0, ROWS, ROWS // KNOWN)[:KNOWN]))
    assert (Resident.objects.count(), Pathway.objects.count(), Sharing.objects.count()) == (whole,) * 3
    with open_file(StoredFile.objects.get(pk=done.result_id)) as stream:
        lines = list(csv.reader(io.StringIO(stream.read().decode("utf-8-sig")), delimiter=";"))[1:]
    results = Counter(line[-1] for line in lines)
    assert results["Refusée"] == WRONG
    assert results["Déjà suivie par votre structure"] == KNOWN + TWICE
    assert results["Dossier et parcours ouverts"] == ROWS - WRONG - KNOWN, (
        "what was done before the crash too"
    )
    assert sum(results.values()) == ROWS + TWICE
    assert {problem["column"] for problem in done.problems} == {"date de l'accord"}
