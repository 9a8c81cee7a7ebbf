"""The texts of documents: their fields in braces, how a text becomes an outline, and what may be issued when.

A text is plain: « # » starts a title, « - » an item of a list, an empty line a new paragraph. Values are put in after
the lines are read: nothing that a person typed in a file becomes a title, a list or a field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cite.core.decisions import Decision, unless
from cite.documents.rules import Block, BulletList, Heading, Paragraph
from cite.grants.enums import GRANTING, ActKind, ApplicationState, AwardState, DocumentKind, Outcome
from cite.grants.enums.documents import DocumentObjection, TextObjection

FIELD = re.compile(r"\{([a-z_]+)\}")
TITLE_MAX, TEXT_MAX = 200, 20_000
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0, O, 1, I, L nor U: what a person reads aloud is what another types."""
CODE_LENGTH = 12  # 58 bits: nobody guesses one
_GROUP = 4

D = DocumentKind
OF_THE_FILE = frozenset({D.RECEIPT, D.INADMISSIBLE})
"""Documents of the two co-pilots; the others are of one funder."""
TO_COUNTERSIGN = frozenset({D.AGREEMENT, D.AMENDMENT})
ACTED = frozenset({AwardState.RECORDED, AwardState.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Field:
    """What a text may name. `is_optional`: a paragraph that names it disappears where there is nothing to say."""

    label: str
    example: str
    is_optional: bool = False


_FILE = {
    "territoire": Field("la Cité", "Saint-Étienne Métropole"),
    "appel": Field("l’appel à projets", "Cité de l’emploi 2027"),
    "annee": Field("l’année des actions", "2027"),
    "dossier": Field("le numéro du dossier", "CE-2027-0042"),
    "action": Field("l’intitulé de l’action", "Un permis pour l’emploi"),
    "porteur": Field("la structure qui porte l’action", "Association Les Passerelles Fictives"),
    "porteur_siret": Field("son SIRET", "000 000 000 00000", is_optional=True),
    "porteur_adresse": Field("son adresse", "1 rue Imaginaire, 42000 Saint-Étienne", is_optional=True),
    "representant": Field("son représentant légal", "Camille Exemple, présidente", is_optional=True),
    "depose_le": Field("le jour du dépôt", "12 janvier 2027"),
    "debut": Field("le début de l’action", "1er mars 2027"),
    "fin": Field("la fin de l’action", "31 décembre 2027"),
    "aujourdhui": Field("le jour où le document est établi", "15 mai 2027"),
    "contact": Field("l’adresse de contact de la Cité", "contact@cite.example.org", is_optional=True),
}
_RECEIPT = {
    "complete_le": Field(
        "le jour où le dossier, complété, a été déposé à nouveau", "2 février 2027", is_optional=True
    ),
    "silence_mois": Field("la durée du silence qui vaut refus, en mois", "2"),
    "silence_le": Field("le jour où le silence vaut refus", "12 mars 2027"),
}
_INADMISSIBLE = {
    "motif_non_recevable": Field("pourquoi le dossier n’est pas recevable", "Le dossier est incomplet.")
}
_AWARD = {
    "financeur": Field("le financeur", "État"),
    "le_financeur": Field("le financeur, avec son article, au milieu d’une phrase", "l’État"),
    "montant_demande": Field("le montant demandé", "30 000 €"),
    "decision": Field("la décision", "accordée en partie"),
    "acte": Field("la nature de l’acte", "arrêté"),
    "l_acte": Field("l’acte, avec son article", "l’arrêté"),
    "acte_numero": Field("le numéro de l’acte", "2027-118"),
    "acte_date": Field("la date de l’acte", "12 mai 2027"),
    "signataire": Field("qui signe l’acte", "Dominique Fictif"),
    "signataire_qualite": Field(
        "à quel titre", "par délégation, directrice départementale", is_optional=True
    ),
    "explication": Field(
        "l’explication écrite par le financeur", "Votre projet répond au besoin.", is_optional=True
    ),
    "conseils": Field("les conseils pour l’an prochain", "Précisez le repérage du public.", is_optional=True),
}
_GRANT = {
    "montant": Field("le montant accordé, en chiffres", "25 000 €"),
    "montant_lettres": Field("le montant accordé, en lettres", "vingt-cinq mille euros"),
    "reserves": Field("les réserves", "Sous réserve du bilan de l’exercice précédent.", is_optional=True),
    "avance_taux": Field("l’avance, en pourcentage", "70"),
    "avance": Field("le montant de l’avance", "17 500 €"),
    "solde": Field("le montant du solde", "7 500 €"),
    "seuil_convention": Field("le montant au-dessus duquel une convention est signée", "23 000 €"),
    "versement": Field(
        "comment la subvention est versée", "Elle est versée en une fois, après la notification."
    ),
    "bilan_le": Field("le jour où le bilan est attendu", "30 juin 2028"),
    "engagement": Field("le numéro d’engagement juridique", "2103456789", is_optional=True),
}
_REFUSAL = {"motif": Field("le motif du refus", "Crédits épuisés")}
_WITHDRAWAL = {
    "explication": Field(
        "l’acte qui retire la décision, et pourquoi",
        "Retirée le 12 octobre 2028 par l’acte 2028-201 : l’action n’a pas eu lieu.",
    )
}
_AMENDMENT = {
    "avenant_numero": Field("le numéro de l’avenant", "1"),
    "avenant_objet": Field("ce qui change", "les dates de l’action"),
    "avenant_motif": Field("pourquoi", "La formatrice est arrivée en avril."),
    "avant": Field("avant", "du 1er mars 2027 au 31 décembre 2027"),
    "apres": Field("après", "du 1er avril 2027 au 31 décembre 2027"),
    "avenant_acte": Field("le numéro de l’acte de l’avenant", "2027-164"),
    "avenant_date": Field("la date de l’acte de l’avenant", "2 juin 2027"),
}
_RECOVERY = {
    "reversement": Field("le montant envisagé, en chiffres", "4 200 €"),
    "reversement_lettres": Field("le montant envisagé, en lettres", "quatre mille deux cents euros"),
    "reversement_motif": Field("le motif", "L’action n’a eu lieu qu’en partie."),
    "reponse_avant": Field("le dernier jour pour répondre", "30 septembre 2028"),
}
_HEARD = {
    "reversement_ouvert": Field("le jour de la lettre contradictoire", "1er septembre 2028"),
    "observations": Field("si le porteur a répondu", "Vous avez répondu le 20 septembre 2028."),
}
_DECIDED = {
    "reverser": Field("le montant à reverser, en chiffres", "3 000 €"),
    "reverser_lettres": Field("le montant à reverser, en lettres", "trois mille euros"),
    "reversement_acte": Field("le numéro de l’acte qui demande le reversement", "2028-201"),
    "reversement_date": Field("la date de cet acte", "12 octobre 2028"),
}
_DROPPED = {"abandon_le": Field("le jour de l’abandon", "12 octobre 2028")}
FIELDS: dict[DocumentKind, dict[str, Field]] = {
    D.RECEIPT: _FILE | _RECEIPT,
    D.INADMISSIBLE: _FILE | _INADMISSIBLE,
    D.GRANT_LETTER: _FILE | _AWARD | _GRANT,
    D.REFUSAL_LETTER: _FILE | _AWARD | _REFUSAL,
    D.WAITING_LETTER: _FILE | _AWARD,
    D.ADJOURNMENT_LETTER: _FILE | _AWARD,
    D.ORDER: _FILE | _AWARD | _GRANT,
    D.AGREEMENT: _FILE | _AWARD | _GRANT,
    D.AMENDMENT: _FILE | _AWARD | _GRANT | _AMENDMENT,
    D.WITHDRAWAL_LETTER: _FILE | _AWARD | _WITHDRAWAL,
    D.RECOVERY_NOTICE: _FILE | _AWARD | _GRANT | _RECOVERY,
    D.RECOVERY_DECISION: _FILE | _AWARD | _GRANT | _RECOVERY | _HEARD | _DECIDED,
    D.RECOVERY_DROPPED: _FILE | _AWARD | _GRANT | _RECOVERY | _HEARD | _DROPPED,
}
"""What the text of each kind of document may name."""


_ARTICLES = {
    "la": ("métropole", "ville", "commune", "région", "préfecture", "caisse", "banque", "fondation"),
    "le": ("département", "conseil", "fonds", "syndicat"),
    "l’": ("état", "agence", "établissement"),
}
_ARTICLE_OF = {word: article for article, words in _ARTICLES.items() for word in words}


def with_article(name: str) -> str:
    """Name a funder inside a sentence: « l’État », « la Ville de… »; a proper noun stays as it is."""
    article = _ARTICLE_OF.get(name.partition(" ")[0].lower(), "")
    return f"{article}{name}" if article.endswith("’") else f"{article} {name}".strip()


def examples_of(kind: DocumentKind) -> dict[str, str]:
    """Give fictional values, to preview a text."""
    return {name: field.example for name, field in FIELDS[kind].items()}


def faults_of(kind: DocumentKind, title: str, body: str) -> list[tuple[TextObjection, str]]:
    """Say everything that is wrong with a text: pairs of an objection and what it is about."""
    faults: list[tuple[TextObjection, str]] = []
    if not title.strip() or not body.strip():
        faults.append((TextObjection.MISSING, ""))
    if len(title) > TITLE_MAX or len(body) > TEXT_MAX:
        faults.append((TextObjection.TOO_LONG, ""))
    text = f"{title}\n{body}"
    unknown = sorted(set(FIELD.findall(text)) - set(FIELDS[kind]))
    faults += [(TextObjection.NO_SUCH_FIELD, f"{{{name}}}") for name in unknown]
    rest = FIELD.sub("\n", text)
    strange = sorted(set(re.findall(r"\{[^{}\n]{0,60}\}", rest)))
    faults += [(TextObjection.NO_SUCH_FIELD, found) for found in strange]
    if {"{", "}"} & set(re.sub(r"\{[^{}\n]{0,60}\}", "", rest)):
        faults.append((TextObjection.STRAY_BRACE, ""))
    return faults


def fill(kind: DocumentKind, text: str, values: Mapping[str, str]) -> str:
    """Put each value in its place, once: what a value holds is never read again.

    Raises:
        KeyError: a field has no value.
    """
    return FIELD.sub(lambda match: values[match.group(1)], text)


def blocks_of(kind: DocumentKind, body: str, values: Mapping[str, str]) -> Iterator[Block]:
    """Read a text as an outline, with its values."""
    for part in re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        yield from _blocks(kind, [line for line in lines if _is_said(kind, line, values)], values)


def _blocks(kind: DocumentKind, lines: list[str], values: Mapping[str, str]) -> Iterator[Block]:
    plain: list[str] = []
    items: list[str] = []
    for line in [*lines, "# "]:
        is_title, is_item = line.startswith("# "), line.startswith("- ")
        if plain and (is_title or is_item):
            yield Paragraph("\n".join(plain))
            plain = []
        if items and not is_item:
            yield BulletList(items)
            items = []
        if is_item:
            items.append(fill(kind, line[2:], values))
        elif is_title:
            if line[2:]:
                yield Heading(fill(kind, line[2:], values))
        else:
            plain.append(fill(kind, line, values))


def _is_said(kind: DocumentKind, line: str, values: Mapping[str, str]) -> bool:
    """Drop a line whose optional field has nothing to say."""
    return all(values[name] or not FIELDS[kind][name].is_optional for name in FIELD.findall(line))


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What is known when a document is asked for. `outcome` and `award_state` are empty without an award.

    `has_recovery`: there is a procedure where the kind of document tells of it: open, decided or given up.
    """

    kind: DocumentKind
    application_state: ApplicationState
    is_deposited: bool
    award_state: str = ""
    outcome: str = ""
    act_kind: str = ""
    has_amendment: bool = False
    has_recovery: bool = False


def issue_decision(facts: IssueFacts) -> Decision:
    """Say whether a document may be issued: each follows what it tells."""
    kind = facts.kind
    decision = unless(facts.is_deposited, DocumentObjection.NOT_DEPOSITED)
    if kind in OF_THE_FILE:
        refused = kind == D.INADMISSIBLE and facts.application_state != ApplicationState.INADMISSIBLE
        return decision & unless(not refused, DocumentObjection.NOT_INADMISSIBLE)
    if not facts.award_state:
        return decision & unless(False, DocumentObjection.NO_AWARD)
    if facts.award_state == AwardState.WITHDRAWN:
        outlives = kind == D.WITHDRAWAL_LETTER or (kind == D.RECOVERY_DROPPED and facts.has_recovery)
        return decision & unless(outlives, DocumentObjection.AWARD_WITHDRAWN)
    if kind == D.WITHDRAWAL_LETTER:
        return decision & unless(False, DocumentObjection.NOT_WITHDRAWN)
    return decision & unless(facts.award_state in ACTED, DocumentObjection.NO_ACT) & _tells_the_truth(facts)


_TELLS = {
    D.GRANT_LETTER: (GRANTING, DocumentObjection.NOT_GRANTED),
    D.ORDER: (GRANTING, DocumentObjection.NOT_GRANTED),
    D.AGREEMENT: (GRANTING, DocumentObjection.NOT_GRANTED),
    D.AMENDMENT: (GRANTING, DocumentObjection.NOT_GRANTED),
    D.RECOVERY_NOTICE: (GRANTING, DocumentObjection.NOT_GRANTED),
    D.RECOVERY_DECISION: (GRANTING, DocumentObjection.NOT_GRANTED),
    D.RECOVERY_DROPPED: (GRANTING, DocumentObjection.NOT_GRANTED),
    D.REFUSAL_LETTER: (frozenset({Outcome.REFUSED, Outcome.REDIRECTED}), DocumentObjection.NOT_REFUSED),
    D.WAITING_LETTER: (frozenset({Outcome.WAITING_LIST}), DocumentObjection.NOT_WAITING),
    D.ADJOURNMENT_LETTER: (frozenset({Outcome.ADJOURNED}), DocumentObjection.NOT_ADJOURNED),
}
_OF_A_RECOVERY = {
    D.RECOVERY_NOTICE: DocumentObjection.NO_RECOVERY,
    D.RECOVERY_DECISION: DocumentObjection.NO_RECOVERY_DECIDED,
    D.RECOVERY_DROPPED: DocumentObjection.NO_RECOVERY_DROPPED,
}


def _tells_the_truth(facts: IssueFacts) -> Decision:
    outcomes, objection = _TELLS[facts.kind]
    decision = unless(facts.outcome in outcomes, objection)
    if facts.kind == D.ORDER:
        decision &= unless(facts.act_kind == ActKind.ORDER, DocumentObjection.NOT_AN_ORDER)
    if facts.kind == D.AMENDMENT:
        decision &= unless(facts.has_amendment, DocumentObjection.NO_AMENDMENT)
    if facts.kind in _OF_A_RECOVERY:
        decision &= unless(facts.has_recovery, _OF_A_RECOVERY[facts.kind])
    return decision


def kinds_to_issue(facts: Iterable[IssueFacts]) -> list[DocumentKind]:
    """List the documents that may be issued, in the order of a file's life."""
    return [fact.kind for fact in facts if issue_decision(fact)]


def shown_code(code: str) -> str:
    """Write a code in groups, as it is printed: « ABCD-EFGH-JKMN »."""
    return "-".join(code[i : i + _GROUP] for i in range(0, len(code), _GROUP))


def typed_code(text: str) -> str:
    """Read a code as people type it: spaces, dashes and lower case do not matter. Empty where it cannot be one."""
    code = re.sub(r"[\s\-–—]", "", text).upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) else ""
