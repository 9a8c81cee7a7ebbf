"""The fictional people of the demonstration: one per role, each in a fictional organization that fits it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.accounts.operations import grant_role, open_account
from cite.accounts.queries import DEMO_DOMAIN
from cite.actors.enums import CommitmentKind, LegalTitle, MembershipState, TextState
from cite.actors.models import Commitment, CommitmentText, Invitation, Membership, Partner
from cite.actors.operations.commitments import agree_to_text, sign_text, write_text
from cite.actors.operations.demonstration import seed_organizations
from cite.actors.operations.habilitation import agree_to_habilitation, set_legal_title
from cite.actors.operations.invitations import invite
from cite.actors.operations.memberships import add_member
from cite.actors.rules.commitments import default_text
from cite.core.dates import living_at, now
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class Fiction:
    """A fictional person: her address, her name, her role, the key of her organization and what she is there."""

    name: str
    full_name: str
    role: Role
    organization: str
    job_title: str
    is_administrator: bool = False

    @property
    def email(self) -> str:
        """Where she would read her mail."""
        return f"{self.name}@{DEMO_DOMAIN}"


PEOPLE = (
    Fiction("nadia.prescription", "Nadia Perrin", Role.PRESCRIBER, "mission_locale", "Conseillère", True),
    Fiction("theo.prescription", "Théo Marcenac", Role.PRESCRIBER, "emploi", "Conseiller", True),
    Fiction("jeanne.prescription", "Jeanne Vidalenc", Role.PRESCRIBER, "chantier", "Accompagnatrice", True),
    Fiction("marc.association", "Marc Olivaux", Role.CARRIER, "centre_social", "Directeur", True),
    Fiction(
        "irene.presidence",
        "Irène Valcourt",
        Role.LEGAL_REPRESENTATIVE,
        "centre_social",
        "Présidente",
    ),
    Fiction("claire.etat", "Claire Demontagne", Role.CO_PILOT_STATE, "prefecture", "Cheffe de service", True),
    Fiction("yanis.metropole", "Yanis Fontvieille", Role.CO_PILOT_METROPOLE, "metropole", "Directeur", True),
    Fiction("sofia.coordination", "Sofia Lacombe", Role.COORDINATOR, "metropole", "Coordinatrice"),
    Fiction("bruno.instruction", "Bruno Kessel", Role.INSTRUCTOR, "prefecture", "Instructeur"),
    Fiction("farah.instruction", "Farah Delmas", Role.INSTRUCTOR, "metropole", "Instructrice"),
    Fiction("gilles.finances", "Gilles Armand", Role.FUNDER, "metropole", "Responsable des subventions"),
    Fiction("hugo.quartier", "Hugo Vasselin", Role.DISTRICT_OFFICER, "prefecture", "Délégué du préfet", True),
    Fiction("rosa.relais", "Rosa Lanteri", Role.RELAY, "regie", "Adulte-relais", True),
    Fiction("emile.entreprise", "Émile Forgeron", Role.EMPLOYER, "entreprise", "Gérant", True),
    Fiction("lucie.lecture", "Lucie Observat", Role.READER, "formation", "Chargée d’études", True),
    Fiction("diane.donnees", "Diane Protet", Role.DATA_PROTECTION_OFFICER, "metropole", "Déléguée"),
)
ADMINISTRATOR = ("admin", "Anne Administratrice")
FOLLOWING = {
    "mission_locale": LegalTitle.PUBLIC_EMPLOYMENT_SERVICE,
    "emploi": LegalTitle.PUBLIC_EMPLOYMENT_SERVICE,
    "chantier": LegalTitle.SOCIAL_ACTION,
}
"""The organizations that follow residents, and under which legal title."""
BEFORE_THE_YEAR = timedelta(days=365)
"""The habilitation comes before the year that its residents live."""
INVITED = f"nouvelle.collegue@{DEMO_DOMAIN}"


def open_demonstration(*, territory: Territory) -> None:
    """Open it in a Cité, through the operations everyone uses; again, it changes nothing."""
    open_account(email=f"{ADMINISTRATOR[0]}@{DEMO_DOMAIN}", full_name=ADMINISTRATOR[1], is_staff=True)
    users = {p.name: open_account(email=p.email, full_name=p.full_name) for p in PEOPLE}
    state, metropole = users["claire.etat"], users["yanis.metropole"]
    for user, role in ((state, Role.CO_PILOT_STATE), (metropole, Role.CO_PILOT_METROPOLE)):
        grant_role(user=user, territory=territory, role=role)  # who opens the Cité, before any organization
    partners = seed_organizations(territory=territory, by=state)
    for person in PEOPLE:
        _membership(partners[person.organization], users[person.name], person, state)
    _charter(territory, users, partners)
    for key, title in FOLLOWING.items():
        _habilitation(partners[key], title, state, metropole)
    _invitation(partners["mission_locale"], _again(users["nadia.prescription"]))


def _membership(partner: Partner, user: User, person: Fiction, by: User) -> None:
    rows = Membership.objects.filter(partner=partner, user=user).exclude(state=MembershipState.LEFT)
    if not rows.exists():
        add_member(
            partner=partner,
            user=user,
            role=person.role,
            is_administrator=person.is_administrator,
            job_title=person.job_title,
            by=by,
        )


def _charter(territory: Territory, users: dict[str, User], partners: dict[str, Partner]) -> None:
    """Publish the charter, and have some sign it: the others find it in what awaits them."""
    kind = CommitmentKind.PARTNERSHIP_CHARTER
    text = CommitmentText.objects.filter(territory=territory, kind=kind).first()
    if text is None:
        title, body = default_text(kind)
        text = write_text(
            territory=territory, kind=kind, title=title, body=body, by=_again(users["sofia.coordination"])
        )
        text = agree_to_text(text=text, version=text.version, by=users["claire.etat"])
        text = agree_to_text(text=text, version=text.version, by=users["yanis.metropole"])
    for key, name in (("mission_locale", "nadia.prescription"), ("regie", "rosa.relais")):
        if (
            text.state == TextState.PUBLISHED
            and not Commitment.objects.filter(partner=partners[key]).exists()
        ):
            function = next(p.job_title for p in PEOPLE if p.name == name)
            sign_text(
                text=text,
                partner=partners[key],
                sha256=text.sha256,
                function=function,
                by=_again(users[name]),
            )


def _habilitation(partner: Partner, title: LegalTitle, state: User, metropole: User) -> None:
    if partner.legal_title == LegalTitle.NONE:
        with living_at(now() - BEFORE_THE_YEAR):
            partner = set_legal_title(partner=partner, legal_title=title, version=partner.version, by=state)
            for pilot in (state, metropole):
                partner = agree_to_habilitation(
                    partner=partner, ends_on=None, version=partner.version, by=pilot
                )


def _invitation(partner: Partner, by: User) -> None:
    if not Invitation.objects.filter(partner=partner).exists():
        invite(partner=partner, email=INVITED, role=Role.PRESCRIBER, by=by)


def _again(user: User) -> User:
    """Read a person again, with the rights she has just received."""
    return User.objects.get(pk=user.pk)
