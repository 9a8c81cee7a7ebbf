"""The index answers as a plain reading of every text would, whatever the texts, the changes and the question."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cite.search.operations import forget_documents, index_documents
from cite.search.queries.matching import count_codes, matching
from cite.search.rules.documents import EVERY_DOCUMENT, TextDocument, code_term, terms_of
from cite.search.rules.postings import BLOCK
from cite.search.rules.ranking import rarity_of

pytestmark = pytest.mark.django_db

_WORDS = ["permis", "vélo", "crèche", "garde", "emploi", "théâtre"]
_CODES = ["where:a", "where:b", "what:c"]
_TEXT = st.lists(st.sampled_from(_WORDS), max_size=6).map(" ".join)
_DOCUMENT = st.builds(
    TextDocument,
    object_id=st.sampled_from([0, 1, 2, BLOCK - 1, BLOCK, 5 * BLOCK + 7, 90 * BLOCK]),
    title=_TEXT,
    keywords=_TEXT,
    body=_TEXT,
    codes=st.frozensets(st.sampled_from(_CODES)),
    hint=st.integers(0, 3),
)


def slowly(documents, asked, where):
    """Score every document, one by one."""
    read = {number: terms_of(document) for number, document in documents.items()}
    stems = [
        terms_of(TextDocument(0, word)).weights.keys() - {EVERY_DOCUMENT} for word in dict.fromkeys(asked)
    ]
    scored = []
    for number, terms in read.items():
        if where and not any(code_term(code) in terms.weights for code in where):
            continue
        had = [stem for (stem,) in stems if stem in terms.weights]
        score = 0
        for stem in had:
            count = sum(stem in other.weights for other in read.values())
            score += max(1, rarity_of(count, len(read)) * terms.weights[stem])
        scored.append((len(had), score, terms.weights[EVERY_DOCUMENT], number))
    most = max((had for had, *_ in scored), default=0)
    if stems and not most:
        return []
    kept = [(-score, -hint, number) for had, score, hint, number in scored if had == most]
    return [(number, -score) for score, _, number in sorted(kept)]


@given(
    st.lists(_DOCUMENT, max_size=8),
    st.lists(_DOCUMENT, max_size=4),
    st.sets(st.integers(0, 2)),
    st.lists(st.sampled_from(_WORDS), max_size=4),
    st.sets(st.sampled_from(_CODES[:2])),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_question_is_answered_as_by_reading_everything(territory, first, then, gone, asked, where):
    everything = {number: None for number in (0, 1, 2, BLOCK - 1, BLOCK, 5 * BLOCK + 7, 90 * BLOCK)}
    forget_documents(territory=territory, kind="x", object_ids=everything)
    index_documents(territory=territory, kind="x", documents=first)
    forget_documents(territory=territory, kind="x", object_ids=gone)
    index_documents(territory=territory, kind="x", documents=then)
    documents = {d.object_id: d for d in first if d.object_id not in gone}
    documents |= {d.object_id: d for d in then}
    present = (
        _WORDS
        if not documents
        else [w for w in _WORDS if any(w in f"{d.title} {d.keywords} {d.body}" for d in documents.values())]
    )
    asked = [word for word in asked if word in present]
    codes = {"where": where} if where else {}
    found = matching(kind="x", text=" ".join(asked), codes=codes)
    expected = slowly(documents, asked, where)
    assert list(zip(found.ids.tolist(), found.scores.tolist(), strict=True)) == expected
    if not asked:
        counts = {code: len(slowly(documents, [], {code})) for code in _CODES[:2]}
        assert count_codes(found, "where", _CODES[:2]) == counts
