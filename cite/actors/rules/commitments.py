"""What makes a text publishable and a signature valid."""

from __future__ import annotations

from hashlib import sha256

from cite.actors.enums import CommitmentKind, LegalForm, OrganizationKind, PilotSide, TextState
from cite.actors.enums import CommitmentObjection as O
from cite.actors.rules.habilitation import Agreements, joint_decision
from cite.actors.rules.roles import STATE_SERVICES
from cite.core.decisions import Decision, unless


def text_sha256(title: str, body: str) -> str:
    """Give the fingerprint of a text: its title, a blank line, its body, in UTF-8."""
    return sha256(f"{title}\n\n{body}".encode()).hexdigest()


def tidy(body: str) -> str:
    """Keep a text as plain paragraphs: one blank line between two, no trailing space."""
    lines = [line.rstrip() for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    parts = "\n".join(lines).split("\n\n")
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def draft_decision(title: str, body: str) -> Decision:
    """Refuse a text that says nothing."""
    return unless(bool(title.strip()) and bool(body.strip()), O.EMPTY)


def agreement_decision(
    state: TextState | str, agreements: Agreements, side: PilotSide | None, person: int
) -> Decision:
    """Decide whether a co-pilot may agree to a draft for her side."""
    return unless(state == TextState.DRAFT, O.NOT_A_DRAFT) & joint_decision(
        agreements, side, person, given=O.ALREADY_GIVEN, same=O.ONE_PERSON_ONE_SIDE
    )


def signature_decision(
    state: TextState | str, sha_of_text: str, sha_read: str, *, is_signed: bool
) -> Decision:
    """Decide whether a text may be signed: in force, exactly as it was read, once."""
    return (
        unless(state == TextState.PUBLISHED, O.NOT_PUBLISHED)
        & unless(sha_of_text == sha_read, O.TEXT_CHANGED)
        & unless(not is_signed, O.ALREADY_SIGNED)
    )


PUBLIC_FORMS = frozenset({LegalForm.LOCAL_AUTHORITY, LegalForm.PUBLIC_INSTITUTION})
CARRIERS_COMMITMENTS = frozenset({CommitmentKind.REPUBLICAN_COMMITMENT, CommitmentKind.REPUBLICAN_VALUES})
PUBLIC_KINDS = frozenset(
    {
        OrganizationKind.METROPOLE,
        OrganizationKind.COMMUNE,
        OrganizationKind.CCAS,
        OrganizationKind.DEPARTEMENT,
        OrganizationKind.REGION,
    }
)
"""What a body is when nobody said its legal form."""


def is_concerned(kind: CommitmentKind | str, legal_form: str, organization_kind: str) -> bool:
    """Say whether a text is for an organization: authorities have their own commitment (decree 2021-1947).

    A service of the State carries no project: neither commitment is for it.
    """
    if kind in CARRIERS_COMMITMENTS and organization_kind in STATE_SERVICES:
        return False
    is_public = legal_form in PUBLIC_FORMS or (
        legal_form == LegalForm.UNKNOWN and organization_kind in PUBLIC_KINDS
    )
    if kind == CommitmentKind.REPUBLICAN_VALUES:
        return is_public
    return kind != CommitmentKind.REPUBLICAN_COMMITMENT or not is_public


def default_text(kind: CommitmentKind | str) -> tuple[str, str]:
    """Propose a title and words to start from; the co-pilots make them theirs."""
    return _DEFAULTS.get(CommitmentKind(kind), (str(CommitmentKind(kind).label), ""))


_CHARTER = """\
Notre structure prend part à la Cité de l’emploi. La Cité n’est pas un dispositif de plus\u00a0: c’est une façon de \
faire ensemble, au service des habitants des quartiers prioritaires de la politique de la ville.

1. Mêmes droits pour toutes et tous. Nous accueillons chaque habitant avec le même respect, sans distinction \
d’origine, de sexe, d’âge, de handicap, d’opinion ou de croyance. Nous lui donnons la même information et le même \
accompagnement qu’à l’ensemble de la population.

2. Valeurs de la République et laïcité. Nos actions respectent la liberté, l’égalité, la fraternité, la dignité \
des personnes et la laïcité. Elles ne servent aucune propagande politique ou religieuse.

3. Travailler ensemble. Avant d’agir, nous regardons ce qui existe déjà. Nous faisons connaître nos actions, nos \
places et nos dates. Nous prenons part aux rencontres de la Cité et tenons ce que nous y avons promis.

4. Aucune concurrence entre dispositifs. Nous orientons chaque personne vers la solution qui lui convient le mieux, \
chez nous ou ailleurs. Personne n’est compté deux fois, personne n’est retenu pour un chiffre.

5. La personne décide. Rien ne se fait sans elle. Elle sait ce que nous écrivons d’elle, avec qui nous le partageons \
et pourquoi. Elle peut refuser\u00a0: la porte reste ouverte.

6. Confidentialité. Nous n’écrivons que le nécessaire. Nous ne partageons une situation qu’avec les structures \
habilitées par les deux copilotes, dans la limite de la loi. Chaque membre de notre équipe a son propre accès et \
ne le prête pas.

7. Rendre compte. Nous disons ce que nous avons fait et avec quels résultats, à temps et sans embellir.

8. Durée. Cette charte vaut tant que notre structure prend part à la Cité. Nous pouvons nous retirer à tout \
moment en prévenant la coordination. Si le texte change, il nous est soumis à nouveau."""

_REPUBLICAN_COMMITMENT = """\
Notre structure s’engage à respecter le contrat d’engagement républicain prévu par l’article 10-1 de la loi \
n° 2000-321 du 12 avril 2000 et le décret n° 2021-1947 du 31 décembre 2021.

Elle respecte les lois de la République, la liberté de conscience, la liberté de chacun de se retirer, l’égalité \
et la non-discrimination, la fraternité et la prévention de la violence, la dignité de la personne humaine et les \
symboles de la République.

Elle en informe ses membres, ses salariés et ses bénévoles. Elle sait qu’un manquement peut entraîner le retrait \
des subventions."""

_REPUBLICAN_VALUES = """\
Notre collectivité met en œuvre ses actions de la Cité de l’emploi dans le respect des valeurs de la République et \
de la laïcité.

Elle garantit à chaque habitant l’égal accès à ses actions, sans distinction d’origine, de sexe, d’âge, de handicap, \
d’opinion ou de croyance. Elle respecte la neutralité du service public et la liberté de conscience.

Elle demande les mêmes engagements aux structures à qui elle confie tout ou partie d’une action. Elle en informe ses \
agents et les habitants.

Elle sait qu’un manquement peut entraîner le retrait de la subvention."""

_DEFAULTS = {
    CommitmentKind.PARTNERSHIP_CHARTER: ("Charte de partenariat de la Cité de l’emploi", _CHARTER),
    CommitmentKind.REPUBLICAN_COMMITMENT: ("Contrat d’engagement républicain", _REPUBLICAN_COMMITMENT),
    CommitmentKind.REPUBLICAN_VALUES: (
        "Engagement pour les valeurs de la République et la laïcité",
        _REPUBLICAN_VALUES,
    ),
}
