"""The texts of documents: their fields, their outline, and when each may be issued."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.documents.rules import BulletList, Heading, Paragraph
from cite.grants.enums import ActKind, ApplicationState, AwardState, DocumentKind, Outcome
from cite.grants.enums.documents import DocumentObjection as O
from cite.grants.enums.documents import TextObjection as T
from cite.grants.rules.document_texts import TEXTS
from cite.grants.rules.documents import (
    CODE_ALPHABET,
    CODE_LENGTH,
    FIELD,
    FIELDS,
    IssueFacts,
    blocks_of,
    examples_of,
    faults_of,
    fill,
    issue_decision,
    shown_code,
    typed_code,
    with_article,
)

D = DocumentKind


@pytest.mark.parametrize("kind", list(D))
def test_our_own_texts_have_no_fault_and_are_filled_with_examples(kind):
    text = TEXTS[kind]
    assert faults_of(kind, text.title, text.body) == []
    blocks = list(blocks_of(kind, text.body, examples_of(kind)))
    said = repr(blocks) + fill(kind, text.title, examples_of(kind))
    assert "{" not in said
    assert not [b for b in blocks if isinstance(b, Paragraph) and not b.text.strip()]


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("Bonjour {porteur}", []),
        ("Bonjour {portteur}", [(T.NO_SUCH_FIELD, "{portteur}")]),
        ("{montant}", [(T.NO_SUCH_FIELD, "{montant}")]),  # a receipt grants nothing
        ("{porteur.__class__}", [(T.NO_SUCH_FIELD, "{porteur.__class__}")]),
        ("{porteur!r}", [(T.NO_SUCH_FIELD, "{porteur!r}")]),
        ("{0}", [(T.NO_SUCH_FIELD, "{0}")]),
        ("{}", [(T.NO_SUCH_FIELD, "{}")]),
        ("{ porteur }", [(T.NO_SUCH_FIELD, "{ porteur }")]),
        ("{Porteur}", [(T.NO_SUCH_FIELD, "{Porteur}")]),
        ("{{porteur}}", [(T.STRAY_BRACE, "")]),
        ("{porteur", [(T.STRAY_BRACE, "")]),
        ("porteur}", [(T.STRAY_BRACE, "")]),
        ("{abc} et {xyz} }", [(T.NO_SUCH_FIELD, "{abc}"), (T.NO_SUCH_FIELD, "{xyz}"), (T.STRAY_BRACE, "")]),
        ("   ", [(T.MISSING, "")]),
        ("a" * 20_001, [(T.TOO_LONG, "")]),
    ],
)
def test_everything_wrong_with_a_text_is_said(body, faults):
    assert faults_of(D.RECEIPT, "Titre", body) == faults


def test_the_title_is_read_too():
    assert faults_of(D.RECEIPT, "{nul}", "Texte") == [(T.NO_SUCH_FIELD, "{nul}")]
    assert faults_of(D.RECEIPT, " ", "Texte") == [(T.MISSING, "")]


def test_a_text_becomes_an_outline():
    body = "# Titre {annee}\nUne ligne\nune autre\n- un\n- {porteur}\n\nFin"
    values = examples_of(D.RECEIPT)
    assert list(blocks_of(D.RECEIPT, body, values)) == [
        Heading("Titre 2027"),
        Paragraph("Une ligne\nune autre"),
        BulletList(["un", "Association Les Passerelles Fictives"]),
        Paragraph("Fin"),
    ]


def test_a_line_whose_optional_field_is_empty_is_left_out():
    values = examples_of(D.RECEIPT) | {"porteur_adresse": ""}
    body = "À {porteur}\n{porteur_adresse}\n\nSiège : {porteur_adresse}\n\nFin"
    assert list(blocks_of(D.RECEIPT, body, values)) == [
        Paragraph("À Association Les Passerelles Fictives"),
        Paragraph("Fin"),
    ]


@given(value=st.text(max_size=80))
def test_what_a_value_holds_is_never_read_again(value):
    values = examples_of(D.RECEIPT) | {"action": value}
    assert list(blocks_of(D.RECEIPT, "Avant {action} après", values)) == [Paragraph(f"Avant {value} après")]


def test_values_with_marks_and_fields_stay_text():
    values = examples_of(D.RECEIPT) | {"action": "# Titre\n- {porteur}"}
    assert list(blocks_of(D.RECEIPT, "{action}", values)) == [Paragraph("# Titre\n- {porteur}")]


def facts(kind, **changes):
    given = {
        "application_state": ApplicationState.ADVISED,
        "is_deposited": True,
        "award_state": AwardState.PUBLISHED,
        "outcome": Outcome.FULL,
        "act_kind": ActKind.ORDER,
        "has_amendment": True,
        "has_recovery": True,
    }
    return IssueFacts(kind=kind, **given | changes)


@pytest.mark.parametrize(
    ("kind", "changes", "objections"),
    [
        (D.RECEIPT, {"award_state": "", "outcome": ""}, ()),
        (D.RECEIPT, {"is_deposited": False}, (O.NOT_DEPOSITED,)),
        (D.INADMISSIBLE, {}, (O.NOT_INADMISSIBLE,)),
        (D.INADMISSIBLE, {"application_state": ApplicationState.INADMISSIBLE}, ()),
        (D.GRANT_LETTER, {}, ()),
        (D.GRANT_LETTER, {"outcome": Outcome.PARTIAL}, ()),
        (D.GRANT_LETTER, {"outcome": Outcome.CONDITIONAL}, ()),
        (D.GRANT_LETTER, {"award_state": ""}, (O.NO_AWARD,)),
        (D.GRANT_LETTER, {"award_state": AwardState.ASKED, "outcome": ""}, (O.NO_ACT, O.NOT_GRANTED)),
        (D.GRANT_LETTER, {"award_state": AwardState.PREPARED}, (O.NO_ACT,)),
        (D.GRANT_LETTER, {"award_state": AwardState.RECORDED}, ()),
        (D.GRANT_LETTER, {"outcome": Outcome.REFUSED}, (O.NOT_GRANTED,)),
        (D.REFUSAL_LETTER, {"outcome": Outcome.REFUSED}, ()),
        (D.REFUSAL_LETTER, {"outcome": Outcome.REDIRECTED}, ()),
        (D.REFUSAL_LETTER, {}, (O.NOT_REFUSED,)),
        (D.WAITING_LETTER, {"outcome": Outcome.WAITING_LIST}, ()),
        (D.WAITING_LETTER, {}, (O.NOT_WAITING,)),
        (D.ADJOURNMENT_LETTER, {"outcome": Outcome.ADJOURNED}, ()),
        (D.ADJOURNMENT_LETTER, {}, (O.NOT_ADJOURNED,)),
        (D.WITHDRAWAL_LETTER, {"award_state": AwardState.WITHDRAWN}, ()),
        (D.WITHDRAWAL_LETTER, {}, (O.NOT_WITHDRAWN,)),
        (D.RECOVERY_DECISION, {}, ()),
        (D.RECOVERY_DECISION, {"has_recovery": False}, (O.NO_RECOVERY_DECIDED,)),
        (D.RECOVERY_DROPPED, {}, ()),
        (D.RECOVERY_DROPPED, {"has_recovery": False}, (O.NO_RECOVERY_DROPPED,)),
        (D.RECOVERY_DROPPED, {"outcome": Outcome.REFUSED}, (O.NOT_GRANTED,)),
        (D.RECOVERY_DROPPED, {"award_state": AwardState.WITHDRAWN}, ()),
        (
            D.RECOVERY_DROPPED,
            {"award_state": AwardState.WITHDRAWN, "has_recovery": False},
            (O.AWARD_WITHDRAWN,),
        ),
        (D.ORDER, {}, ()),
        (D.ORDER, {"act_kind": ActKind.DELIBERATION}, (O.NOT_AN_ORDER,)),
        (D.AGREEMENT, {"act_kind": ActKind.DELIBERATION}, ()),
        (D.AGREEMENT, {"outcome": Outcome.ADJOURNED}, (O.NOT_GRANTED,)),
        (D.AMENDMENT, {}, ()),
        (D.AMENDMENT, {"has_amendment": False}, (O.NO_AMENDMENT,)),
        (D.RECOVERY_NOTICE, {"award_state": AwardState.WITHDRAWN}, (O.AWARD_WITHDRAWN,)),
        (D.GRANT_LETTER, {"award_state": AwardState.WITHDRAWN}, (O.AWARD_WITHDRAWN,)),
        (D.RECOVERY_NOTICE, {"has_recovery": False}, (O.NO_RECOVERY,)),
    ],
)
def test_a_document_follows_what_it_tells(kind, changes, objections):
    assert issue_decision(facts(kind, **changes)).objections == objections


@given(st.text(alphabet=CODE_ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH))
def test_a_code_is_read_as_it_is_printed_in_any_case(code):
    assert typed_code(shown_code(code)) == code
    assert typed_code(f" {shown_code(code).lower()} ") == code


@pytest.mark.parametrize(
    "text", ["", "ABCD", "ABCD-EFGH-JKM0", "ABCD-EFGH-JKMI", "ABCD-EFGH-JKMNP", "é" * 12]
)
def test_what_cannot_be_a_code_is_no_code(text):
    assert typed_code(text) == ""


def test_every_field_is_said_and_has_an_example():
    for fields in FIELDS.values():
        for name, field in fields.items():
            assert field.label, name
            assert field.example, name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("État", "l’État"),
        ("Ville fictive", "la Ville fictive"),
        ("Métropole", "la Métropole"),
        ("Département de la Loire", "le Département de la Loire"),
        ("Agence fictive", "l’Agence fictive"),
        ("Saint-Étienne Métropole", "Saint-Étienne Métropole"),
        ("Villes unies", "Villes unies"),
    ],
)
def test_a_funder_is_named_with_its_article(name, said):
    assert with_article(name) == said


@pytest.mark.parametrize("kind", list(D))
def test_a_line_that_may_disappear_takes_nothing_compulsory_with_it(kind):
    for line in TEXTS[kind].body.split("\n"):
        names = FIELD.findall(line)
        if any(FIELDS[kind][name].is_optional for name in names):
            kept = {name for name in names if not FIELDS[kind][name].is_optional}
            assert kept == set(), line


@pytest.mark.parametrize(
    "attack",
    [
        "{{ montant }}",
        "{% load static %}",
        "{montant.__class__}",
        "{montant!r}",
        "{montant:>10000000}",
        "{0}",
        "{}",
        "{Montant}",
        "{montant",
        "montant}",
        "{{montant}}",
        "{mon\ntant}",
        "${7*7} {7*7}",
    ],
)
def test_what_is_not_a_field_is_named_and_never_run(attack):
    faults = faults_of(D.GRANT_LETTER, "Titre", f"Texte {attack}")
    assert {fault for fault, _about in faults} <= {T.NO_SUCH_FIELD, T.STRAY_BRACE}
    assert faults
    assert all(about in attack for fault, about in faults if fault == T.NO_SUCH_FIELD)


def test_marks_of_other_languages_are_only_text():
    body = '#set page(width: 1pt) #read("/etc/passwd") $x$ <script>alert(1)</script> %(montant)s $montant'
    assert faults_of(D.GRANT_LETTER, "Titre", body) == []
    (block,) = blocks_of(D.GRANT_LETTER, body, examples_of(D.GRANT_LETTER))
    assert block.text == body


def test_a_value_that_looks_like_a_field_stays_as_it_is():
    values = examples_of(D.GRANT_LETTER) | {"action": "{montant} # Titre\n- liste", "porteur": "{{x}}"}
    (block,) = blocks_of(D.GRANT_LETTER, "{action} de {porteur}", values)
    assert block.text == "{montant} # Titre\n- liste de {{x}}"
