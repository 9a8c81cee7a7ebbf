"""Whoever changes something says so in the journal: every operation, or a reason why it is the machine's own work."""

import ast
from pathlib import Path

from cite.core.journal import all_acts

ROOT = Path(__file__).resolve().parents[2]

_JOB = "the life of a job: a worker's doing; what people ask (cancel, retry) is recorded"
_MAIL = "the outbox at work: it keeps its own messages, attempts and dates"
_INBOX = "a person's own reading marks, undone in one click; of interest to nobody else"
_MARKS = "what a person keeps at hand for herself alone, undone in one click; of interest to nobody else"
_RETENTION = "retention: a sweep that follows the dates announced when the thing was kept"
_JOURNAL = "the journal's own work; erasing writes its own entry, without which the proof fails"

MACHINE_WORK = {
    **dict.fromkeys(("audit.add_entries", "audit.seal_entries", "audit.erase_old_contents"), _JOURNAL),
    **{
        f"jobs.{name}": _JOB
        for name in (
            "claim_job confirm_lease enqueue_due_tasks enqueue_job fail_job finish_job in_hand prune_jobs "
            "put_back_abandoned_jobs put_back_job record_sign_of_life refresh_statistics remove_worker renew_leases "
            "report_progress stop_held_jobs"
        ).split()
    },
    **{
        f"notifications.{name}": _MAIL
        for name in (
            "notify send_due_messages recover_messages postpone_late_messages gather_digests forget_old_messages "
            "drop_messages_to"
        ).split()
    },
    **{
        f"notifications.{name}": _INBOX
        for name in "mark_read mark_unread mark_all_read undo_mark_all_read".split()
    },
    "files.expire_file": "a step of the operations that delete what the file belonged to, which record",
    "files.keep_file_until": "a step of the operations that remove or put back what the file belongs to, which record",
    "files.delete_unreferenced_files": _RETENTION,
    "files.delete_orphan_bytes": "sweeps what a crash left on the disk; no record is concerned",
    "directory.follow_services": "the search follows what a sheet says; what people write is recorded by its operation",
    "directory.catch_up_search": "the search read again from the sheets, whose changes are recorded",
    "directory.refresh_quality": "a score computed from the sheet and the day; nobody decides it",
    "imports.expire_imports": _RETENTION,
    "grants.remind_reports": "messages that the calendar sends; what people do of a bilan is recorded",
    "grants.record_book_job": "a step of ask_book, which records",
    "grants.tell_book_not_made": "a message to whoever asked; asking for the book is recorded",
    "grants.expire_books": _RETENTION,
    **dict.fromkeys(("directory.favour_service", "directory.unfavour_service", "directory.see_news"), _MARKS),
    "directory.forget_removed_selections": _RETENTION,
    "directory.record_import_job": "a step of ask_import, which records",
    "directory.stop_reading": "follows an import that was asked, and recorded then",
    "directory.stop_import": "follows the end of a job; whoever cancels it is recorded there",
    "directory.group_duplicates": "computed from sheets whose changes are recorded; nobody decides it",
    **dict.fromkeys(
        ("residents.note_doubles_of", "residents.note_all_doubles"),
        "a suspicion computed by the machine; what a person decides of it is recorded",
    ),
    "residents.warn_of_ends": "messages that the calendar sends; each erasure is recorded",
    "residents.note_heard": "a step of the operations in which something comes from the person, which record",
    "dropout.look": "proposes what people look at, from what they wrote; what they do of it is recorded",
    "dropout.look_again": "a part of look, for one pathway in which somebody has just written",
    "reviews.remind_of_late": "messages that the calendar sends; what is said of each decision is recorded",
    "dropout.record_replay_job": "a step of ask_replay, which records",
    "dropout.run_replay": "figures computed from what is recorded; asking for them is recorded",
    "imports.record_job": "a step of confirm_columns, which records",
    "actors.note_key_write": "the day of the last use; each thing a program writes is recorded by its own operation",
    "actors.note_duplicates": "a suspicion computed by the machine; what a person decides of it is recorded",
    "actors.refresh_search_keys": "computed columns for the search, from data whose changes are recorded",
    **dict.fromkeys(
        ("search.index_documents", "search.forget_documents", "search.rebuild_index"),
        "an index computed from texts whose changes are recorded; it can be computed again",
    ),
    **dict.fromkeys(("search.write_block", "search.replace_block"), "a step of the index of texts"),
    "tenancy.open_territory": "a step of open_cite and of load_territory, which record",
    "territories.import_addresses": "builds files of public addresses from the command line, outside of the database",
}
"""Operations that nobody decides: `<app>.<function>`, and why the journal has nothing to say of them."""


def modules() -> dict[Path, str]:
    """Every module of operations, with its application."""
    files = [*ROOT.glob("cite/*/operations.py"), *ROOT.glob("cite/*/operations/**/*.py")]
    return {path: path.relative_to(ROOT).parts[1] for path in sorted(files)}


def names_in(tree: ast.Module, app: str) -> dict[str, tuple[str, str]]:
    """What each name of a module means: an operation of some application, or `record` itself."""
    known = {node.name: (app, node.name) for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        parts = node.module.split(".")
        for alias in node.names:
            if node.module == "cite.core.journal" and alias.name == "record":
                known[alias.asname or alias.name] = ("core", "record")
            elif parts[0] == "cite" and "operations" in parts:
                known[alias.asname or alias.name] = (parts[1], alias.name)
            elif parts[0] == "cite" and alias.name == "operations":
                known[alias.asname or alias.name] = (parts[1], "")
    return known


def mentions(function: ast.FunctionDef, known: dict[str, tuple[str, str]]) -> set[tuple[str, str]]:
    """What a function calls or passes on."""
    found = {known[node.id] for node in ast.walk(function) if isinstance(node, ast.Name) and node.id in known}
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
            found.add((known[node.value.id][0], node.attr))
    return found


def is_operation(function: ast.FunctionDef) -> bool:
    """Whether a function is one of the doors to write: public, keyword-only (the others are steps of those)."""
    return not function.name.startswith("_") and not function.args.args and not function.args.posonlyargs


def operations() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Every function of every application's operations, with what it calls."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for path, app in modules().items():
        tree = ast.parse(path.read_text())
        known = names_in(tree, app)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                found.setdefault((app, node.name), set()).update(mentions(node, known))
                KEYWORD_ONLY[app, node.name] = is_operation(node)
    return found


def recording(calls: dict[tuple[str, str], set[tuple[str, str]]]) -> set[tuple[str, str]]:
    """The functions that end up calling `record`."""
    known = {("core", "record")}
    while more := {name for name, called in calls.items() if called & known} - known:
        known |= more
    return known


KEYWORD_ONLY: dict[tuple[str, str], bool] = {}
CALLS = operations()
RECORDING = recording(CALLS)
PUBLIC = sorted(f"{app}.{name}" for (app, name), is_operation in KEYWORD_ONLY.items() if is_operation)


def test_an_operation_says_what_it_did():
    recorded = {operation for operation in PUBLIC if tuple(operation.split(".")) in RECORDING}
    told = sorted(recorded & set(MACHINE_WORK))
    assert told == [], "They record an act: take them out of MACHINE_WORK."
    silent = sorted(set(PUBLIC) - recorded - set(MACHINE_WORK))
    assert silent == [], (
        "They change something and say nothing in the journal. In the transaction of each, call "
        "`record(<App>Act.<VERB>, by=by, target=…, person=…, changes=differences(before, after))` of "
        "cite.core.journal, with the act declared above an enumeration of enums.py by `@acts`. If nobody decides it "
        "(a worker, a sweep, a technical step), add it to MACHINE_WORK in this file with the reason."
    )


def test_the_list_of_machine_work_has_reasons_and_no_ghost():
    assert set(MACHINE_WORK) <= set(PUBLIC)
    assert all(len(reason) > 15 for reason in MACHINE_WORK.values())


def test_acts_are_told_as_people_say_them():
    apps = {path.parent.name for path in ROOT.glob("cite/*/apps.py")}
    for action, label in all_acts().items():
        app, _, verb = action.partition(".")
        assert app in apps and verb, action
        assert str(label)[0].islower() and len(action) <= 64, action
