"""Organizations for the tests: fictional, partners of the current Cité (its scope must be open)."""

from itertools import count

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import ChainLink, OrganizationKind
from cite.actors.models import Contact, Membership, Organization, Partner, Site
from cite.tenancy.models import Territory

_numbers = count(1)


def make_partner(territory: Territory, name: str = "", *, districts=(), **fields) -> Partner:
    """An organization that works in a Cité; identity fields go to the organization, the others to the partner."""
    identity = {f.name for f in Organization._meta.concrete_fields} & fields.keys()
    organization = Organization.objects.create(
        name=name or f"Structure {next(_numbers)}",
        **{"kind": OrganizationKind.SOCIAL_CENTER} | {key: fields.pop(key) for key in identity},
    )
    partner = Partner.objects.create(territory=territory, organization=organization, **fields)
    partner.districts.set(districts)
    return partner


def make_member(partner: Partner, user: User, *, role: Role = Role.CARRIER, **fields) -> Membership:
    """A person who acts for an organization."""
    user.__dict__.pop("_memberships_by_territory", None)
    user.__dict__.pop("_roles_by_territory", None)
    return Membership.objects.create(
        territory=partner.territory, partner=partner, user=user, role=role, **fields
    )


def make_site(partner: Partner, label: str = "Accueil", **fields) -> Site:
    """A place of an organization."""
    return Site.objects.create(territory=partner.territory, partner=partner, label=label, **fields)


def make_contact(partner: Partner, function: str = "Accueil", **fields) -> Contact:
    """Whom to call in an organization."""
    given = {"email": "accueil@example.org"} | fields
    return Contact.objects.create(territory=partner.territory, partner=partner, function=function, **given)


def make_many_partners(territory: Territory, how_many: int, *, districts=()) -> list[Partner]:
    """Many organizations at once, each with a place, a link of the chain and the districts given."""
    organizations = [
        Organization(
            name=f"Structure {n:05d}", kind=OrganizationKind.OTHER, search_key=f" structure {n:05d} autre"
        )
        for n in range(how_many)
    ]
    Organization.objects.bulk_create(organizations)
    partners = Partner.objects.bulk_create(
        Partner(
            territory=territory, organization=o, chain_links=[ChainLink.SUPPORT.value], place_key=" firminy"
        )
        for o in organizations
    )
    through = Partner.districts.through
    through.objects.bulk_create(through(partner=p, district=d) for p in partners for d in districts)
    Site.objects.bulk_create(Site(territory=territory, partner=p, label="Accueil") for p in partners)
    return partners
