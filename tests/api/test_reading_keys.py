"""A key that only reads follows the files of a person, and changes nothing."""

from datetime import date

import time_machine

from cite.actors.models import AccessKey
from cite.actors.operations.keys import create_key
from cite.audit.enums import AuditAct
from cite.audit.models import Entry
from cite.grants.models import Application
from tests.factories.grants import make_call, make_edition

ONLY_READS = (
    "Cette clé est en lecture seule\u00a0: elle ne change rien. Pour écrire, créez sur le site une clé "
    "«\u00a0lecture et écriture\u00a0»."
)


@time_machine.travel("2026-12-10 10:00 +0100", tick=False)
def test_a_key_that_only_reads_follows_files_and_changes_nothing(loaded, ask, marc, carrier):
    edition = make_edition(make_call(loaded), pieces=[])
    file = ask("post", "applications", {"call": str(edition.call.uuid)}).json()
    _key, reading = create_key(partner=carrier, name="Suivi", ends_on=date(2027, 6, 1), by=marc)
    seen = ask("get", f"applications/{file['id']}", key=reading)
    assert (seen.status_code, seen.json()["title"]) == (200, file["title"])
    assert [f["id"] for f in ask("get", "applications", key=reading).json()["files"]] == [file["id"]]
    before = Application.objects.values().get()
    for method, path, body in (
        ("post", "applications", {"call": str(edition.call.uuid)}),
        ("patch", f"applications/{file['id']}/answers", {"answers": []}),
        ("put", f"applications/{file['id']}/districts", "{"),
        ("delete", f"applications/{file['id']}/documents/{file['id']}", None),
    ):
        answer = ask(method, path, body, key=reading)
        problem = answer.json()
        assert answer["Content-Type"] == "application/problem+json"
        assert (answer.status_code, problem["status"], problem["code"]) == (403, 403, "read_only_key")
        assert problem["detail"] == ONLY_READS
    assert Application.objects.values().get() == before
    assert AccessKey.objects.get(name="Suivi").last_write_on is None
    assert Entry.objects.filter(action=AuditAct.REFUSE).count() == 4
