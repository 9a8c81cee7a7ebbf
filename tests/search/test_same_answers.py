"""The same texts and the same questions give the same answers in the same order, on any database.

What they give is written in `golden/answers.json`; after a change of rules that is wanted, write it anew:
`python -m tests.search.write_golden`, and read the difference as a person who searches would.
"""

import json
from pathlib import Path

import pytest

from cite.search.operations import index_documents
from tests.search.answers import answers
from tests.search.corpus import CORPUS

GOLDEN = json.loads((Path(__file__).parent / "golden" / "answers.json").read_text())

pytestmark = pytest.mark.django_db


def test_the_answers_are_those_that_were_read(territory):
    index_documents(territory=territory, kind="service", documents=CORPUS)
    assert answers() == GOLDEN


def test_the_order_in_which_documents_came_changes_nothing(territory):
    for document in reversed(CORPUS):
        index_documents(territory=territory, kind="service", documents=[document])
    assert answers() == GOLDEN
