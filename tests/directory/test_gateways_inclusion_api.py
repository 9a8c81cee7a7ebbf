"""data·inclusion by its API, from a real server of this machine: pages, failures, patience."""

import time

import pytest

from cite.directory.enums.imports import FileProblem
from cite.directory.gateways import inclusion_api
from cite.directory.gateways.inclusion import UnreadableFile
from cite.directory.gateways.inclusion_api import Access, Patience, read_directory
from tests.directory.national import TOKEN, dripping, failing, saying, served, silent, well

SERVICES = [{"id": f"annuaire--{number}"} for number in range(5)]
WHOLE = [(number + 1, values) for number, values in enumerate(SERVICES)]


@pytest.fixture
def national():
    with served([], list(SERVICES)) as directory:
        yield directory


@pytest.fixture
def waited():
    return []


@pytest.fixture
def read(national, waited):
    """Read the services two by two; pauses are counted, not waited."""

    def reading(token: str = TOKEN, **patience):
        given = {
            "connect": 2.0,
            "read": 0.5,
            "page": 1.0,
            "attempts": 3,
            "pause": 2.0,
            "sleep": waited.append,
        }
        access = Access(national.url, token, Patience(**given | patience), 2)
        return [(record.line, record.values) for record in read_directory(access, "services")]

    return reading


def problem(reading, **given) -> FileProblem:
    with pytest.raises(UnreadableFile) as refused:
        reading(**given)
    assert refused.value.__cause__ is None  # nothing of the address or of the key goes further
    return refused.value.problem


def test_every_page_is_read_once_in_its_order(read, national):
    assert read() == WHOLE
    assert national.asked == [("services", 1), ("services", 2), ("services", 3)]


def test_an_empty_directory_is_read(national, read):
    national.records["services"].clear()
    assert read() == []


@pytest.mark.parametrize(
    "stumble",
    [
        failing(503),
        failing(500),
        failing(429),
        saying(b'{"items": [', 11),
        saying(b"[", 500),
        silent(0.8),
        dripping(3),
    ],
    ids=["503", "500", "429", "cut json", "cut body", "silent", "dripping"],
)
def test_a_page_that_does_not_come_is_asked_again(national, read, waited, stumble):
    national.stumbles = [well, stumble, stumble]
    assert read() == WHOLE
    assert [page for _kind, page in national.asked] == [1, 2, 2, 2, 3]
    assert waited == [2.0, 4.0]


def test_the_server_says_when_to_come_back_within_reason(national, read, waited):
    national.stumbles = [failing(429, Retry_After="7"), failing(503, Retry_After="99999")]
    assert read() == WHOLE
    assert waited == [7.0, 60.0]


def test_what_came_before_a_failure_remains_good(national, waited):
    national.stumbles = [well, *[failing(503)] * 3]
    access = Access(national.url, TOKEN, Patience(attempts=3, sleep=waited.append), 2)
    got = []
    with pytest.raises(UnreadableFile) as refused:
        for record in read_directory(access, "services"):
            got.append(record.values)
    assert (refused.value.problem, got) == (FileProblem.UNREACHABLE, SERVICES[:2])


def test_a_wrong_key_is_not_tried_twice(national, read):
    assert problem(read, token="autre") == FileProblem.NOT_ALLOWED  # noqa: S106
    assert len(national.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        saying(b"[]"),
        saying(b'{"detail": "ailleurs"}'),
        saying(b'{"items": {}, "pages": 1, "total": 0}'),
        saying(b'{"items": [], "pages": null, "total": 0}'),
        failing(404),
        failing(302, Location="http://127.0.0.1:9/ailleurs"),
    ],
)
def test_something_else_than_sheets_is_no_answer(national, read, answer):
    national.stumbles = [answer]
    assert problem(read) == FileProblem.NOT_AN_ANSWER
    assert len(national.asked) == 1


def test_too_much_is_not_read(national, read, monkeypatch):
    monkeypatch.setattr(inclusion_api, "MAX_ANSWER_BYTES", 50)
    assert problem(read) == FileProblem.TOO_LARGE


def test_a_directory_that_changes_while_it_is_read_is_said(national, read):
    def losing(directory, handler):
        del directory.records["services"][0]
        return False

    national.stumbles = [well, losing]
    assert problem(read) == FileProblem.MOVED


def test_nobody_there(waited):
    access = Access("http://127.0.0.1:9/api/v1", TOKEN, Patience(attempts=2, sleep=waited.append))
    with pytest.raises(UnreadableFile) as refused:
        list(read_directory(access, "services"))
    assert refused.value.problem == FileProblem.UNREACHABLE


def test_a_slow_server_never_holds_for_ever(national, read):
    national.stumbles = [dripping(30)] * 2
    began = time.monotonic()
    assert problem(read, attempts=2, page=0.3) == FileProblem.UNREACHABLE
    assert time.monotonic() - began < 10


def test_the_key_is_never_shown():
    assert TOKEN not in repr(Access("http://127.0.0.1:9", TOKEN))
