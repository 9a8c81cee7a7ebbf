import pytest
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext
from django.utils.translation import override as speaking

from cite.core.typography import typeset


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Est-ce vous ?", "Est-ce vous\u00a0?"),
        ("Ses quartiers : trois ; bravo !", "Ses quartiers\u00a0: trois\u00a0; bravo\u00a0!"),
        ("« Autre chose »", "«\u00a0Autre chose\u00a0»"),
        ("« %(name)s » : suite", "«\u00a0%(name)s\u00a0»\u00a0: suite"),
        ("Déjà\u00a0: posée", "Déjà\u00a0: posée"),
        ("12:30 http://exemple.fr/?a=b", "12:30 http://exemple.fr/?a=b"),
        ("a != b", "a != b"),
        (" : suite d’un lien", " : suite d’un lien"),
        ("", ""),
    ],
)
def test_a_sentence_is_set(written, read):
    assert typeset(written) == read
    assert typeset(read) == read


def test_sentences_are_set_where_they_are_looked_up():
    assert gettext("Que faire ?") == str(gettext_lazy("Que faire ?")) == "Que faire\u00a0?"
    assert pgettext("aide", "Que faire ?") == "Que faire\u00a0?"
    assert [ngettext("%(n)s : un", "%(n)s : plusieurs", n) % {"n": n} for n in (1, 2)] == [
        "1\u00a0: un",
        "2\u00a0: plusieurs",
    ]


def test_migrations_keep_what_the_sources_say():
    with speaking(None):
        assert gettext("Que faire ?") == "Que faire ?"


def test_a_sentence_is_set_once_however_often_it_is_shown():
    typeset("Une phrase : la même ?")
    before = typeset.cache_info()
    assert {gettext("Une phrase : la même ?") for _time in range(50)} == {"Une phrase\u00a0: la même\u00a0?"}
    after = typeset.cache_info()
    assert (after.misses, after.hits) == (before.misses, before.hits + 50)
