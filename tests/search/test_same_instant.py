"""Several people publish at the same instant: the index loses nothing, and nobody waits for ever."""

from functools import partial

import pytest

from cite.search.models import SearchIndex, VocabularyWord
from cite.search.operations import forget_documents, index_documents
from cite.search.queries.matching import matching
from cite.search.rules.documents import TextDocument
from tests.at_once import DONE, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_those_who_publish_together_are_all_found(territory):
    works = [
        partial(
            index_documents, territory=territory, kind="service", documents=[TextDocument(n, f"Permis {n}")]
        )
        for n in range(1, 5)
    ]
    assert at_once(territory, *works) == [DONE] * 4
    assert matching(kind="service", text="permis").ids.tolist() == [1, 2, 3, 4]
    assert SearchIndex.objects.get().documents == 4
    assert VocabularyWord.objects.get(key="permis").named == 4


def test_one_publishes_while_another_withdraws(territory):
    index_documents(
        territory=territory, kind="service", documents=[TextDocument(n, "Crèche") for n in range(3)]
    )
    ends = at_once(
        territory,
        partial(forget_documents, territory=territory, kind="service", object_ids=[0, 1]),
        partial(
            index_documents, territory=territory, kind="service", documents=[TextDocument(7, "Crèche verte")]
        ),
    )
    assert ends == [DONE, DONE]
    assert matching(kind="service", text="crèche").ids.tolist() == [2, 7]
    assert SearchIndex.objects.get().documents == 2
