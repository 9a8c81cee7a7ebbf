"""Whatever a program writes in each place of a file, it is told in words: never an error of ours, never a blank."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from cite import api as api_package
from cite.grants.enums import Question
from cite.grants.models import Application, Pledge
from tests.factories.grants import make_application, make_call, make_edition

BODIES = json.loads((Path(api_package.__file__).parent / "examples.json").read_text())
WRITES = {
    "save_answers": ("patch", "/answers"),
    "choose_districts": ("put", "/districts"),
    "save_budget": ("patch", "/budget"),
    "name_partner": ("post", "/partners"),
    "answer_similar": ("put", "/similar"),
}
HOSTILE: list[Any] = [
    None,
    True,
    -1,
    0.1 + 0.2,
    10**30,
    1e308,
    [],
    {},
    [[["x"]]],
    [None] * 50,
    "",
    "\x00",
    "a\u0000b",
    "\u202e=1+1",
    "x" * 50_000,
    "NaN",
    "Infinity",
    "1e9",
    "-0",
    "9" * 400,
    "1 234,56 €",
    "0,005",
    "٣٤",
    "0001-01-01",
    "9999-12-31",
    "2027-02-29",
    "<script>alert(1)</script>",
    "1' OR '1'='1",
    "{{ settings.SECRET_KEY }}",
    "00000000-0000-0000-0000-000000000000",
]


@pytest.fixture
def file(loaded, carrier, marc) -> Iterator[Application]:
    with time_machine.travel("2026-12-10 10:00 +0100", tick=False):
        yield make_application(make_edition(make_call(loaded)), carrier, marc)


def altered(value: Any, hostile: Any) -> Iterator[Any]:
    """Put something hostile in the place of each value of a body, in turn."""
    if isinstance(value, dict):
        for key, inner in value.items():
            for other in (hostile, *altered(inner, hostile)):
                yield value | {key: other}
    elif isinstance(value, list):
        for rank, inner in enumerate(value):
            for other in (hostile, *altered(inner, hostile)):
                yield [*value[:rank], other, *value[rank + 1 :]]


def check(answer) -> None:
    assert answer.status_code < 500, answer.content[:300]
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["detail"]


@pytest.mark.parametrize("operation", WRITES)
def test_what_is_typed_in_each_place(operation, ask, file):
    method, end = WRITES[operation]
    for hostile in HOSTILE:
        for body in altered(BODIES[operation]["body"], hostile):
            check(ask(method, f"applications/{file.uuid}{end}", body))
    for body in ("[]", "null", '"x"', "{}", '{"answers": [{"key": "need", "value": "\\ud800"}]}', "NaN"):
        check(ask(method, f"applications/{file.uuid}{end}", body))


def test_every_question_takes_any_answer(ask, file):
    for hostile in HOSTILE:
        answers = [{"key": key, "value": hostile} for key in Question.values]
        check(ask("patch", f"applications/{file.uuid}/answers", {"answers": answers}))
    check(ask("get", f"applications/{file.uuid}"))


@pytest.mark.parametrize(
    "name",
    ["../../x.pdf", "a\r\nX-Evil: 1.pdf", "\u202efdp.exe.pdf", "😀" * 120 + ".pdf", "x" * 300, 'a;b".pdf'],
)
def test_a_file_is_kept_under_a_harmless_name(send, ask, file, name):
    joined = send(
        f"applications/{file.uuid}/documents", b"%PDF-1.4\n%%EOF\n", name=name, piece="bank_details"
    )
    check(joined)
    shown = ask("get", f"applications/{file.uuid}/documents").json()
    names = [document["name"] for piece in shown["pieces"] for document in piece["documents"]]
    assert len(names) == 1
    assert not set(names[0]) & set("/\\\r\n\u202e")
    assert len(names[0]) <= 150


def test_a_thousand_partners_are_too_many(ask, file):
    for number in range(42):
        answer = ask("post", f"applications/{file.uuid}/partners", {"name": f"P{number}", "part": "x"})
        check(answer)
    assert Pledge.objects.filter(application=file).count() == 40
