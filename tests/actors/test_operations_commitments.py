"""A text is published by two, signed by administrators, and nothing changes a signature."""

import pytest

from cite.accounts.enums import Role
from cite.actors.enums import CommitmentKind as C
from cite.actors.enums import CommitmentObjection as O
from cite.actors.enums import TextState
from cite.actors.models import Commitment, CommitmentIsFinal, CommitmentText
from cite.actors.operations import commitments as operations
from cite.actors.queries.commitments import receipt_document, signatures_of, signing_state, texts_to_sign
from cite.actors.rules.commitments import default_text, text_sha256, tidy
from cite.core.models import SaveObjection
from cite.documents.gateways import render_pdf
from cite.notifications.models import Notice
from tests.factories.accounts import make_user
from tests.factories.actors import make_administrator, make_member, make_partner, make_text
from tests.refusals import objections_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def state(territory):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


@pytest.fixture
def metropole(territory):
    return make_user("yanis", role=Role.CO_PILOT_METROPOLE, territory=territory)


@pytest.fixture
def alix(territory):
    return make_administrator(make_partner(territory))


def draft(territory, by, body="Nous travaillons ensemble."):
    return operations.write_text(
        territory=territory, kind=C.PARTNERSHIP_CHARTER, title="Charte", body=body, by=by
    )


def agree(text, by):
    text.refresh_from_db()
    return operations.agree_to_text(text=text, version=text.version, by=by)


def sign(text, partner, by, **fields):
    values = {"sha256": text.sha256, "function": "Directrice"} | fields
    return operations.sign_text(text=text, partner=partner, by=by, **values)


def test_both_co_pilots_publish_and_administrators_are_asked(territory, state, metropole, alix):
    text = draft(territory, state)
    assert agree(text, state).state == TextState.DRAFT
    assert objections_to(operations.agree_to_text, text=text, version=2, by=state) == (O.ALREADY_GIVEN,)
    assert objections_to(sign, text=text, partner=alix.partner, by=alix.user) == (O.NOT_PUBLISHED,)
    assert agree(text, metropole).state == TextState.PUBLISHED
    assert Notice.objects.filter(user=alix.user).count() == 1
    assert texts_to_sign(alix.user, territory) == [(text, alix.partner)]


def test_a_new_version_replaces_and_asks_again(territory, state, metropole, alix):
    first = make_text(territory)
    sign(first, alix.partner, alix.user)
    assert texts_to_sign(alix.user, territory) == []
    second = draft(territory, metropole)
    assert second.number == 2
    agree(second, metropole)
    agree(second, state)
    first.refresh_from_db()
    assert first.state == TextState.REPLACED
    assert texts_to_sign(alix.user, territory) == [(second, alix.partner)]
    assert objections_to(sign, text=first, partner=alix.partner, by=alix.user) == (
        O.NOT_PUBLISHED,
        O.ALREADY_SIGNED,
    )


def test_other_words_void_the_agreements(territory, state, metropole):
    text = draft(territory, state)
    agree(text, state)
    text.refresh_from_db()
    changed = operations.rewrite_text(
        text=text, title="Charte", body="Autres mots.", version=text.version, by=metropole
    )
    assert changed.agreed_by_state is None
    assert agree(text, metropole).state == TextState.DRAFT
    assert objections_to(
        operations.rewrite_text, text=text, title="Charte", body="Encore.", version=1, by=state
    ) == (SaveObjection.CHANGED_MEANWHILE,)


def test_who_writes_and_publishes(territory, alix):
    sofia = make_user("sofia", role=Role.COORDINATOR, territory=territory)
    text = draft(territory, sofia)
    assert objections_to(operations.agree_to_text, text=text, version=1, by=sofia) == (O.CO_PILOTS_ONLY,)
    writing = {"territory": territory, "kind": C.ATTESTATION, "title": "T", "body": "B"}
    assert objections_to(operations.write_text, **writing, by=alix.user) == (O.NOT_YOURS_TO_WRITE,)
    assert O.DRAFT_EXISTS in objections_to(operations.write_text, **writing | {"kind": text.kind}, by=sofia)
    assert objections_to(operations.write_text, **writing | {"body": " \n "}, by=sofia) == (O.EMPTY,)
    operations.abandon_text(text=text, version=1, by=sofia)
    assert draft(territory, sofia).number == 2


def test_a_signature_says_who_as_what_and_of_which_words(territory, alix):
    text = make_text(territory)
    commitment = sign(text, alix.partner, alix.user)
    assert commitment.signatory_name == "Alix"
    assert commitment.organization_name == "Mission locale des Collines"
    assert commitment.sha256 == text_sha256(text.title, text.body) == text.sha256
    assert signing_state(alix.user, alix.partner)[0].commitment == commitment
    assert signatures_of(text).get().signatory_function == "Directrice"
    assert render_pdf(receipt_document(commitment)).startswith(b"%PDF")


def test_who_signs_what_she_read_once(territory, alix):
    text = make_text(territory)
    ines = make_member(alix.partner)
    other = make_administrator(make_partner(territory, "Centre social des Tilleuls"), "noe")
    for user in (ines.user, other.user, make_user("anne", is_staff=True)):
        assert objections_to(sign, text=text, partner=alix.partner, by=user) == (O.ADMINISTRATORS_SIGN,)
    assert objections_to(sign, text=text, partner=alix.partner, by=alix.user, sha256="0" * 64) == (
        O.TEXT_CHANGED,
    )
    sign(text, alix.partner, alix.user)
    assert objections_to(sign, text=text, partner=alix.partner, by=alix.user) == (O.ALREADY_SIGNED,)


def test_a_signature_never_changes(territory, alix):
    commitment = sign(make_text(territory), alix.partner, alix.user)
    commitment.signatory_name = "Quelqu’un d’autre"
    with pytest.raises(CommitmentIsFinal):
        commitment.save()
    with pytest.raises(CommitmentIsFinal):
        commitment.delete()
    with pytest.raises(CommitmentIsFinal):
        Commitment.objects.filter(pk=commitment.pk).update(signatory_name="X")
    with pytest.raises(CommitmentIsFinal):
        Commitment.objects.all().delete()


def test_the_words_proposed_are_plain_paragraphs():
    title, body = default_text(C.PARTNERSHIP_CHARTER)
    assert tidy(body) == body and title
    assert len(body.split("\n\n")) > 8
    for subject in ("laïcité", "République", "concurrence", "Confidentialité", "coordination"):
        assert subject in body
    assert default_text(C.ATTESTATION) == ("Attestation", "")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("a  \r\n\r\n\r\n\r\nb", "a\n\nb"), ("\n\na\nb\n\n", "a\nb"), (" \n \n", ""), ("a\n\n \n\nb", "a\n\nb")],
)
def test_what_is_typed_becomes_paragraphs(typed, kept):
    assert tidy(typed) == kept


def test_the_same_queries_whatever_the_number_of_signatures(territory, django_assert_num_queries, alix):
    text = make_text(territory)
    for number in range(3):
        make_partner(territory, f"Structure {number}")
    with django_assert_num_queries(1):
        assert len(list(signatures_of(text))) == 4
    assert CommitmentText.objects.count() == 1
