"""What documents say: the values of their fields, the text in force, the outline that is kept or drawn."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cite.core.typography import typeset
from cite.documents.rules import (
    Block,
    Document,
    KeyValues,
    Paragraph,
    QrCode,
    Signatory,
    SignatureBlock,
    from_plain,
)
from cite.grants.enums import (
    GRANTING,
    ActKind,
    AmendmentKind,
    ApplicationState,
    DocumentKind,
    Outcome,
    RecoveryState,
)
from cite.grants.enums.awards import ACT_WITH_ARTICLE, AMENDED_THING
from cite.grants.models import (
    Amendment,
    Application,
    Award,
    Deposit,
    DocumentTemplate,
    Funder,
    IssuedDocument,
    Recovery,
)
from cite.grants.queries.admissibility import clock_facts
from cite.grants.rules.amounts import euros
from cite.grants.rules.amounts_in_letters import in_letters
from cite.grants.rules.call_content import Parameters, parameters_from
from cite.grants.rules.clock import read_clock
from cite.grants.rules.document_acts import Text
from cite.grants.rules.document_texts import TEXTS
from cite.grants.rules.documents import (
    OF_THE_FILE,
    TO_COUNTERSIGN,
    IssueFacts,
    blocks_of,
    examples_of,
    fill,
    shown_code,
    with_article,
)
from cite.notifications.queries import site_link
from cite.tenancy.models import Territory

_CENT = Decimal("0.01")
_UNSAID = _lazy("Non précisé")
_LATER_ACTS = {
    DocumentKind.AMENDMENT: ("avenant_acte", "avenant_date"),
    DocumentKind.RECOVERY_DECISION: ("reversement_acte", "reversement_date"),
}
"""What is signed is the act that a document tells, not the one that granted: its number, its day."""
_WITHOUT_ACT = {DocumentKind.WITHDRAWAL_LETTER, DocumentKind.RECOVERY_DROPPED}
"""What is signed without naming an act: the text says its own, or there is none."""
_RECOVERIES_TOLD = {
    DocumentKind.RECOVERY_NOTICE: (RecoveryState.OPENED, RecoveryState.HEARD),
    DocumentKind.RECOVERY_DECISION: (RecoveryState.DECIDED,),
    DocumentKind.RECOVERY_DROPPED: (RecoveryState.DROPPED,),
}
"""The procedures that each kind of document tells."""
_UNSAID_MOTIVE = {
    Outcome.REDIRECTED: _lazy("Votre demande relève d’un autre dispositif ou d’un autre financeur")
}


def text_in_force(territory: Territory, kind: str, funder: Funder | None) -> Text:
    """Find the text of a kind of document: the funder’s own, else the Cité’s, else ours."""
    rows = DocumentTemplate.objects.filter(territory=territory, kind=kind)
    found = {row.funder_id: row for row in rows.filter(funder=None) | rows.filter(funder=funder)}
    row = (found.get(funder.pk) if funder else None) or found.get(None)
    return Text(row.title, row.body) if row else TEXTS[DocumentKind(kind)]


def issue_facts(kind: str, application: Application, award: Award | None) -> IssueFacts:
    """Gather what a document needs to be true."""
    return IssueFacts(
        kind=DocumentKind(kind),
        application_state=ApplicationState(application.state),
        is_deposited=application.deposited_at is not None,
        award_state=award.state if award else "",
        outcome=award.outcome if award else "",
        act_kind=award.act_kind if award else "",
        has_amendment=kind == DocumentKind.AMENDMENT and last_amendment(award) is not None,
        has_recovery=recovery_told(kind, award) is not None,
    )


def last_amendment(award: Award | None) -> Amendment | None:
    """Find the amendment recorded last."""
    return Amendment.objects.filter(award=award).order_by("-number").first() if award else None


def recovery_told(kind: str, award: Award | None) -> Recovery | None:
    """Find the procedure that a kind of document tells: the one under way, decided last or given up last."""
    states = _RECOVERIES_TOLD.get(kind)
    if states is None or award is None:
        return None
    return Recovery.objects.filter(award=award, state__in=states).order_by("-decided_on", "-pk").first()


def about_of(kind: str, award: Award | None) -> str:
    """Tell which amendment or procedure a document is about: one award may have several of them."""
    if kind == DocumentKind.AMENDMENT:
        return str(last_amendment(award).uuid)
    recovery = recovery_told(kind, award)
    return str(recovery.uuid) if recovery else ""


def outline_of(kind: str, application: Application, award: Award | None, on: date) -> Document:
    """Write a document, to be kept as it is."""
    kind = DocumentKind(kind)
    funder = award.funder if award else None
    values = values_of(kind, application, award, on)
    text = text_in_force(application.territory, kind, funder)
    return filled(kind, text, values, application.territory, funder, on, _signatures(kind, values))


def preview_of(kind: str, text: Text, territory: Territory, funder: Funder | None, on: date) -> Document:
    """Write a document with fictional values, to read a text before it is used."""
    values = examples_of(DocumentKind(kind))
    if funder:
        own = {"financeur": funder.name, "le_financeur": with_article(funder.name)}
        values |= {name: value for name, value in own.items() if name in values}
    return filled(kind, text, values, territory, funder, on, _signatures(DocumentKind(kind), values))


def filled(
    kind: DocumentKind,
    text: Text,
    values: dict[str, str],
    territory: Territory,
    funder: Funder | None,
    on: date,
    signatures: list[Block],
) -> Document:
    """Fill a text. Who speaks: the funder alone, or the State and the métropole as equals."""
    title = typeset(" ".join(fill(kind, text.title, values).split()))
    return Document(
        title=title,
        author=funder.name if funder else _("Cité de l’emploi %(name)s") % {"name": territory.name},
        date=on,
        letterhead=(funder.name,) if funder else (_("L’État"), territory.name),
        blocks=[*blocks_of(kind, typeset(text.body), values), *signatures],
    )


def _signatures(kind: DocumentKind, values: dict[str, str]) -> list[Block]:
    if kind == DocumentKind.RECEIPT:
        return []
    if kind in OF_THE_FILE:
        both = (_("Pour l’État"), _("Pour la métropole"))
        return [SignatureBlock([Signatory(name) for name in both])]
    if kind in _WITHOUT_ACT:
        return [SignatureBlock([Signatory(values["signataire"], values["signataire_qualite"])])]
    number, day = _LATER_ACTS.get(kind, ("acte_numero", "acte_date"))
    act = _("%(act)s n° %(number)s du %(day)s") % {
        "act": _("Acte") if kind in _LATER_ACTS else values["acte"],
        "number": values[number],
        "day": values[day],
    }
    signatories = [Signatory(values["signataire"], values["signataire_qualite"], act[:1].upper() + act[1:])]
    if kind in TO_COUNTERSIGN:
        signatories.append(Signatory(values["porteur"], values["representant"]))
    return [SignatureBlock(signatories)]


def rendered(document: IssuedDocument) -> Document:
    """Draw a document that was issued: as it was kept, then what proves it."""
    kept = from_plain(document.content)
    blocks: list[Block] = list(kept.blocks)
    if document.canceled_at:
        canceled = _("Document annulé le %(day)s. Raison : %(reason)s") % {
            "day": _day(localtime(document.canceled_at).date()),
            "reason": document.cancel_reason,
        }
        blocks.insert(0, Paragraph(canceled))
    if document.countersigned_at:
        signed = _("%(name)s, le %(when)s, en ligne") % {
            "name": document.countersigned_name,
            "when": date_format(localtime(document.countersigned_at), "j F Y à H:i"),
        }
        blocks.append(KeyValues([(_("Contresigné par"), signed)]))
    target = proof_link(document)
    proof = _(
        "Document n° %(number)s. Pour vérifier qu’il est authentique, visez ce carré avec un téléphone, "
        "ou écrivez ce code sur %(page)s\nCode : %(code)s\nEmpreinte SHA-256 : %(sha256)s"
    ) % {
        "number": document.number,
        "page": site_link(document.territory, reverse("grants:verify")),
        "code": shown_code(document.code),
        "sha256": document.sha256,
    }
    blocks.append(
        QrCode(target, _("Carré à viser pour vérifier ce document : %(link)s") % {"link": target}, proof)
    )
    return Document(
        title=_("Annulé – %(title)s") % {"title": kept.title} if document.canceled_at else kept.title,
        subtitle=kept.subtitle,
        language=kept.language,
        author=kept.author,
        date=kept.date,
        letterhead=kept.letterhead,
        blocks=blocks,
    )


def proof_link(document: IssuedDocument) -> str:
    """Write the full address of the page that proves a document."""
    return site_link(document.territory, reverse("grants:verify_code", args=[document.code]))


def values_of(kind: DocumentKind, application: Application, award: Award | None, on: date) -> dict[str, str]:
    """Give a value to every field of a document; what is not known is empty."""
    parameters = parameters_from(application.edition.parameters)
    values = _of_the_file(application, parameters, on)
    if award is not None:
        values |= _of_the_award(award)
        if award.outcome in GRANTING:
            values |= _of_the_grant(award, application, parameters)
        values["motif"] = str(award.get_motive_display() or _UNSAID_MOTIVE.get(award.outcome, _UNSAID))
    if kind == DocumentKind.AMENDMENT:
        values |= _of_the_amendment(last_amendment(award))
    if recovery := recovery_told(kind, award):
        values |= _of_the_recovery(recovery)
    return values


def _of_the_file(application: Application, parameters: Parameters, on: date) -> dict[str, str]:
    organization = application.partner.organization
    answers = application.carrier_answers
    deposited = localtime(application.deposited_at).date()
    completed = Deposit.objects.filter(application=application, number__gt=1).order_by("-number").first()
    who = [answers.get("representative_name"), answers.get("representative_function")]
    return {
        "territoire": application.territory.name,
        "appel": application.call.title,
        "annee": str(application.call.year),
        "dossier": application.number,
        "action": application.title or application.number,
        "porteur": organization.name,
        "porteur_siret": organization.siret,
        "porteur_adresse": str(answers.get("carrier_address") or ""),
        "representant": ", ".join(str(part) for part in who if part),
        "depose_le": _day(deposited),
        "debut": _day(application.starts_on),
        "fin": _day(application.ends_on),
        "aujourdhui": _day(on),
        "contact": application.territory.contact_email,
        "silence_mois": str(parameters.silence_months),
        "silence_le": _day(read_clock(clock_facts(application), on).deadline),
        "complete_le": _day(localtime(completed.deposited_at).date()) if completed else "",
        "motif_non_recevable": application.end_reason or _("Le motif vous est communiqué par courrier."),
    }


def _of_the_award(award: Award) -> dict[str, str]:
    act = ActKind(award.act_kind) if award.act_kind else ActKind.DECISION
    return {
        "financeur": award.funder.name,
        "le_financeur": with_article(award.funder.name),
        "montant_demande": euros(award.amount_asked),
        "decision": str(award.get_outcome_display()).lower(),
        "acte": str(act.label).lower(),
        "l_acte": str(ACT_WITH_ARTICLE[act]),
        "acte_numero": award.act_number,
        "acte_date": _day(award.act_on),
        "signataire": award.signatory_name or award.funder.name,
        "signataire_qualite": award.signatory_quality,
        "explication": award.words,
        "conseils": award.advice,
    }


def _of_the_grant(award: Award, application: Application, parameters: Parameters) -> dict[str, str]:
    advance, balance = shares_of(award.amount, parameters.advance_percent)
    values = {
        "montant": euros(award.amount),
        "montant_lettres": in_letters(award.amount),
        "reserves": award.conditions,
        "avance_taux": str(parameters.advance_percent),
        "avance": euros(advance),
        "solde": euros(balance),
        "seuil_convention": euros(parameters.agreement_above),
        "bilan_le": _day(application.edition.report_due_on),
        "engagement": award.commitment_number,
    }
    if award.amount > parameters.agreement_above:
        sentence = _(
            "Une avance de %(advance)s (%(percent)s %%) est versée après la signature de la convention. "
            "Le solde, %(balance)s, est versé quand le bilan de l’action est accepté."
        )
    else:
        sentence = _("La subvention est versée en une fois, après la notification de la décision.")
    said = {"advance": values["avance"], "percent": values["avance_taux"], "balance": values["solde"]}
    return values | {"versement": sentence % said}


def shares_of(amount: Decimal, advance_percent: int) -> tuple[Decimal, Decimal]:
    """Share an amount in an advance and a balance, to the cent: together they are the amount."""
    advance = (amount * advance_percent / 100).quantize(_CENT, rounding=ROUND_HALF_UP)
    return advance, amount - advance


def _of_the_amendment(amendment: Amendment) -> dict[str, str]:
    return {
        "avenant_numero": str(amendment.number),
        "avenant_objet": str(AMENDED_THING[AmendmentKind(amendment.kind)]),
        "avenant_motif": amendment.reason,
        "avant": _amended(amendment.before),
        "apres": _amended(amendment.after),
        "avenant_acte": amendment.act_number,
        "avenant_date": _day(amendment.act_on),
    }


def _amended(side: dict[str, str]) -> str:
    """Write what an amendment changes: an amount in figures and in letters."""
    if "amount" not in side:
        return str(side.get("words", ""))
    amount = Decimal(side["amount"])
    return f"{euros(amount)} ({in_letters(amount)})"


def _of_the_recovery(recovery: Recovery) -> dict[str, str]:
    observations = _("Vous n’avez pas présenté d’observations.")
    if recovery.response_at:
        answered = {"day": _day(localtime(recovery.response_at).date())}
        observations = _("Vous avez répondu le %(day)s.") % answered
    values = {
        "reversement": euros(recovery.amount_considered),
        "reversement_lettres": in_letters(recovery.amount_considered),
        "reversement_motif": recovery.motive,
        "reponse_avant": _day(recovery.respond_by),
        "reversement_ouvert": _day(recovery.notified_on),
        "observations": observations,
        "abandon_le": _day(recovery.decided_on),
    }
    if recovery.amount is None:
        return values
    return values | {
        "reverser": euros(recovery.amount),
        "reverser_lettres": in_letters(recovery.amount),
        "reversement_acte": recovery.act_number,
        "reversement_date": _day(recovery.decided_on),
    }


def _day(day: date | None) -> str:
    """Write « 1er mars 2027 »."""
    if day is None:
        return _("date à préciser")
    return date_format(day, "j F Y")
