"""Documents are issued once, say what is true, and prove themselves."""

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader

from cite.accounts.enums import Role
from cite.actors.enums import OrganizationKind
from cite.core.decisions import Refused
from cite.documents.gateways import render_docx, render_pdf
from cite.grants.enums import ActKind, DocumentKind, Outcome, RefusalMotive
from cite.grants.enums.decisions import AwardObjection
from cite.grants.enums.documents import DocumentObjection as O
from cite.grants.models import DocumentTemplate, IssuedDocument
from cite.grants.operations.documents import (
    cancel_document,
    countersign_document,
    fingerprint,
    issue_document,
)
from cite.grants.permissions.documents import visible_documents
from cite.grants.queries.documents import rendered, shares_of
from tests.factories import grants
from tests.factories import grants_money as money
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.organizations import make_partner

NOON = datetime(2027, 5, 15, 10, 0, tzinfo=UTC)


@pytest.fixture
def scene(territory):
    return Scene(territory)


class Scene:
    """A deposited file asked of two funders, and the people around it."""

    def __init__(self, territory):
        self.territory = territory
        service = make_partner(territory, "Direction fictive", kind=OrganizationKind.DDETS)
        self.pilot = make_member(service, "pilote", role=Role.CO_PILOT_STATE).user
        self.state = grants.make_funder(territory, partner=service)
        town = make_partner(territory, "Ville fictive", kind=OrganizationKind.COMMUNE)
        self.town = grants.make_funder(territory, "Ville fictive", kind="commune", partner=town)
        self.mayor = make_member(town, "elue", role=Role.FUNDER).user
        self.carrier = grants.make_carrier(territory, "Association Les Passerelles Fictives")
        self.writer = grants.make_carrier_member(self.carrier, "porteuse")
        self.president = grants.make_carrier_member(self.carrier, "presidente", Role.LEGAL_REPRESENTATIVE)
        self.edition = grants.make_edition(grants.make_call(territory))
        self.file = money.make_deposited(self.edition, self.carrier, self.writer)

    def grant(self, amount="25000.00", **fields):
        return money.make_published_award(self.file, self.state, amount=amount, **fields)

    def grant_of_town(self, state="published"):
        return money.make_published_award(self.file, self.town, state=state)

    def agreement(self, amount="25000.00"):
        award = self.grant(amount)
        return issue_document(application=self.file, kind="agreement", award=award, by=self.pilot)


def words_of(document):
    reader = PdfReader(BytesIO(render_pdf(rendered(document))))
    return " ".join("".join(page.extract_text() for page in reader.pages).split())


def squeezed(text):
    return "".join(text.replace("\u200b", "").split())


@time_machine.travel(NOON, tick=False)
def test_the_receipt_follows_the_deposit_and_says_the_rule_of_silence(scene):
    receipt = issue_document(application=scene.file, kind=DocumentKind.RECEIPT, by=scene.writer)
    assert (receipt.number, receipt.issued_on, receipt.award) == ("2027-0001", date(2027, 5, 15), None)
    said = words_of(receipt)
    assert "Nous avons bien reçu, le 12 janvier 2027" in said
    assert "aucune décision le 12 mars 2027, soit 2 mois" in said
    assert "L’État Saint-Étienne Métropole" in said


@time_machine.travel(NOON, tick=False)
def test_issued_twice_it_is_the_same_one_until_it_is_canceled(scene):
    first = issue_document(application=scene.file, kind="receipt", by=scene.pilot)
    assert issue_document(application=scene.file, kind="receipt", by=scene.writer) == first
    cancel_document(document=first, reason="Erreur de date", by=scene.pilot, version=first.version)
    second = issue_document(application=scene.file, kind="receipt", by=scene.pilot)
    assert (second.number, IssuedDocument.objects.count()) == ("2027-0002", 2)
    assert "Document annulé le 15 mai 2027. Raison : Erreur de date" in words_of(
        IssuedDocument.objects.get(pk=first.pk)
    )


def test_numbers_follow_within_a_year_and_codes_do_not(scene):
    with time_machine.travel(NOON, tick=False):
        one = issue_document(application=scene.file, kind="receipt", by=scene.pilot)
        two = issue_document(application=scene.file, kind="grant_letter", award=scene.grant(), by=scene.pilot)
    other = money.make_deposited(scene.edition, scene.carrier, scene.writer)
    with time_machine.travel(datetime(2028, 1, 2, tzinfo=UTC), tick=False):
        three = issue_document(application=other, kind="receipt", by=scene.pilot)
    assert [one.number, two.number, three.number] == ["2027-0001", "2027-0002", "2028-0001"]
    assert all(re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{12}", d.code) for d in (one, two, three))
    assert len({one.code, two.code, three.code}) == 3


@time_machine.travel(NOON, tick=False)
def test_what_is_kept_never_changes(scene):
    award = scene.grant("30000.00")
    letter = issue_document(application=scene.file, kind="grant_letter", award=award, by=scene.pilot)
    scene.file.title = "Autre titre"
    scene.file.save()
    DocumentTemplate.objects.create(
        territory=scene.territory, kind="grant_letter", title="Autre", body="Autre", written_by=scene.pilot
    )
    kept = IssuedDocument.objects.get(pk=letter.pk)
    assert kept.sha256 == fingerprint(kept.content) == letter.sha256
    said = words_of(kept)
    assert "trente mille euros" in said
    assert "Un permis pour l’emploi" in said
    assert kept.sha256 in said.replace(" ", "").replace("\u200b", "")


@time_machine.travel(NOON, tick=False)
def test_the_text_of_the_funder_comes_first_then_that_of_the_cite(scene):
    def write(funder, title):
        DocumentTemplate.objects.create(
            territory=scene.territory,
            kind="grant_letter",
            funder=funder,
            title=title,
            body="Texte",
            written_by=scene.pilot,
        )

    write(None, "De la Cité")
    write(scene.town, "De la Ville")
    state = issue_document(application=scene.file, kind="grant_letter", award=scene.grant(), by=scene.pilot)
    town = issue_document(
        application=scene.file,
        kind="grant_letter",
        award=money.make_published_award(scene.file, scene.town),
        by=scene.mayor,
    )
    assert (state.title, town.title) == ("De la Cité", "De la Ville")
    assert (state.content["letterhead"], town.content["letterhead"]) == (["État"], ["Ville fictive"])


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        (
            "refusal_letter",
            {
                "outcome": Outcome.REFUSED,
                "amount": Decimal(0),
                "motive": RefusalMotive.NO_CREDITS_LEFT,
                "advice": "Revenez tôt.",
            },
            ["Crédits épuisés.", "Revenez tôt.", "deux mois", "telerecours.fr"],
        ),
        (
            "waiting_letter",
            {"outcome": Outcome.WAITING_LIST, "amount": Decimal(0)},
            ["Ce n’est ni un accord, ni un refus."],
        ),
        (
            "adjournment_letter",
            {"outcome": Outcome.ADJOURNED, "amount": Decimal(0), "words": "Le budget est à revoir."},
            ["elle sera examinée à nouveau", "Le budget est à revoir."],
        ),
        (
            "order",
            {},
            [
                "VU la loi",
                "CONSIDÉRANT que",
                "ARRÊTE",
                "Article 1er",
                "vingt-cinq mille euros",
                "Dominique Fictif",
            ],
        ),
        (
            "agreement",
            {},
            ["Vu l’arrêté n° 2027-118", "Article 4 – Versement", "17 500 €", "7 500 €", "30 juin 2028"],
        ),
        ("agreement", {"act_kind": ActKind.DELIBERATION}, ["Vu la délibération n° 2027-118 du 12 mai 2027"]),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_each_document_says_its_part(scene, kind, fields, said):
    document = issue_document(application=scene.file, kind=kind, award=scene.grant(**fields), by=scene.pilot)
    text = words_of(document)
    assert [part for part in said if squeezed(part) not in squeezed(text)] == []
    assert render_docx(rendered(document))[:2] == b"PK"


@time_machine.travel(NOON, tick=False)
def test_the_letter_of_refusal_without_advice_has_no_empty_part(scene):
    award = scene.grant(outcome=Outcome.REFUSED, amount=Decimal(0), motive=RefusalMotive.OVERLAP)
    document = issue_document(application=scene.file, kind="refusal_letter", award=award, by=scene.pilot)
    assert "{" not in words_of(document)


@pytest.mark.parametrize("name", ["東京 L’Été 👩‍🚒", "{montant}", "# Titre", "#set text(red)", "Ünïcödé ﬁ Ω"])
@time_machine.travel(NOON, tick=False)
def test_names_of_every_script_are_drawn_as_text(scene, name):
    scene.file.title = name
    scene.file.save()
    letter = issue_document(application=scene.file, kind="grant_letter", award=scene.grant(), by=scene.pilot)
    assert "accorde à" in words_of(letter)
    assert name in json.dumps(letter.content, ensure_ascii=False)


def test_a_funder_does_not_write_for_another(scene):
    award = scene.grant()
    with pytest.raises(Refused) as refusal:
        issue_document(application=scene.file, kind="grant_letter", award=award, by=scene.mayor)
    assert refusal.value.decision.objections == (AwardObjection.NOT_YOUR_FUNDER,)


def test_a_carrier_issues_no_letter_and_cancels_no_receipt(scene):
    with pytest.raises(Refused) as refusal:
        issue_document(application=scene.file, kind="grant_letter", award=scene.grant(), by=scene.writer)
    assert refusal.value.decision.objections == (AwardObjection.NOT_YOUR_FUNDER, AwardObjection.YOUR_OWN_FILE)
    receipt = issue_document(application=scene.file, kind="receipt", by=scene.writer)
    with pytest.raises(Refused) as refusal:
        cancel_document(document=receipt, reason="x", by=scene.writer, version=1)
    assert refusal.value.decision.objections == (O.DESK_ONLY,)


def test_an_award_of_another_file_is_not_of_this_one(scene):
    other = money.make_deposited(scene.edition, scene.carrier, scene.writer)
    with pytest.raises(Refused) as refusal:
        issue_document(application=other, kind="grant_letter", award=scene.grant(), by=scene.pilot)
    assert refusal.value.decision.objections == (O.NO_AWARD,)


def test_before_the_act_nothing_is_said(scene):
    award = grants.make_award(scene.file, scene.state, outcome=Outcome.FULL, state="prepared")
    with pytest.raises(Refused) as refusal:
        issue_document(application=scene.file, kind="grant_letter", award=award, by=scene.pilot)
    assert refusal.value.decision.objections == (O.NO_ACT,)


def test_the_carrier_sees_a_letter_once_the_decision_is_notified(scene):
    award = scene.grant(state="recorded")
    letter = issue_document(application=scene.file, kind="grant_letter", award=award, by=scene.pilot)
    assert list(visible_documents(scene.writer, scene.file)) == []
    assert list(visible_documents(scene.pilot, scene.file)) == [letter]
    award.state = "published"
    award.save()
    assert list(visible_documents(scene.writer, scene.file)) == [letter]
    assert list(visible_documents(make_user("dehors"), scene.file)) == []


def test_a_funder_sees_its_own_documents_and_those_of_the_file(scene):
    own = money.make_published_award(scene.file, scene.town)
    letter = issue_document(application=scene.file, kind="grant_letter", award=own, by=scene.mayor)
    receipt = issue_document(application=scene.file, kind="receipt", by=scene.pilot)
    issue_document(application=scene.file, kind="grant_letter", award=scene.grant(), by=scene.pilot)
    assert set(visible_documents(scene.mayor, scene.file)) == {letter, receipt}


def test_the_representative_countersigns_and_twice_alike_does_nothing(scene):
    agreement = scene.agreement()
    with time_machine.travel(NOON, tick=False):
        signed = countersign_document(
            document=agreement, name="Camille Exemple", function="présidente", by=scene.president
        )
    again = countersign_document(
        document=agreement, name="Camille Exemple ", function="présidente", by=scene.president
    )
    assert (again.version, again.countersigned_at) == (signed.version, NOON)
    assert "Camille Exemple, présidente, le 15 mai 2027 à 12:00, en ligne" in words_of(again)
    assert again.sha256 == agreement.sha256


@pytest.mark.parametrize(
    ("who", "kind", "objection"),
    [
        ("writer", "agreement", O.NOT_REPRESENTATIVE),
        ("pilot", "agreement", O.NOT_REPRESENTATIVE),
        ("president", "grant_letter", O.NOT_TO_COUNTERSIGN),
    ],
)
def test_nobody_else_and_nothing_else_is_countersigned(scene, who, kind, objection):
    document = issue_document(application=scene.file, kind=kind, award=scene.grant(), by=scene.pilot)
    with pytest.raises(Refused) as refusal:
        countersign_document(document=document, name="N", function="F", by=getattr(scene, who))
    assert refusal.value.decision.objections == (objection,)


def test_a_signature_has_a_name_and_is_not_replaced(scene):
    agreement = scene.agreement()
    with pytest.raises(Refused) as refusal:
        countersign_document(document=agreement, name=" ", function="présidente", by=scene.president)
    assert refusal.value.decision.objections == (O.NAME_NEEDED,)
    countersign_document(document=agreement, name="Camille", function="présidente", by=scene.president)
    other = grants.make_carrier_member(scene.carrier, "tresorier", Role.LEGAL_REPRESENTATIVE)
    with pytest.raises(Refused) as refusal:
        countersign_document(document=agreement, name="Sacha", function="trésorier", by=other)
    assert refusal.value.decision.objections == (O.SIGNED_BY_ANOTHER,)


def test_a_countersigned_agreement_is_not_canceled_and_a_canceled_one_not_signed(scene):
    agreement = scene.agreement()
    canceled = cancel_document(document=agreement, reason="Erreur", by=scene.pilot, version=agreement.version)
    assert cancel_document(document=agreement, reason="Encore", by=scene.pilot, version=1) == canceled
    with pytest.raises(Refused) as refusal:
        countersign_document(document=canceled, name="C", function="p", by=scene.president)
    assert refusal.value.decision.objections == (O.CANCELED,)
    again = issue_document(application=scene.file, kind="agreement", award=agreement.award, by=scene.pilot)
    signed = countersign_document(document=again, name="C", function="p", by=scene.president)
    with pytest.raises(Refused) as refusal:
        cancel_document(document=signed, reason="", by=scene.pilot, version=signed.version)
    assert refusal.value.decision.objections == (O.REASON_NEEDED, O.COUNTERSIGNED)


@pytest.mark.parametrize(
    ("amount", "percent", "shares"),
    [
        ("25000.00", 70, ("17500.00", "7500.00")),
        ("0.01", 70, ("0.01", "0.00")),
        ("33.33", 50, ("16.67", "16.66")),
        ("100.00", 0, ("0.00", "100.00")),
        ("100.00", 100, ("100.00", "0.00")),
    ],
)
def test_an_advance_and_its_balance_are_the_amount_to_the_cent(amount, percent, shares):
    assert shares_of(Decimal(amount), percent) == tuple(map(Decimal, shares))
