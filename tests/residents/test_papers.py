"""What a person receives: everything held about her, the same to read and to take away; « mon parcours »."""

import json
from datetime import date

import pypdf
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cite.audit.models import Entry
from cite.core.languages import LANGUAGES, language_of
from cite.documents.gateways import render_pdf
from cite.documents.rules.outline import Heading, KeyValues, Table
from cite.residents.enums.held import StoryWord
from cite.residents.enums.rights import Right
from cite.residents.enums.rights_objections import RightsAct
from cite.residents.models import RightRequest
from cite.residents.operations.rights import note_request
from cite.residents.ports import (
    Chapter,
    HeldBlock,
    forget_chapters,
    forget_held,
    register_chapters,
    register_held,
)
from cite.residents.queries.papers import handed_to, held_document, held_json, pathway_document
from tests.factories.residents import make_residence, make_resident, make_sharing
from tests.factories.territories import make_district

ON = date(2026, 11, 27)
FRENCH = language_of("fr")
EACH = pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel("2026-11-27 12:00+01:00", tick=False):
        yield


@pytest.fixture(autouse=True)
def above(partner, other_partner):
    """An application above, which holds exchanges and a note that somebody wrote for herself."""

    def collect(*, resident):
        yield HeldBlock(
            key="contacts", title="Échanges", columns=["Jour", "Quoi"], rows=[["2 novembre", "Appel"]]
        )
        yield HeldBlock(key="mine", title="Notes", rows=[("Ines", "À revoir ensemble")], reserved_by=partner)
        yield HeldBlock(
            key="mine", title="Notes", rows=[("Noé", "Dit à nous seuls")], reserved_by=other_partner
        )
        yield HeldBlock(key="empty", title="Rien", rows=[])

    register_held("test", collect)
    register_chapters("test", lambda *, resident: [(Chapter.STEPS, "Appeler la crèche lundi.")])
    yield
    forget_held("test")
    forget_chapters("test")


@pytest.fixture
def whole(amina, ines, noe):
    """Somebody about whom everything is held."""
    district = make_district()
    make_residence(amina, district, address="12 rue Fictive")
    make_sharing(amina, noe.partner, "referral", ends_on=date(2027, 1, 1))
    absorbed = make_resident(ines, first_name="Aminata", state="merged", merged_into=amina)
    make_residence(absorbed, address="3 rue Ancienne")
    note_request(resident=amina, right=Right.ACCESS, asked_on=ON, by=ines, details="Je veux tout lire")
    amina.refresh_from_db()
    return amina


def flat(document) -> list[tuple[str, list, list]]:
    """The titles and rows of a document, as the JSON has them."""
    found, title = [], ""
    for block in document.blocks:
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, Table):
            found.append((title, list(block.header), [list(row) for row in block.rows]))
        elif isinstance(block, KeyValues):
            found.append((title, [], [list(row) for row in block.items]))
    return found


def parts(text: str) -> list[tuple[str, list, list]]:
    return [(part["title"], part["columns"], part["rows"]) for part in json.loads(text)["parts"]]


def text_of(pdf: bytes, tmp_path) -> str:
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)


def handed(resident, language, *, is_whole):
    """What the structure that opened the file hands over."""
    return handed_to(resident, language, reserved_of={resident.partner_id} if is_whole else set())


@EACH
@pytest.mark.parametrize("is_whole", [True, False])
def test_the_two_files_say_the_same_in_every_language(whole, language, is_whole):
    held = handed(whole, language, is_whole=is_whole)
    said = {"language": language, "on": ON, "is_whole": is_whole}
    assert flat(held_document(held, **said)) == parts(held_json(held, **said))
    assert len(held.parts) == (11 if is_whole else 9)


def test_everything_is_there_with_the_files_made_one_with_hers(whole):
    text = held_json(handed(whole, FRENCH, is_whole=True), language=FRENCH, on=ON, is_whole=True)
    for told in (
        "Amina",
        "Benfictif",
        "06 39 98 00 12",
        "12 rue Fictive",
        "3 rue Ancienne",
        "Dans un quartier prioritaire",  # the answer that was frozen with her address
        "Aminata",
        "Plan pour l’emploi du Lac",
        "Je veux tout lire",
        "À revoir ensemble",
        "27 novembre 2028",
    ):
        assert told in text.replace("\u00a0", " "), told


def test_her_papers_say_me_where_professionals_read_her(whole):
    text = held_json(handed(whole, FRENCH, is_whole=True), language=FRENCH, on=ON, is_whole=True)
    assert "Recevoir tout ce qui est gardé sur moi" in text
    assert "gardé sur elle" not in text


def test_what_professionals_kept_for_themselves_comes_only_with_the_whole(whole):
    common = handed(whole, FRENCH, is_whole=False)
    assert "À revoir ensemble" not in held_json(common, language=FRENCH, on=ON, is_whole=False)
    document = held_document(common, language=FRENCH, on=ON, is_whole=False)
    assert "notes pour eux-mêmes" in document.blocks[-1].text


def test_the_queries_do_not_grow_with_what_is_held(amina, ines, django_assert_num_queries):
    def ask() -> None:
        handed(amina, FRENCH, is_whole=True)

    with CaptureQueriesContext(connection) as first:
        ask()
    for number in range(3):
        make_residence(amina, address=f"{number} rue Fictive", until=date(2026, 11, 3 + number))
    with django_assert_num_queries(len(first)):
        ask()


def test_her_paper_lists_with_the_comma_of_her_language(amina):
    drawn = pathway_document(amina, language=language_of("ar"), on=ON)
    shared = next(line for block in drawn.blocks for line in getattr(block, "items", ()) if "اسمي" in line)
    assert "، " in shared and ", " not in shared
    assert drawn.subtitle.endswith("– Amina Benfictif")  # the day first: after a name, it is drawn inside it


@EACH
def test_my_pathway_is_written_in_her_language_and_drawn(whole, language, tmp_path):
    document = pathway_document(whole, language=language, on=ON)
    text = text_of(render_pdf(document), tmp_path)
    assert "Appeler la crèche lundi" in text
    assert "Mission locale des Collines" in text


@EACH
def test_her_file_is_drawn_in_every_language(whole, language):
    said = {"language": language, "on": ON, "is_whole": True}
    pdf = render_pdf(held_document(handed(whole, language, is_whole=True), **said))
    assert pdf.startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["rights", "request-note", "give-file", "tell-pathway"])
def test_each_page_of_her_rights_leads_back_to_her_file(amina, as_ines, name):
    html = as_ines.get(reverse(f"residents:{name}", args=[amina.uuid])).content.decode()
    assert f'href="{reverse("residents:sheet", args=[amina.uuid])}"' in html
    assert (f'href="{reverse("residents:rights", args=[amina.uuid])}"' in html) == (name != "rights")


def test_papers_are_given_on_their_pages_and_the_journal_says_so(amina, ines, as_ines):
    give = reverse("residents:give-file", args=[amina.uuid])
    pdf = as_ines.post(give, {"kind": "pdf", "language": "fr"})
    assert (pdf["Content-Type"], pdf["Content-Disposition"]) == (
        "application/pdf",
        'attachment; filename="dossier-2026-11-27.pdf"',
    )
    taken = json.loads(as_ines.post(give, {"kind": "json", "language": "ar"}).content)
    assert (taken["language"], taken["is_whole"]) == ("ar", False)
    sheet = as_ines.post(reverse("residents:tell-pathway", args=[amina.uuid]), {"language": "tr"})
    assert sheet.content.startswith(b"%PDF-")
    entries = Entry.objects.filter(
        person_uuid=amina.uuid, action__in=[RightsAct.EXPORT, RightsAct.TELL_PATHWAY]
    )
    assert entries.count() == 3


def test_the_whole_file_leaves_only_while_her_request_is_open(amina, ines, as_ines):
    give = reverse("residents:give-file", args=[amina.uuid])
    asked = {"kind": "json", "language": "fr", "extent": "whole"}
    assert json.loads(as_ines.post(give, asked).content)["is_whole"] is False
    request = note_request(resident=amina, right=Right.ACCESS, asked_on=ON, by=ines)
    assert json.loads(as_ines.post(give, asked).content)["is_whole"] is True
    RightRequest.objects.filter(pk=request.pk).update(state="done")
    assert json.loads(as_ines.post(give, asked).content)["is_whole"] is False


def test_each_structure_hands_over_its_own_reserved_notes_and_names_the_others(
    amina, ines, noe, as_ines, as_noe
):
    make_sharing(amina, noe.partner)
    note_request(resident=amina, right=Right.ACCESS, asked_on=ON, by=ines)
    give = reverse("residents:give-file", args=[amina.uuid])
    asked = {"kind": "json", "language": "fr", "extent": "whole"}
    said = {as_ines: "À revoir ensemble", as_noe: "Dit à nous seuls"}
    for client, other in ((as_ines, noe), (as_noe, ines)):
        text = client.post(give, asked).content.decode()
        assert {each: words in text for each, words in said.items()} == {
            each: each is client for each in said
        }
        assert json.loads(text)["notes_kept_elsewhere_by"] == [str(other.partner)]


@EACH
def test_the_whole_paper_says_whom_to_ask_for_the_other_notes(whole, language):
    said = {"language": language, "on": ON, "is_whole": True}
    last = held_document(handed(whole, language, is_whole=True), **said).blocks[-1]
    assert "Plan pour l’emploi du Lac" in last.text
    assert ("D’autres structures" in last.text) is language.code.startswith("fr")


def test_who_does_not_follow_her_gets_nothing(amina, as_noe, noe):
    give = reverse("residents:give-file", args=[amina.uuid])
    assert as_noe.post(give, {"kind": "pdf", "language": "fr"}).status_code == 404
    make_sharing(amina, noe.partner, "review")
    assert as_noe.post(give, {"kind": "pdf", "language": "fr"}).status_code == 403


def test_her_paper_says_first_when_and_with_whom(whole):
    document = pathway_document(whole, language=language_of("fr"), on=ON)
    titles = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert titles[:2] == [str(StoryWord.APPOINTMENTS.label), str(StoryWord.HELPERS.label)]
