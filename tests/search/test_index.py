"""The index follows the documents, says no more than its territory has, and takes any question."""

import pytest
from django.core.management import call_command
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cite.accounts.models import User
from cite.search import ports
from cite.search.models import IndexedText, SearchIndex, TermPosting, VocabularyWord
from cite.search.operations import Indexed, forget_documents, index_documents, rebuild_index
from cite.search.ports import SearchableKind, register_searchable
from cite.search.queries.matching import count_codes, matching, needs_rebuild
from cite.search.queries.suggestions import suggestions
from cite.search.rules.asking import Synonyms
from cite.search.rules.documents import RULES_VERSION, TextDocument
from cite.search.rules.postings import BLOCK
from tests.factories.accounts import make_user
from tests.search.corpus import CORPUS, SYNONYMS

pytestmark = pytest.mark.django_db

FAR = 40 * BLOCK + 3


def found(text="", **more):
    return matching(kind="service", text=text, **more).ids.tolist()


def everything():
    """All that the index holds, without the numbers of its rows."""
    return (
        sorted(IndexedText.objects.values_list("object_id", "digest", "named", "other")),
        sorted((row.term, row.block, bytes(row.content)) for row in TermPosting.objects.all()),
        sorted(VocabularyWord.objects.values_list("key", "written", "named", "documents", "initial", "length")),
        list(SearchIndex.objects.values_list("kind", "documents")),
    )  # fmt: skip


@pytest.fixture
def index(territory):
    def write(*documents):
        return index_documents(territory=territory, kind="service", documents=documents)

    return write


def test_a_document_comes_changes_and_goes(territory, index):
    other = TextDocument(FAR, "Location de vélos", codes=frozenset({"theme:mobilite"}))
    assert index(TextDocument(1, "Crèche"), other) == Indexed(written=2)
    assert (found("crèche"), found("vélo"), found()) == ([1], [FAR], [1, FAR])
    assert index(TextDocument(1, "Halte-garderie"), other) == Indexed(written=1, unchanged=1)
    assert (found("crèche"), found("halte")) == ([], [1])
    assert forget_documents(territory=territory, kind="service", object_ids=[1, 2, 5 * BLOCK]) == Indexed(
        forgotten=1
    )
    assert (found("halte"), found()) == ([], [FAR])
    assert SearchIndex.objects.get().documents == 1


def test_what_was_forgotten_leaves_nothing(territory, index):
    index(CORPUS[0])
    before = everything()
    index(*CORPUS)
    numbers = [document.object_id for document in CORPUS[1:]]
    assert forget_documents(territory=territory, kind="service", object_ids=numbers).forgotten == 59
    words = {row[0] for row in before[2]}
    assert {word.key for word in VocabularyWord.objects.all()} == words
    assert everything() == before


def test_the_same_documents_again_change_nothing(index):
    index(*CORPUS)
    before = everything()
    assert index(*CORPUS) == Indexed(unchanged=60)
    assert everything() == before


def test_a_document_given_twice_is_there_once(index):
    index(TextDocument(1, "Crèche"), TextDocument(1, "Garderie"))
    assert (found("crèche"), found("garderie"), SearchIndex.objects.get().documents) == ([], [1], 1)


def test_one_by_one_or_all_at_once_the_index_is_the_same(territory, index):
    index(*CORPUS)
    before = everything()
    forget_documents(territory=territory, kind="service", object_ids=[d.object_id for d in CORPUS])
    assert everything() == ([], [], [], [("service", 0)])
    for document in CORPUS:
        index(document)
    assert everything() == before


def test_documents_in_any_order_are_written_by_blocks(territory, index, monkeypatch):
    index(*CORPUS)
    before = everything()
    forget_documents(territory=territory, kind="service", object_ids=[d.object_id for d in CORPUS])
    monkeypatch.setattr("cite.search.operations.indexing.BLOCK", 7)  # as if many more were waiting
    far = [TextDocument(FAR + n, "Ailleurs") for n in range(9)]
    told = []
    mixed = [document for pair in zip(far, reversed(CORPUS), strict=False) for document in pair]
    done = index_documents(
        territory=territory, kind="service", documents=[*mixed, *CORPUS], progress=told.append
    )
    assert done.written == 69
    assert (told[-1], sorted(told)) == (done.written + done.unchanged, told)
    forget_documents(territory=territory, kind="service", object_ids=[d.object_id for d in far])
    assert everything() == before


def test_a_territory_finds_its_own(index, other_territory):
    index(*CORPUS)
    with scope(territory=other_territory):
        assert found("permis") == []
        assert suggestions(kind="service", text="perm") == []
        index_documents(territory=other_territory, kind="service", documents=[TextDocument(1, "Permis")])
        assert found("permis") == [1]
    assert 1 not in found("permis")


def test_a_kind_finds_its_own(territory, index):
    index(TextDocument(1, "Permis"))
    index_documents(territory=territory, kind="job", documents=[TextDocument(2, "Permis")])
    assert found("permis") == [1]
    assert matching(kind="job", text="permis").ids.tolist() == [2]
    assert len(matching(kind="nothing", text="permis")) == 0


def test_a_queryset_restricts_and_is_restricted(territory, index):
    users = [make_user(f"someone-{n}") for n in range(4)]
    index(*(TextDocument(user.pk, "Permis", hint=rank) for rank, user in enumerate(users)))
    first, second, _, last = (user.pk for user in users)
    allowed = User.objects.filter(pk__in=[first, last])
    assert found("permis", among=allowed) == [last, first]
    assert found("permis", among=[second, 10**12]) == [second]
    answer = matching(kind="service", text="permis")
    kept = User.objects.filter(pk__in=answer.as_set()).exclude(pk=last).values_list("pk", flat=True)
    assert answer.in_order(kept) == [users[2].pk, second, first]
    assert answer.page(1, 2) == [users[2].pk, second]
    assert not User.objects.filter(pk__in=matching(kind="service", text="zzz").as_set()).exists()


def test_filters_are_counted_as_if_each_were_chosen_alone(index):
    index(*CORPUS)
    places = ["about:montreynaud", "about:beaubrun", "about:nowhere", "about:\0"]
    answer = matching(
        kind="service", text="français", codes={"where": ["about:beaubrun"], "what": ["about:langue"]}
    )
    assert len(answer) == 1
    counts = count_codes(answer, "where", places)
    assert counts == {
        place: len(found("français", codes={"where": [place], "what": ["about:langue"]})) for place in places
    }
    assert counts["about:montreynaud"] == 2
    assert count_codes(matching(kind="nothing"), "where", places) == dict.fromkeys(places, 0)


def test_a_word_of_every_document_is_only_a_word(index):
    index(*(TextDocument(number, f"Emploi {number}", hint=number) for number in range(1, 60)))
    assert found("emploi") == list(range(59, 0, -1))
    assert found("emploi 7") == [7]
    assert found("*") == []
    assert found("=theme:x") == []


def test_a_question_costs_the_same_number_of_queries_whatever_it_finds(index, django_assert_num_queries):
    index(*CORPUS)
    with django_assert_num_queries(1):
        found("permis de conduire à montreynaud", codes={"where": ["about:montreynaud"]}, synonyms=SYNONYMS)
    with django_assert_num_queries(1):
        found("emploi")


@pytest.mark.parametrize(
    ("typed", "right", "corrections"),
    [
        ("noumou", "nounou", {"noumou": ("nounou",)}),
        ("guarder mon fils", "garder mon fils", {"guarder": ("garder",)}),
        ("zzzz", "", {}),
        ("1234", "", {}),
    ],
)
def test_an_everyday_word_mistyped_is_understood_though_no_document_has_it(index, typed, right, corrections):
    index(
        TextDocument(1, "Une place pour mon enfant", codes=frozenset({"about:garde"})),
        TextDocument(2, "Permis"),
    )
    synonyms = Synonyms.of({"nounou": ["=about:garde"], "garder mon fils": ["=about:garde"]})
    answer = matching(kind="service", text=typed, synonyms=synonyms)
    assert answer.corrections == corrections
    assert answer.page(0, 5) == (found(right, synonyms=synonyms) if right else [])
    assert answer.page(0, 5) == ([1] if right else [])
    assert not answer.is_partial


def test_words_written_in_capitals_find_their_accents_again(index):
    index(TextDocument(1, "CRECHE"), TextDocument(2, "Crèche"), TextDocument(3, "creche"))
    assert suggestions(kind="service", text="cr") == ["crèche"]


def test_the_words_of_a_text_are_not_proposed(index):
    index(TextDocument(1, "Permis", body="Demander Mme Perrin-Fictive"))
    assert suggestions(kind="service", text="per") == ["permis"]
    assert found("perrin") == [1]


@pytest.fixture
def declared(monkeypatch):
    """The corpus as an application would declare it."""
    monkeypatch.setattr(ports, "_kinds", {})
    documents = list(CORPUS)
    register_searchable(SearchableKind("service", "services", lambda: iter(documents)))
    return documents


def test_an_index_is_rebuilt_from_what_its_application_gives(territory, index, declared):
    index(*CORPUS)
    before = everything()
    index(TextDocument(3, "Disparu"), TextDocument(FAR, "Disparu aussi"))
    SearchIndex.objects.update(rules_version=0)
    TermPosting.objects.create(
        territory=territory, index=SearchIndex.objects.get(), term="old", block=0, content=b"\1\0\1"
    )
    assert needs_rebuild("service")
    assert rebuild_index(territory=territory, kind="service") == Indexed(written=60, forgotten=2)
    assert everything() == before
    assert not needs_rebuild("service")
    assert SearchIndex.objects.get().rules_version == RULES_VERSION


def test_the_command_rebuilds_what_is_asked(territory, declared, capsys):
    call_command("rebuild_search")
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Saint-Étienne Métropole, services\u00a0: 60 textes lus, 0 oubliés."
    )
    assert len(found("permis")) == 3


def test_the_command_leaves_alone_what_today_s_rules_have_made(territory, declared, capsys):
    call_command("rebuild_search", "--if-needed")
    assert capsys.readouterr().out == ""
    call_command("rebuild_search")
    SearchIndex.objects.update(rules_version=0)
    capsys.readouterr()
    for _time in range(2):
        call_command("rebuild_search", "--if-needed")
    assert capsys.readouterr().out.count("60 textes lus") == 1


HOSTILE = [
    "", "\0", "'; DROP TABLE search_searchindex; --", '"', "*", "permis*", "NEAR(a b, 2)", "title:permis", "^permis",
    "a" * 10_000, "permis " * 2_000, "% _ \\", "\ud800", "عمل شغل", "🤷‍♀️", "\u202epermis",
    "{}", "(((", "&|!<->", ":*", "-1",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_question_is_more_than_words(index, text):
    index(*CORPUS[:4])
    before = everything()
    for is_typing in (False, True):
        matching(kind="service", text=text, codes={"x": [text[:100]]}, is_typing=is_typing)
    suggestions(kind="service", text=text)
    index(TextDocument(10**9, text, text, text, text, frozenset({text, "ok"})))
    assert 10**9 in found(codes={"x": ["ok"]})
    forgotten = forget_documents(
        territory=SearchIndex.objects.get().territory, kind="service", object_ids=[10**9]
    )
    assert forgotten.forgotten == 1
    assert everything() == before


@given(st.text(max_size=60), st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_raises(territory, text, is_typing):
    index_documents(territory=territory, kind="service", documents=CORPUS[:3])
    answer = matching(kind="service", text=text, is_typing=is_typing, synonyms=SYNONYMS)
    assert len(answer) <= 3
    for proposed in suggestions(kind="service", text=text, synonyms=SYNONYMS):
        assert proposed
