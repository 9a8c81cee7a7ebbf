"""The organizations of the demonstration: none exists, each is what one would meet."""

from __future__ import annotations

from typing import NamedTuple

from cite.accounts.models import User
from cite.actors.enums import ChainLink as L
from cite.actors.enums import LegalForm as F
from cite.actors.enums import OrganizationKind as K
from cite.actors.models import Partner
from cite.actors.operations.organizations import OrganizationSheet, add_partner
from cite.actors.operations.places import save_contact, save_site
from cite.actors.queries.directory import priority_districts
from cite.actors.queries.listing import partner_like
from cite.core.dates import today
from cite.tenancy.models import Territory
from cite.territories.models import District


class Demo(NamedTuple):
    """One organization. `where`: codes of districts, the first one holds its place; empty: everywhere.

    `siret`: with a right key, and yet nobody's: the register gives no number that begins with so many zeros.
    """

    key: str
    name: str
    kind: K
    form: F
    links: tuple[L, ...]
    where: tuple[str, ...] = ()
    network: str = ""
    presentation: str = ""
    is_sensitive: bool = False
    siret: str = ""


ORGANIZATIONS = (
    Demo(
        "prefecture", "Préfecture de démonstration", K.PREFECTURE, F.STATE_SERVICE, (), siret="00000001800010"
    ),
    Demo(
        "metropole", "Métropole de démonstration", K.METROPOLE, F.LOCAL_AUTHORITY, (), siret="00000002600013"
    ),
    Demo(
        "emploi",
        "Agence pour l’emploi des Trois-Ponts",
        K.FRANCE_TRAVAIL,
        F.PUBLIC_INSTITUTION,
        (L.RECEPTION, L.SUPPORT, L.EMPLOYMENT),
        presentation="Inscription, diagnostic, offres d’emploi. Une conseillère va dans les quartiers le mardi.",
    ),
    Demo(
        "mission_locale",
        "Mission locale du Val-Fleuri",
        K.MISSION_LOCALE,
        F.ASSOCIATION,
        (L.DETECTION, L.RECEPTION, L.SUPPORT),
        ("QN04213M", "QN04215M", "QN04212M"),
        presentation="Accompagne les jeunes de 16 à 25 ans vers un emploi ou une formation.",
        siret="00000004200010",
    ),
    Demo(
        "centre_social",
        "Centre social Les Glycines",
        K.SOCIAL_CENTER,
        F.ASSOCIATION,
        (L.DETECTION, L.RECEPTION, L.OBSTACLES),
        ("QN04213M",),
        "Fédération fictive des centres sociaux",
        "Ateliers de français, garde d’enfants pendant les démarches, permanence d’écrivain public.",
        siret="00000003400017",
    ),
    Demo(
        "maison_quartier",
        "Maison de quartier du Belvédère",
        K.SOCIAL_CENTER,
        F.ASSOCIATION,
        (L.DETECTION, L.RECEPTION),
        ("QN04214M",),
        "Fédération fictive des centres sociaux",
    ),
    Demo(
        "regie",
        "Régie de quartier La Passerelle",
        K.DISTRICT_COMPANY,
        F.ASSOCIATION,
        (L.EMPLOYMENT, L.SUPPORT),
        ("QN04223N", "QN04222N"),
        "Collectif fictif de l’insertion",
        siret="00000005900014",
    ),
    Demo(
        "chantier",
        "Chantier d’insertion Les Jardins du Puits",
        K.INSERTION_STRUCTURE,
        F.ASSOCIATION,
        (L.TRAINING, L.EMPLOYMENT),
        ("QN04206M", "QN04204M", "QN04203M"),
        "Collectif fictif de l’insertion",
    ),
    Demo(
        "formation",
        "École de la reprise",
        K.TRAINING_BODY,
        F.COOPERATIVE,
        (L.TRAINING,),
        ("QN04214M", "QN04215M", "QN04209M", "QN04210M"),
    ),
    Demo(
        "mobilite",
        "Garage solidaire Roule-Toujours",
        K.INSERTION_STRUCTURE,
        F.ASSOCIATION,
        (L.OBSTACLES,),
        ("QN04209M", "QN04208M", "QN04207M"),
        presentation="Permis, prêt de voitures, vélos remis en état : la mobilité, physique et psychologique.",
    ),
    Demo(
        "entreprises",
        "Club d’entreprises Demain ensemble",
        K.COMPANY_CLUB,
        F.ASSOCIATION,
        (L.EMPLOYMENT,),
        network="Les entreprises qui s’engagent (fictif)",
    ),
    Demo(
        "entreprise",
        "Menuiserie Boisclair",
        K.COMPANY,
        F.COMPANY,
        (L.EMPLOYMENT,),
        ("QN04215M",),
        "Les entreprises qui s’engagent (fictif)",
    ),
    Demo(
        "creation",
        "Coopérative Premier Pas",
        K.BUSINESS_SUPPORT,
        F.COOPERATIVE,
        (L.BUSINESS_CREATION,),
        ("QN04213M", "QN04212M"),
    ),
    Demo(
        "bailleur",
        "Habitat des Collines",
        K.SOCIAL_LANDLORD,
        F.PUBLIC_INSTITUTION,
        (L.DETECTION,),
        ("QN04216M",),
    ),
    Demo("centre_social_bis", "Centre Social « Les Glycine »", K.SOCIAL_CENTER, F.UNKNOWN, (L.RECEPTION,)),
    Demo(
        "discrete",
        "Association La Clairière",
        K.WOMEN_RIGHTS,
        F.ASSOCIATION,
        (L.SUPPORT, L.OBSTACLES),
        ("QN04212M",),
        is_sensitive=True,
    ),
)


def seed_organizations(*, territory: Territory, by: User) -> dict[str, Partner]:
    """Open the organizations of the demonstration, once; gives them by key (`by` keeps the list: a co-pilot)."""
    districts = {district.code: district for district in priority_districts(territory, today())}
    return {demo.key: _seed(demo, territory, districts, by) for demo in ORGANIZATIONS}


def _seed(demo: Demo, territory: Territory, districts: dict[str, District], by: User) -> Partner:
    known = partner_like(territory, siret="", name=demo.name)
    if known:
        return known
    where = [districts[code] for code in demo.where if code in districts]
    partner = add_partner(
        territory=territory,
        by=by,
        sheet=OrganizationSheet(
            name=demo.name,
            kind=demo.kind,
            legal_form=demo.form,
            siret=demo.siret,
            presentation=demo.presentation,
            chain_links=demo.links,
            districts=tuple(where),
            covers_all_districts=not demo.where and bool(demo.links) and demo.key != "centre_social_bis",
            new_network=demo.network,
            is_sensitive=demo.is_sensitive,
        ),
    )
    for district in where[:1]:
        whole = District.objects.prefetch_related("communes").get(pk=district.pk)
        inside = whole.geometry.representative_point()
        save_site(
            partner=partner,
            label="Accueil",
            address="",
            commune=whole.communes.defer("contour").first(),
            point=(round(inside.x, 5), round(inside.y, 5)),
            by=by,
        )
    save_contact(
        partner=partner,
        function="Accueil",
        name="",
        email=f"accueil@{demo.key.replace('_', '-')}.demonstration.example",
        phone="",
        by=by,
    )
    return partner
