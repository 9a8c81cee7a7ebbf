"""A list of organizations: added, completed, refused cell by cell, and the same after a crash."""

import pytest

from cite.accounts.enums import Role
from cite.actors.adapters.organization_lists import OrganizationList
from cite.actors.models import Duplicate, Organization, Partner, Site
from cite.imports.ports import ImportContext
from cite.imports.rules.cells import parse_row
from tests.factories.accounts import make_user
from tests.factories.organizations import make_partner
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db
SIRET = "73282932000074"
HEADERS = ("name", "kind", "siret", "chain_links", "districts", "address", "commune", "short_name")


@pytest.fixture
def context(territory):
    make_district(make_commune(), code="QN04213M", label="Montreynaud")
    return ImportContext(
        territory=territory, by=make_user("sofia", role=Role.COORDINATOR, territory=territory)
    )


def process(context, *rows: dict, updates=False):
    kind = OrganizationList(updates=updates)
    mapping = {name: number for number, name in enumerate(HEADERS)}
    parsed = [
        parse_row(line, [row.get(name, "") for name in HEADERS], mapping, kind.fields, list(HEADERS))
        for line, row in enumerate(rows, start=2)
    ]
    return kind.process(parsed, context)


def results(outcomes):
    return [outcome.counted[0] for outcome in outcomes]


WHOLE = {
    "name": "Les Glycines",
    "kind": "Mission locale",
    "siret": "732 829 320 00074",
    "chain_links": "Accompagnement ; Emploi, entreprises",
    "districts": "montreynaud",
    "commune": "Saint-Étienne",
    "short_name": "LG",
}


def test_a_row_becomes_an_organization_once(context):
    assert results(process(context, WHOLE, {"name": "Autre"})) == ["added", "added"]
    partner = Partner.objects.get(organization__siret=SIRET)
    assert (partner.organization.kind, partner.chain_links) == ("mission_locale", ["support", "employment"])
    assert [d.code for d in partner.districts.all()] == ["QN04213M"]
    assert (Site.objects.get().label, Site.objects.get().commune.code) == ("Saint-Étienne", "42218")
    for _again in range(2):  # run again from the start, as after a crash
        assert results(process(context, WHOLE, {"name": "AUTRE"}, updates=False)) == [
            "unchanged",
            "unchanged",
        ]
        assert results(process(context, WHOLE, updates=True)) == ["unchanged"]
    assert (Organization.objects.count(), Site.objects.count()) == (2, 1)


def test_who_chooses_to_update_updates_and_what_is_empty_stays(context):
    process(context, WHOLE)
    changed = {"name": "Les Glycines et les Lilas", "siret": SIRET, "districts": "Tous"}
    assert results(process(context, changed)) == ["unchanged"]
    assert results(process(context, changed, updates=True)) == ["updated"]
    partner = Partner.objects.get()
    assert partner.organization.name == "Les Glycines et les Lilas"
    assert (partner.organization.short_name, partner.organization.kind) == ("LG", "mission_locale")
    assert partner.covers_all_districts and partner.chain_links == ["support", "employment"]


def test_a_sheet_without_siret_is_found_by_its_name_and_receives_it(context, territory):
    make_partner(territory, "Les Glycines", siren="356000000")
    assert results(process(context, {"name": "les glycines", "siret": SIRET}, updates=True)) == ["updated"]
    assert Organization.objects.get().siren == "732829320"


def test_two_organizations_of_one_name_are_told_apart_by_their_siret(context, territory):
    make_partner(territory, "Les Glycines", siret="35600000049837")
    assert results(process(context, {"name": "Les Glycines", "siret": SIRET}, updates=True)) == ["added"]


def test_a_wrong_row_is_refused_cell_by_cell_and_the_others_go_on(context):
    wrong = {"name": "Fausse", "siret": "12", "kind": "machin", "districts": "Montreynaud; ailleurs"}
    outcomes = process(context, wrong, {"name": ""}, {"name": "Bonne"})
    assert results(outcomes) == ["refused", "refused", "added"]
    assert [(c.column, c.excerpt) for c in outcomes[0].cells] == [
        ("Type", "machin"),
        ("Quartiers", "ailleurs"),
        ("SIRET", "12"),
    ]
    assert all(cell.sentence for cell in outcomes[0].cells) and outcomes[0].refused
    assert [str(p) for p in Partner.objects.all()] == ["Bonne"]


def test_look_alikes_of_a_list_are_noted(context):
    process(context, {"name": "Centre social Les Glycines"}, {"name": "Les Glycines, centre social"})
    assert Duplicate.objects.count() == 1


@pytest.mark.parametrize("role", [Role.PRESCRIBER, Role.CARRIER, Role.EMPLOYER, Role.READER])
def test_the_others_bring_no_list(territory, role):
    person = make_user("x", role=role, territory=territory)
    assert not OrganizationList(updates=False).can_import(person, territory)


def test_who_lost_her_right_meanwhile_adds_nothing(territory):
    person = make_user("x", role=Role.READER, territory=territory)
    (outcome,) = process(ImportContext(territory=territory, by=person), {"name": "Les Glycines"})
    assert outcome.refused and "copilotes" in outcome.remark and not Partner.objects.exists()


def test_the_example_of_the_page_is_a_good_list(context):
    kind = OrganizationList(updates=False)
    from cite.imports.rules.columns import recognize

    header, row = kind.sample
    mapping = recognize(header, [row], kind.fields).mapping
    parsed = parse_row(2, list(row), mapping, kind.fields, list(header))
    assert results(kind.process([parsed], context)) == ["added"]
