from datetime import date, datetime

import pytest
from django.template import Context, Template
from django.utils.formats import date_format, localize
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


def test_the_first_of_a_month_is_an_ordinal_wherever_a_date_is_written():
    first = date(2027, 9, 1)
    template = Template("{{ day|date:'l j F Y' }} ; {{ day }} ; {{ day|date:'d/m/Y' }}")
    assert template.render(Context({"day": first})) == (
        "mercredi 1er septembre 2027 ; 1er septembre 2027 ; 01/09/2027"
    )
    assert date_format(datetime(2027, 9, 1, 8, 5), "j F Y à H:i") == "1er septembre 2027 à 08:05"
    assert localize(first) == "1er septembre 2027"


@pytest.mark.parametrize(("day", "written"), [(2, "2 septembre"), (11, "11 septembre"), (21, "21 septembre")])
def test_the_other_days_are_plain_numbers(day, written):
    assert date_format(date(2027, 9, day), "j F") == written


def test_another_language_keeps_its_own_dates():
    with speaking("en"):
        assert date_format(date(2027, 9, 1), "j F") == "1 September"
