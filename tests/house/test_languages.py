"""What residents read is said in every language, whole, and each page in its own."""

import os
import re
import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from cite.core import catalogues
from cite.core.languages import FRENCH, LANGUAGES, SIMPLE_FRENCH, TRANSLATED
from cite.territories.enums import Advice, Reason
from cite.territories.rules.residence import CONCLUSIONS
from cite.ui.errors import server_error
from tests.house.settled import OURS

READ_WHILE_LOADING = """
import django
django.setup()
from django.urls import get_resolver
from django.utils.translation import override
from cite.core.typography import FrenchSentences

def said(self, message):
    raise SystemExit(f"said before anybody asked: {message}")

FrenchSentences.gettext = said
with override("ar"):
    assert get_resolver().url_patterns
"""
PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%[sd]")
SPOKEN = [(r, p) for r, p in OURS if getattr(p.callback, "in_languages", False)]
BY_CODE = pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
ARABIC = next(language for language in LANGUAGES if language.is_rtl)


@BY_CODE
def test_every_sentence_that_residents_read_is_translated(language):
    """`make translations` lists what is left; an entry that a machine guessed (fuzzy) is not a translation."""
    assert [message.id for message in catalogues.missing(language)] == []


def test_no_sentence_is_said_before_somebody_reads_it():
    """Pages are loaded once: what is said then stays in the language of whoever asked first."""
    loading = subprocess.run(
        [sys.executable, "-c", READ_WHILE_LOADING],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.test"},
        capture_output=True,
        text=True,
    )
    assert (loading.returncode, loading.stderr) == (0, "")


@BY_CODE
def test_a_catalogue_holds_what_residents_read_and_nothing_else(language):
    """What nobody reads any more is not left to translators: `make translations` takes it away."""
    held = {(message.id, message.context) for message in catalogues.read(language) if message.id}
    assert held == set(catalogues.public_sentences())


def test_a_catalogue_is_written_as_it_was_read(tmp_path, monkeypatch):
    before = catalogues.update(ARABIC)
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues.write(ARABIC, before)
    after = catalogues.read(ARABIC)
    assert {m.id: m.string for m in after if m.id} == {m.id: m.string for m in before if m.id}
    assert after.num_plurals == 6


def test_what_a_machine_guessed_is_not_a_translation(tmp_path, monkeypatch):
    guessed = catalogues.update(ARABIC)
    guessed.get("Envoyer").flags.add("fuzzy")
    guessed.get("Fermer").string = ""
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues.write(ARABIC, guessed)
    assert {message.id for message in catalogues.missing(ARABIC)} == {"Envoyer", "Fermer"}


def test_catalogues_are_compiled_once_and_again_when_their_text_changes(tmp_path, monkeypatch):
    known = catalogues.update(SIMPLE_FRENCH)
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues.write(SIMPLE_FRENCH, known)
    assert catalogues.compile_stale() == [SIMPLE_FRENCH]
    assert catalogues.compile_stale() == []
    text = catalogues.path_of(SIMPLE_FRENCH)
    os.utime(text, (text.stat().st_mtime + 10,) * 2)
    assert catalogues.compile_stale() == [SIMPLE_FRENCH]
    with catalogues.path_of(SIMPLE_FRENCH, "mo").open("rb") as file:
        said = GNUTranslations(file)
    assert said.gettext("Page concernée :") == "La page\u00a0:"


@BY_CODE
def test_a_translation_keeps_what_is_filled_in(language):
    wrong = []
    for message in catalogues.read(language):
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(PLACEHOLDERS.findall(sources[-1]))
        lost = [text for text in texts if set(PLACEHOLDERS.findall(text)) - wanted]
        # One, two or none of a thing may be said in words.
        lost += [text for text in texts[-1:] if set(PLACEHOLDERS.findall(text)) != wanted]
        wrong += lost if message.id else []
    assert wrong == []


def test_a_number_in_a_sentence_that_goes_from_right_to_left_keeps_its_order():
    """Pairs of digits with spaces between them would be read from the last to the first."""
    said = [message.string for message in catalogues.read(ARABIC) if message.id]
    numbers = [text for text in said if re.search(r"\d\d(?: \d\d){2,}", str(text))]
    assert numbers
    assert [text for text in numbers if not re.search("\u2066\\d\\d(?: \\d\\d)+\u2069", str(text))] == []


def test_the_plurals_of_a_language_are_as_many_as_it_has():
    found = {
        language.code: {len(m.string) for m in catalogues.read(language) if isinstance(m.string, tuple)}
        for language in TRANSLATED
    }
    assert found == {language.code: {6 if language is ARABIC else 2} for language in TRANSLATED}


def test_the_page_of_every_view_that_speaks_is_read_by_who_extracts():
    named = catalogues.sources()["templates"]
    shown = {p.callback.view_class.template_name for _r, p in SPOKEN} - {None}
    assert shown - set(named) == set()
    assert len(shown) > 8


@BY_CODE
@pytest.mark.django_db
@pytest.mark.parametrize(("route", "pattern"), SPOKEN, ids=[route or "home" for route, _p in SPOKEN])
def test_a_page_speaks_one_language(route, pattern, language, cite):
    """What is not translated fails (`_nothing_left_in_french`); nobody, then somebody with an account."""
    if "<" in route or "get" not in pattern.callback.view_class.http_method_names:
        return
    for name in ("", "co_pilot_state"):
        answer = cite.client(name).get(f"{language.root}{route}")
        assert answer.status_code == 200
        assert answer["Content-Language"] == language.tag
        if answer["Content-Type"].startswith("text/html"):
            assert f'<html lang="{language.tag}" dir="{language.direction}"' in answer.content.decode()


@BY_CODE
def test_each_answer_about_an_address_is_said(language):
    with override(language.code):
        said = {str(reason.label) for reason in CONCLUSIONS} | {str(advice.label) for advice in Advice}
    assert len(said) == len(Reason) + len(Advice)
    assert language is SIMPLE_FRENCH or not said & {str(reason.label) for reason in Reason}


@pytest.mark.django_db
def test_the_work_of_professionals_has_one_address_and_speaks_french(cite):
    client = cite.client("co_pilot_state")
    away = client.get("/ar/aide/signalements/?etat=new")
    assert (away.status_code, away["Location"]) == (302, "/aide/signalements/?etat=new")
    page = client.get("/aide/signalements/", headers={"Accept-Language": "ar"})
    assert page["Content-Language"] == FRENCH.tag
    assert '<html lang="fr" dir="ltr"' in page.content.decode()
    assert "ui-languages" not in page.content.decode()


@pytest.mark.django_db
def test_what_is_not_for_residents_is_not_found_under_a_language(cite):
    assert cite.client().get("/ar/compte/connexion/").status_code == 404


@pytest.mark.django_db
def test_nothing_but_the_address_chooses_the_language(cite):
    """No cookie is set or read, and a shared cache keeps one page per address."""
    client = cite.client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    answer = client.get("/adresse/", headers={"Accept-Language": "ar"})
    assert answer["Content-Language"] == "fr"
    spoken = cite.client().get("/ar/carte/")
    assert spoken.cookies == {}
    assert {"accept-language", "cookie"} & set(spoken.get("Vary", "").lower().split(", ")) <= {"cookie"}


@pytest.mark.django_db
def test_a_page_leads_to_itself_in_the_other_languages(cite):
    html = cite.client().get("/ar/aide/signaler/?page=/carte/").content.decode()
    links = re.findall(r'<a href="([^"]*)" lang="[^"]*" hreflang="[^"]*"', html)
    assert links[: len(LANGUAGES)] == [
        f"{language.root}aide/signaler/?page=%2Fcarte%2F" for language in LANGUAGES
    ]


@pytest.mark.parametrize(
    ("path", "prefix", "rest"),
    [
        ("/ar/adresse/", "ar", "/adresse/"),
        ("ar/", "ar", ""),
        ("/fr-simple/", "fr-simple", "/"),
        ("/ar", "", "/ar"),
        ("/arabe/", "", "/arabe/"),
        ("/fr/", "", "/fr/"),
        ("//ar/", "", "//ar/"),
        ("/", "", "/"),
    ],
)
def test_the_first_word_of_an_address_names_the_language(path, prefix, rest):
    from cite.core.languages import split_path

    language, remains = split_path(path)
    assert (language.prefix, remains) == (prefix, rest)


def test_an_address_is_written_in_the_language_of_the_page():
    with override("ar"):
        assert (reverse("territories:map"), reverse("imports:home")) == ("/ar/carte/", "/listes/")
    assert reverse("territories:map") == "/carte/"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/ar/rien/", "/ar/adresse/rien/"])
def test_an_error_speaks_the_language_of_the_address(cite, path):
    answer = cite.client().get(path)
    assert answer.status_code == 404
    assert "الصفحة غير موجودة" in answer.content.decode()


@pytest.mark.django_db
def test_a_link_to_a_page_in_french_says_so(cite):
    html = cite.client().get("/ar/").content.decode()
    assert 'href="/appels-a-projets/" hreflang="fr"' in html
    assert 'href="/ar/carte/" hreflang' not in html
    assert (
        "hreflang"
        not in re.search(r"<nav class=\"fr-nav\".*?</nav>", cite.client().get("/").content.decode(), re.S)[0]
    )


def test_the_last_resort_speaks_too(rf):
    with override("ar"):
        page = server_error(rf.get("/ar/adresse/")).content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert "حدث خطأ" in page


@pytest.mark.django_db
def test_an_answer_in_arabic_keeps_what_was_written(cite):
    """What was typed comes back as it was; the sentences around it are in the language of the page."""
    answer = cite.client().post("/ar/adresse/", {"address": "12 rue Inventée, 42000 Saint-Étienne"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "12 rue Inventée, 42000 Saint-Étienne" in html
    assert "الجواب" in html


@pytest.mark.django_db
def test_what_is_wrong_is_said_in_the_language_of_the_page(cite):
    html = cite.client().post("/tr/adresse/point/", {"longitude": "x", "latitude": ""}).content.decode()
    assert "Haritada noktayı seçin veya enlemi yazın." in html
    assert "Hata:" in html
