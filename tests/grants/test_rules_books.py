"""How many files make a book."""

import pytest

from cite.grants.enums.books import BookObjection as O
from cite.grants.rules.books import MOST_FILES, book_decision


@pytest.mark.parametrize(
    ("files", "objections"),
    [(0, (O.NO_FILES,)), (1, ()), (120, ()), (MOST_FILES, ()), (MOST_FILES + 1, (O.TOO_MANY,))],
)
def test_a_book_holds_some_files_and_not_too_many(files, objections):
    assert book_decision(files).objections == objections


def test_the_sentence_says_the_number():
    assert f"{MOST_FILES} dossiers" in str(O.TOO_MANY.label)
