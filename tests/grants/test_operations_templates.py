"""The texts of documents: whose they are, what is wrong with one, and how two people never overwrite each other."""

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.audit.models import Entry
from cite.core.models import SaveObjection
from cite.grants.enums import DocumentKind
from cite.grants.enums.documents import DocumentAct, DocumentObjection, TextObjection
from cite.grants.models import DocumentTemplate
from cite.grants.operations.templates import reset_text, write_text
from cite.grants.queries.documents import text_in_force
from cite.grants.queries.templates import mark_of, past_texts
from cite.grants.rules.document_texts import TEXTS
from tests.factories.accounts import make_user
from tests.grants.test_operations_documents import Scene
from tests.refusals import objections_to


@pytest.fixture
def scene(territory):
    return Scene(territory)


def write(scene, by, funder=None, kind="refusal_letter", mark="", title="Refus", body="Motif : {motif}."):
    place = {"territory": scene.territory, "kind": kind, "funder": funder}
    return write_text(**place, title=title, body=body, by=by, mark=mark)


def test_a_funder_has_its_own_text_before_that_of_the_cite_before_ours(scene):
    assert text_in_force(scene.territory, "refusal_letter", scene.town) == TEXTS["refusal_letter"]
    write(scene, scene.pilot, body="De la Cité : {motif}")
    assert text_in_force(scene.territory, "refusal_letter", scene.town).body == "De la Cité : {motif}"
    own = write(scene, scene.mayor, scene.town, body="De la ville : {motif}")
    assert text_in_force(scene.territory, "refusal_letter", scene.town).body == "De la ville : {motif}"
    assert text_in_force(scene.territory, "refusal_letter", scene.state).body == "De la Cité : {motif}"
    place = {"territory": scene.territory, "kind": "refusal_letter", "funder": scene.town}
    for _ in range(2):
        reset_text(**place, by=scene.mayor, mark=mark_of(own))
    assert text_in_force(scene.territory, "refusal_letter", scene.town).body == "De la Cité : {motif}"
    assert Entry.objects.filter(action=DocumentAct.RESET_TEXT).count() == 1


def test_what_was_written_over_or_taken_back_is_kept_whole_and_may_be_taken_up_again(scene, client):
    long_text = "Motif : {motif}.\n\n" + "Un long paragraphe. " * 500
    first = write(scene, scene.pilot, body=long_text)
    second = write(scene, scene.pilot, mark=mark_of(first), title="Non retenue")
    place = {"territory": scene.territory, "kind": "refusal_letter", "funder": None, "by": scene.pilot}
    for _ in range(2):
        reset_text(**place, mark=mark_of(second))
    kept = list(past_texts(scene.pilot, scene.territory, DocumentKind.REFUSAL_LETTER, None))
    assert [(text.title, text.body) for text in kept] == [
        ("Non retenue", "Motif : {motif}."),
        ("Refus", long_text.strip()),
    ]
    assert list(past_texts(scene.pilot, scene.territory, DocumentKind.REFUSAL_LETTER, scene.town)) == []
    assert list(past_texts(scene.writer, scene.territory, DocumentKind.REFUSAL_LETTER, None)) == []
    client.force_login(scene.pilot)
    address = reverse("grants:template_edit", args=["cite", "refusal_letter"])
    shown = client.get(f"{address}?reprendre={kept[1].uuid.hex}").context["form"]
    assert (shown["title"].value(), shown["body"].value()) == ("Refus", long_text.strip())
    client.post(address, {"mark": shown["mark"].value(), "title": "Refus", "body": shown["body"].value()})
    assert text_in_force(scene.territory, "refusal_letter", None).body == long_text.strip()
    other = client.get(f"{address}?reprendre=nothing").context["form"]
    assert other["title"].value() == "Refus"


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("", "Texte", (TextObjection.MISSING,)),
        ("Titre", "   ", (TextObjection.MISSING,)),
        ("x" * 201, "Texte", (TextObjection.TOO_LONG,)),
        ("Titre", "Montant : {montant}", (TextObjection.NO_SUCH_FIELD,)),
        ("Titre {", "Bonjour {Nom}", (TextObjection.NO_SUCH_FIELD, TextObjection.STRAY_BRACE)),
    ],
)
def test_a_text_that_would_not_work_is_refused_with_every_reason(scene, title, body, expected):
    assert objections_to(lambda: write(scene, scene.pilot, title=title, body=body)) == expected
    assert DocumentTemplate.objects.count() == 0


def test_the_second_of_two_writers_is_told_even_after_a_reset(scene):
    first = write(scene, scene.pilot)
    read = mark_of(first)
    assert objections_to(lambda: write(scene, scene.pilot, body="Autre")) == (
        SaveObjection.CHANGED_MEANWHILE,
    )
    write(scene, scene.pilot, mark=read, body="Deuxième")
    assert objections_to(lambda: write(scene, scene.pilot, mark=read, body="Autre")) == (
        SaveObjection.CHANGED_MEANWHILE,
    )
    place = {"territory": scene.territory, "kind": "refusal_letter", "funder": None, "by": scene.pilot}
    assert objections_to(lambda: reset_text(**place, mark=read)) == (SaveObjection.CHANGED_MEANWHILE,)
    reset_text(**place, mark=mark_of(DocumentTemplate.objects.get()))
    again = write(scene, scene.pilot)
    assert again.version == first.version == 1
    assert objections_to(lambda: write(scene, scene.pilot, mark=read, body="Autre")) == (
        SaveObjection.CHANGED_MEANWHILE,
    )


def test_saved_twice_alike_is_saved_once(scene):
    first = write(scene, scene.pilot)
    assert write(scene, scene.pilot) == first
    assert Entry.objects.filter(action=DocumentAct.WRITE_TEXT).count() == 1


def test_each_writes_her_own_and_nobody_elses(scene):
    assert objections_to(lambda: write(scene, scene.mayor)) == (DocumentObjection.NOT_FOR_TEXTS,)
    assert objections_to(lambda: write(scene, scene.pilot, scene.town)) == (DocumentObjection.NOT_FOR_TEXTS,)
    assert objections_to(lambda: write(scene, scene.writer)) == (DocumentObjection.NOT_FOR_TEXTS,)
    coordinator = make_user("coordinatrice", role=Role.COORDINATOR, territory=scene.territory)
    assert write(scene, coordinator).funder is None
    assert write(scene, scene.pilot, scene.state).funder == scene.state


def test_a_document_of_the_file_has_no_text_of_a_funder(scene):
    found = objections_to(lambda: write(scene, scene.pilot, scene.state, kind="receipt", body="Reçu"))
    assert found == (TextObjection.NOT_OF_A_FUNDER,)
