"""Sheets of organizations: who writes them, what is refused, what the journal keeps, two people at once."""

import pytest

from cite.accounts.enums import Role
from cite.actors.enums import ChainLink, OrganizationObjection, PartnerState
from cite.actors.models import Contact, Network, Organization, Partner, Site
from cite.actors.operations.organizations import (
    OrganizationSheet,
    add_partner,
    change_partner_state,
    update_partner,
)
from cite.actors.operations.places import MOST, remove_contact, remove_site, save_contact, save_site
from cite.core.decisions import Refused
from cite.core.journal import act_recorded
from cite.core.models import SaveObjection
from cite.territories.enums import Status
from tests.factories.accounts import make_user
from tests.factories.organizations import make_member, make_partner, make_site
from tests.factories.territories import at, make_commune, make_district, make_edition, square

pytestmark = pytest.mark.django_db
SIRET = "73282932000074"


@pytest.fixture
def sofia(territory):
    return make_user("sofia", role=Role.COORDINATOR, territory=territory)


@pytest.fixture
def journal():
    acts = []

    def keep(sender, act, **_kwargs):
        acts.append(act)

    act_recorded.connect(keep, weak=False)
    yield acts
    act_recorded.disconnect(keep)


def sheet(name="Les Glycines", **fields) -> OrganizationSheet:
    return OrganizationSheet(name=name, **{"kind": "social_center"} | fields)


def edit(partner, by, **fields):
    partner.refresh_from_db()
    return update_partner(
        partner=partner,
        sheet=sheet(**fields),
        version=partner.version,
        organization_version=Organization.objects.get(pk=partner.organization_id).version,
        by=by,
    )


def test_an_organization_is_added_with_everything_said(territory, sofia, journal):
    commune = make_commune()
    district = make_district(commune)
    partner = add_partner(
        territory=territory,
        by=sofia,
        sheet=sheet(
            name="  Les   Glycines ",
            siret="732 829 320 00074",
            chain_links=("training", "reception"),
            districts=(district,),
            new_network="Fédération d’essai",
            is_sensitive=True,
        ),
    )
    assert partner.organization.name == "Les Glycines"
    assert (partner.organization.siren, partner.organization.siret) == ("732829320", SIRET)
    assert partner.chain_links == [ChainLink.RECEPTION, ChainLink.TRAINING]  # in the order of the chain
    assert [str(d) for d in partner.districts.all()] == ["Les Ormes"]
    assert [str(n) for n in partner.networks.all()] == ["Fédération d’essai"]
    (act,) = [a for a in journal if a.action == "actors.add_organization"]
    assert act.by == sofia and act.changes["name"] == (None, "Les Glycines")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "Donnez un nom"),
        ({"name": "…"}, "Donnez un nom"),
        ({"siret": "123"}, "14 chiffres"),
        ({"siren": "123456789"}, "un chiffre est faux"),
        ({"rna": "421"}, "W suivi de 9"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_stays(territory, sofia, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        add_partner(territory=territory, sheet=sheet(**fields), by=sofia)
    assert not Organization.objects.exists()


def test_every_objection_is_said_at_once(territory, sofia):
    with pytest.raises(Refused) as refusal:
        add_partner(territory=territory, sheet=sheet(name="", siret="1", rna="2"), by=sofia)
    assert len(refusal.value.decision.objections) == 3


def test_one_siret_one_sheet(territory, sofia):
    add_partner(territory=territory, sheet=sheet(siret=SIRET), by=sofia)
    with pytest.raises(Refused) as refusal:
        add_partner(territory=territory, sheet=sheet(name="Autre", siret=SIRET), by=sofia)
    assert refusal.value.decision.objections == (OrganizationObjection.ALREADY_PARTNER,)
    other = add_partner(territory=territory, sheet=sheet(name="Autre"), by=sofia)
    with pytest.raises(Refused) as refusal:
        edit(other, sofia, name="Autre", siret=SIRET)
    assert refusal.value.decision.objections == (OrganizationObjection.SIRET_TAKEN,)


def test_an_organization_known_elsewhere_is_the_same(territory, sofia):
    known = Organization.objects.create(name="Connue ailleurs", kind="other", siret=SIRET)
    partner = add_partner(territory=territory, sheet=sheet(siret=SIRET), by=sofia)
    assert partner.organization == known and partner.organization.name == "Connue ailleurs"


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in {"co_pilot_state", "co_pilot_metropole", "coordinator"}]
)
def test_the_others_add_nothing(territory, role):
    with pytest.raises(Refused):
        add_partner(territory=territory, sheet=sheet(), by=make_user("x", role=role, territory=territory))


def test_only_its_administrators_write_their_own_sheet(territory):
    own, other = make_partner(territory), make_partner(territory)
    marc, nadia = make_user("marc"), make_user("nadia")
    make_member(own, marc, is_administrator=True)
    make_member(own, nadia)
    assert edit(own, marc, name="Nouveau nom").organization.name == "Nouveau nom"
    for partner, person in ((other, marc), (own, nadia)):
        with pytest.raises(Refused, match="Seuls les administrateurs"):
            edit(partner, person)


@pytest.mark.parametrize("change", [{"kind": "prefecture"}, {"legal_form": "state_service"}])
def test_an_administrator_does_not_change_what_her_organization_is(territory, sofia, change):
    own, marc = make_partner(territory), make_user("marc")
    make_member(own, marc, is_administrator=True)
    with pytest.raises(Refused, match="le type ou la forme juridique"):
        edit(own, marc, **change)
    assert getattr(edit(own, sofia, **change).organization, next(iter(change))) == next(iter(change.values()))


def test_the_administrator_of_a_suspended_organization_writes_nothing(territory):
    own = make_partner(territory, state=PartnerState.SUSPENDED)
    marc = make_user("marc")
    make_member(own, marc, is_administrator=True)
    with pytest.raises(Refused):
        edit(own, marc)


def test_the_second_of_two_people_is_told(territory, sofia):
    partner = make_partner(territory, "Les Glycines")
    first = dict(
        partner=partner, version=partner.version, organization_version=partner.organization.version, by=sofia
    )
    update_partner(**first, sheet=sheet("Les Lilas"))
    with pytest.raises(Refused) as refusal:
        update_partner(**first, sheet=sheet("Les Roses"))
    assert refusal.value.decision.objections == (SaveObjection.CHANGED_MEANWHILE,)
    assert Organization.objects.get().name == "Les Lilas"


def test_the_journal_keeps_before_and_after_and_nothing_when_nothing_changed(territory, sofia, journal):
    partner = make_partner(territory, "Les Glycines")
    edit(partner, sofia, name="Les Lilas", chain_links=("support",))
    assert journal[-1].changes == {"name": ("Les Glycines", "Les Lilas"), "chain_links": ("", "support")}
    before = len(journal)
    edit(partner, sofia, name="Les Lilas", chain_links=("support",))
    assert len(journal) == before


def test_a_search_key_follows_the_name(territory, sofia):
    partner = make_partner(territory, "Élan")
    edit(partner, sofia, name="Œuvre")
    assert Organization.objects.get().search_key.startswith(" oeuvre centre social")


@pytest.mark.parametrize(
    ("state", "arrow", "after"),
    [
        ("active", "suspend", "suspended"),
        ("active", "leave", "left"),
        ("suspended", "resume", "active"),
        ("suspended", "leave", "left"),
        ("left", "resume", "active"),
        ("left", "suspend", None),
        ("active", "resume", None),
        ("active", "merge", None),
        ("active", "nonsense", None),
    ],
)
def test_the_life_of_an_organization(territory, sofia, state, arrow, after):
    partner = make_partner(territory, state=state)
    if after is None:
        with pytest.raises(Refused, match="n’en est plus là"):
            change_partner_state(partner=partner, arrow=arrow, version=1, by=sofia)
    else:
        changed = change_partner_state(partner=partner, arrow=arrow, version=1, by=sofia)
        assert (changed.state, changed.version) == (after, 2)


@pytest.mark.parametrize("arrow", ["suspend", "leave"])
@pytest.mark.parametrize(
    ("role", "held"),
    [
        (Role.COORDINATOR, Role.CO_PILOT_METROPOLE),
        (Role.CO_PILOT_STATE, Role.CO_PILOT_METROPOLE),
        (Role.CO_PILOT_METROPOLE, Role.CO_PILOT_STATE),
        (Role.COORDINATOR, Role.DATA_PROTECTION_OFFICER),
    ],
)
def test_nobody_silences_a_role_she_could_not_give_through_its_organization(territory, arrow, role, held):
    claire = make_user("claire", role=role, territory=territory)
    partner = make_partner(territory)
    make_member(partner, make_user("yanis"), role=held)
    with pytest.raises(Refused, match="l’autre copilote|ne pouvez pas donner ni retirer"):
        change_partner_state(partner=partner, arrow=arrow, version=1, by=claire)
    assert Partner.objects.get(pk=partner.pk).state == PartnerState.ACTIVE


def test_a_network_is_written_once_whatever_its_accents(territory, sofia):
    partner = make_partner(territory)
    edit(partner, sofia, new_network="Fédération")
    edit(make_partner(territory), sofia, name="Autre", new_network="FEDERATION")
    assert Network.objects.count() == 1


def test_names_of_any_script_fit(territory, sofia):
    """One character may be written with many Latin ones."""
    partner = make_partner(territory)
    edited = edit(partner, sofia, name="㏒" * 200, short_name="鑫" * 60, new_network="㏒" * 120)
    network = Network.objects.get()
    assert len(edited.organization.search_key) <= 600 and len(network.name_key) <= 240


def test_a_place_says_its_district_and_the_day(territory, sofia, journal):
    commune = make_commune(contour=square(side=4_000))
    district = make_district(commune)
    make_edition("42218")
    partner = make_partner(territory)
    site = save_site(
        partner=partner, label="Siège", address="", commune=commune, point=at(100, 100), by=sofia
    )
    assert (site.district, site.district_status, site.is_placed) == (district, Status.IN_QPV, True)
    assert site.district_on is not None
    assert "saint etienne" in Partner.objects.get().place_key
    moved = save_site(
        partner=partner,
        site=site,
        version=1,
        label="Siège",
        address="",
        commune=commune,
        point=at(900, 900),
        by=sofia,
    )
    assert (moved.district, moved.district_status) == (None, Status.OUTSIDE)
    forgotten = save_site(
        partner=partner, site=moved, version=2, label="Siège", address="", commune=None, by=sofia
    )
    assert (forgotten.district_status, forgotten.district_on) == (Status.UNKNOWN, None)
    with pytest.raises(Refused, match="Une autre personne"):
        save_site(partner=partner, site=site, version=2, label="Siège", address="", commune=None, by=sofia)
    remove_site(site=forgotten, version=3, by=sofia)
    assert not Site.objects.exists() and Partner.objects.get().place_key.strip() == ""
    assert [act.action for act in journal][-1] == "actors.remove_site"


def test_an_unknown_address_is_unknown_not_outside(territory, sofia):
    commune = make_commune()
    site = save_site(
        partner=make_partner(territory),
        label="Siège",
        address="12 rue qui n’existe pas",
        commune=commune,
        by=sofia,
        online=False,
    )
    assert site.district_status == Status.UNKNOWN and site.district is None


def test_a_place_of_another_organization_is_not_changed_through_mine(territory, sofia):
    mine, theirs = make_partner(territory), make_partner(territory)
    site = make_site(theirs)
    with pytest.raises(Refused):
        save_site(partner=mine, site=site, version=1, label="Pris", address="", commune=None, by=sofia)
    assert Site.objects.get().label == "Accueil"


def test_a_contact_is_protected(territory, sofia, journal):
    partner = make_partner(territory)
    given = {"function": "Accueil", "name": "", "email": "a@example.org", "phone": ""}
    contact = save_contact(partner=partner, by=sofia, **given)
    assert journal[-1].is_protected
    save_contact(partner=partner, contact=contact, version=1, by=sofia, **given | {"function": "Direction"})
    with pytest.raises(Refused, match="Une autre personne"):
        remove_contact(contact=contact, version=1, by=sofia)
    remove_contact(contact=contact, version=2, by=sofia)
    assert not Contact.objects.exists()


def test_a_sheet_does_not_grow_without_end(territory, sofia):
    partner = make_partner(territory)
    Site.objects.bulk_create(Site(territory=territory, partner=partner, label="x") for _n in range(MOST))
    with pytest.raises(Refused, match="déjà beaucoup"):
        save_site(partner=partner, label="De trop", address="", commune=None, by=sofia)
