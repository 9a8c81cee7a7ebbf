"""What journeys prepare by the operations of the site, when it is not their subject."""

from __future__ import annotations

from decimal import Decimal

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.accounts.operations import open_account
from cite.accounts.queries import DEMO_DOMAIN
from cite.actors.models import Partner
from cite.actors.operations.memberships import add_member
from cite.actors.operations.organizations import OrganizationSheet, add_partner
from cite.actors.queries.listing import partner_like
from cite.grants.models import CallEdition
from cite.grants.operations.calls import agree_to_edition, change_edition, create_call
from cite.grants.operations.funders import save_funder, set_envelope
from cite.tenancy.models import Territory
from tests.journeys.calls import DAYS, FUNDERS

PILOTS = ("Claire Demontagne", "Yanis Fontvieille")


def person(name: str) -> User:
    """Find one of the people of the demonstration."""
    return User.objects.get(full_name=name)


def publish_call() -> CallEdition:
    """Publish the call of 2027 from the fiche technique, with both funders and the agreement of both co-pilots."""
    territory = Territory.objects.get()
    state, metropole = map(person, PILOTS)
    edition = create_call(territory=territory, year=2027, title="Cité de l’emploi 2027", by=state)
    edition = change_edition(edition=edition, values=DAYS, version=edition.version, by=state)
    for name, partner, kind, act, amount in FUNDERS:
        values = {"name": name, "kind": kind, "act_kind": act}
        values["partner"] = partner_like(territory, siret="", name=partner)
        funder = save_funder(territory=territory, values=values, by=state)
        set_envelope(call=edition.call, funder=funder, amount=Decimal(amount), by=state)
    for pilot in (state, metropole):
        edition = agree_to_edition(edition=edition, version=edition.version, by=pilot)
    return edition


def add_organization(sheet: OrganizationSheet, people: dict[str, tuple[Role, str]]) -> Partner:
    """Add an organization with its people, each by her name, with her role and her job; they sign in like others."""
    by = person(PILOTS[0])
    partner = add_partner(territory=Territory.objects.get(), sheet=sheet, by=by)
    for rank, (name, (role, job)) in enumerate(people.items()):
        user = open_account(email=f"personne{rank}.journee@{DEMO_DOMAIN}", full_name=name)
        add_member(partner=partner, user=user, role=role, is_administrator=True, job_title=job, by=by)
    return partner
