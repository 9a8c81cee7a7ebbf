"""What may be received, as tables; and the names of files, whatever people call them."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cite.files.enums import FileKind, UploadObjection
from cite.files.gateways import ArchiveFacts
from cite.files.rules import (
    NAME_MAX_LENGTH,
    UploadFacts,
    UploadPolicy,
    check_upload,
    clean_name,
    extension_of,
    is_misnamed,
)

MB = 1_000_000
POLICY = UploadPolicy(max_bytes=50 * MB, kinds=frozenset({FileKind.CSV, FileKind.XLSX}))
Kind, Why = FileKind, UploadObjection


def facts(**changes) -> UploadFacts:
    return UploadFacts(**{"name": "liste.csv", "size": 1000, "kind": FileKind.CSV} | changes)


def workbook(**changes) -> UploadFacts:
    archive = ArchiveFacts(**{"entries": 10, "compressed": MB, "uncompressed": 20 * MB} | changes)
    return facts(name="liste.xlsx", kind=FileKind.XLSX, archive=archive)


@pytest.mark.parametrize(
    ("upload", "objections"),
    [
        (facts(), []),
        (facts(name="liste.txt", kind=Kind.TEXT), []),
        (facts(name="sans extension", kind=Kind.CSV), []),
        (facts(name="export.xls", kind=Kind.CSV), []),
        (workbook(), []),
        (facts(size=0), [Why.EMPTY]),
        (facts(size=50 * MB), []),
        (facts(size=50 * MB + 1), [Why.TOO_LARGE]),
        (facts(kind=Kind.UNKNOWN), [Why.UNKNOWN_KIND, Why.MISNAMED]),
        (facts(name="x", kind=Kind.UNKNOWN), [Why.UNKNOWN_KIND]),
        (facts(kind=Kind.HTML), [Why.WRONG_KIND, Why.MISNAMED]),
        (facts(name="page.html", kind=Kind.HTML), [Why.WRONG_KIND]),
        (facts(name="liste.exe.csv", kind=Kind.EXECUTABLE), [Why.WRONG_KIND, Why.MISNAMED]),
        (facts(name="liste.xls", kind=Kind.OFFICE), [Why.WRONG_KIND]),
        (facts(size=60 * MB, kind=Kind.PDF, name="a.pdf"), [Why.TOO_LARGE, Why.WRONG_KIND]),
        (workbook(is_encrypted=True), [Why.ARCHIVE_ENCRYPTED]),
        (workbook(is_damaged=True), [Why.ARCHIVE_DAMAGED]),
        (workbook(is_truthful=False), [Why.ARCHIVE_SUSPECT]),
        (workbook(uncompressed=500 * MB, compressed=900_000), [Why.ARCHIVE_SUSPECT]),
        (workbook(uncompressed=500 * MB, compressed=5 * MB), []),
        (workbook(uncompressed=49 * MB, compressed=50_000), []),
        (workbook(uncompressed=501 * MB, compressed=5 * MB), [Why.ARCHIVE_TOO_LARGE]),
        (workbook(uncompressed=5000 * MB, compressed=5 * MB), [Why.ARCHIVE_TOO_LARGE, Why.ARCHIVE_SUSPECT]),
        (workbook(entries=2001), [Why.ARCHIVE_TOO_MANY]),
        (facts(size=2000 * MB, kind=None), [Why.TOO_LARGE]),
        (facts(request_size=120 * MB, size=40 * MB, kind=None), [Why.REQUEST_TOO_LARGE]),
        (facts(request_size=120 * MB, size=0, kind=None), [Why.REQUEST_TOO_LARGE]),
    ],
)
def test_every_objection_is_told(upload, objections):
    assert [o.value for o in check_upload(upload, POLICY).objections] == objections


def test_a_pdf_whose_end_lacks_is_refused_where_pdf_are_welcome():
    cut = facts(kind=Kind.PDF, name="a.pdf", is_cut_short=True)
    welcoming = UploadPolicy(max_bytes=MB, kinds=frozenset({FileKind.PDF}))
    assert [o.value for o in check_upload(cut, welcoming).objections] == [Why.CUT_SHORT]
    assert [o.value for o in check_upload(cut, POLICY).objections] == [Why.WRONG_KIND]


def test_sentences_carry_figures_and_the_remedy():
    too_large = check_upload(facts(size=2000 * MB, kind=None), POLICY).sentences
    assert too_large == [
        "Ce fichier est trop gros (2 Go). La limite est de 50 Mo. Découpez-le en plusieurs fichiers."
    ]
    wrong = check_upload(facts(kind=Kind.PDF), POLICY).sentences
    assert wrong == [
        "Ce fichier est de type « PDF ». Envoyez plutôt : tableau CSV, classeur Excel (xlsx).",
        "Son nom finit par « .csv », mais son contenu n’est pas de ce type. Enregistrez-le à nouveau.",
    ]


def test_every_sentence_has_its_details():
    everything = [
        facts(size=60 * MB, kind=Kind.PDF),
        facts(kind=Kind.UNKNOWN),
        facts(request_size=120 * MB),
        workbook(uncompressed=5000 * MB, entries=9999),
    ]
    for upload in everything:
        for sentence in check_upload(upload, POLICY).sentences:
            assert "{" not in sentence


def test_a_policy_never_accepts_what_could_run():
    with pytest.raises(ValueError, match="HTML"):
        UploadPolicy(max_bytes=1, kinds=frozenset({FileKind.HTML}))


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("a.csv", Kind.CSV, False),
        ("a.csv", Kind.TEXT, False),
        ("a.txt", Kind.CSV, True),
        ("a.json", Kind.GEOJSON, False),
        ("a.csv", Kind.XLSX, True),
        ("a.unheard", Kind.XLSX, False),
        ("a", Kind.XLSX, False),
    ],
)
def test_a_name_may_promise_something_else(name, kind, expected):
    assert is_misnamed(name, kind) is expected


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("liste.csv", "liste.csv"),
        ("Été à Firminy.xlsx", "Été à Firminy.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Zoé\\liste.csv", "liste.csv"),
        ("a\x00b\r\nc.csv", "ab c.csv"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("  . ", "fichier"),
        ("", "fichier"),
        ("dossier/", "fichier"),
        (".htaccess", "htaccess"),
        ("E\u0301te\u0301.csv", "Été.csv"),
        ("\ud800seul.csv", "seul.csv"),
        ("x" * 300 + ".csv", "x" * 146 + ".csv"),
    ],
)
def test_names_are_cleaned(name, cleaned):
    assert clean_name(name) == cleaned


@given(st.text(max_size=400))
@example("x" * 149 + " .csv")
@example("." * 200 + "a" * 200)
def test_any_name_becomes_a_safe_one(name):
    cleaned = clean_name(name)
    assert 0 < len(cleaned) <= NAME_MAX_LENGTH
    assert not set("/\\") & set(cleaned)
    assert all(unicodedata.category(c)[0] != "C" for c in cleaned)
    assert cleaned == cleaned.strip() and not cleaned.startswith(".")
    assert clean_name(cleaned) == cleaned
    cleaned.encode()


@given(st.from_regex(r"[a-z]{1,300}\.[a-z]{1,10}", fullmatch=True))
def test_a_long_name_keeps_its_extension(name):
    assert extension_of(clean_name(name)) == extension_of(name)
