"""A list of people followed: opened once, refused cell by cell, and silent about what others know."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.imports.ports import ImportContext
from cite.imports.rules.cells import parse_row
from cite.imports.rules.columns import recognize
from cite.pathways.adapters.caseload_lists import CaseloadList
from cite.pathways.enums.pathways import Origin
from cite.pathways.models import Pathway
from cite.residents.enums.sharing import StopWay
from cite.residents.models import Residence, Resident, Sharing
from tests.factories.accounts import make_user
from tests.factories.actors import make_member
from tests.factories.pathways import make_pathway
from tests.factories.residents import make_resident
from tests.factories.territories import make_commune, make_district

HEADERS = tuple(
    "last_name first_name birth_date birth_year phone email language district agreed_on opened_on structure".split()
)
NADIA = {
    "last_name": "Inventée",
    "first_name": "Nadia",
    "birth_date": "31/12/1990",
    "phone": "06 39 98 00 01",
    "agreed_on": "02/11/2026",
}


@pytest.fixture
def context(territory, ines):
    return ImportContext(territory=territory, by=ines.user)


def process(context, *rows):
    kind = CaseloadList()
    mapping = {name: number for number, name in enumerate(HEADERS)}
    parsed = [
        parse_row(line, [row.get(name, "") for name in HEADERS], mapping, kind.fields, list(HEADERS))
        for line, row in enumerate(rows, start=2)
    ]
    again = type(context.by).objects.get(pk=context.by.pk)
    return kind.process(parsed, ImportContext(territory=context.territory, by=again, since=context.since))


def results(outcomes):
    return [outcome.counted[0] for outcome in outcomes]


def test_a_row_becomes_a_file_and_a_pathway(context, ines, partner):
    district = make_district(make_commune(), code="QN04213M", label="Montreynaud")
    row = NADIA | {"language": "Arabe", "district": "montreynaud", "opened_on": "05/11/2026"}
    assert results(process(context, row)) == ["opened"]
    resident, pathway = Resident.objects.get(), Pathway.objects.get()
    assert (resident.first_name, resident.last_name, resident.birth_date, resident.phone) == (
        "Nadia",
        "Inventée",
        date(1990, 12, 31),
        "+33639980001",
    )
    assert (resident.language, resident.languages, resident.is_training) == ("ar", ["ar"], True)
    assert (pathway.resident, pathway.origin, pathway.opened_on) == (
        resident,
        Origin.IMPORT,
        date(2026, 11, 5),
    )
    sharing, home = Sharing.objects.get(), Residence.objects.get()
    assert (sharing.partner, sharing.given_on) == (partner, date(2026, 11, 2))
    assert (home.district, home.is_declared, home.since) == (district, True, date(2026, 11, 2))


def test_done_again_nothing_changes(context):
    rows = [NADIA, NADIA | {"first_name": "Samia"}]
    assert results(process(context, *rows)) == ["opened", "opened"]
    assert results(process(context, *rows)) == ["known", "known"]
    assert (Resident.objects.count(), Pathway.objects.count(), Sharing.objects.count()) == (2, 2, 2)


def test_twice_in_one_list_is_once(context):
    spelled = NADIA | {"last_name": "INVENTEE", "first_name": "nadia"}
    assert results(process(context, NADIA, spelled)) == ["opened", "known"]


def test_what_was_done_before_a_crash_is_told_as_done(context, ines, resident):
    """The whole list was told as known, whoever read the result believed that nobody had been taken in."""
    known = NADIA | {"last_name": resident.last_name, "first_name": resident.first_name, "birth_date": ""}
    longer = {
        "phone": "+33639980001",
        "birth_date": None,
        "birth_year": None,
        "created_at": now() - timedelta(days=9),
    }
    Resident.objects.filter(pk=resident.pk).update(**longer)
    begun = replace(context, since=now() - timedelta(minutes=1))
    expected = ["opened", "known", "continued"]
    for _run in range(2):
        assert (
            results(process(begun, NADIA | {"first_name": "Zoé"}, NADIA | {"first_name": "ZOE"}, known))
            == expected
        )
    later = replace(context, since=now() + timedelta(minutes=1))
    assert results(process(later, NADIA | {"first_name": "Zoé"}, known)) == ["known", "known"]


def test_a_colleague_brings_the_same_list(context, omar, territory):
    process(context, NADIA)
    assert results(process(ImportContext(territory=territory, by=omar.user), NADIA)) == ["known"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"birth_date": "31/12/1990"}, {"birth_date": "31/12/1990", "phone": ""}, "known"),
        ({"birth_date": "31/12/1990"}, {"birth_date": "01/12/1990"}, "opened"),
        ({"birth_date": "31/12/1990"}, {"birth_date": "", "birth_year": "1990", "phone": ""}, "known"),
        ({"birth_date": "31/12/1990"}, {"birth_date": "", "birth_year": "1991"}, "opened"),
        ({"birth_date": "31/12/1990"}, {"birth_date": ""}, "known"),
        ({"birth_date": ""}, {"birth_date": "", "phone": "06 39 98 00 02"}, "opened"),
    ],
)
def test_who_is_the_same_person(context, first, second, expected):
    assert results(process(context, NADIA | first, NADIA | second)) == ["opened", expected]


def test_a_file_without_a_pathway_gets_one(context, ines):
    make_resident(ines, first_name="Nadia", last_name="Inventée", birth_date=date(1990, 12, 31))
    assert results(process(context, NADIA)) == ["continued"]
    assert results(process(context, NADIA)) == ["known"]
    assert Resident.objects.count() == 1


def test_what_another_structure_knows_is_never_told(context, lea, partner):
    """The very same answers, cell for cell, whether another structure follows her or not."""
    alone = process(context, NADIA)
    Resident.objects.all().delete()
    theirs = make_resident(lea, first_name="Nadia", last_name="Inventée", birth_date=date(1990, 12, 31))
    make_pathway(theirs, lea)
    assert process(context, NADIA) == alone
    assert Resident.objects.count() == 2


def test_a_sharing_stopped_since_is_not_opened_again_by_an_old_list(context, partner):
    process(context, NADIA)
    Sharing.objects.update(stopped_at=now(), stopped_how=StopWay.LINK)
    (outcome,) = process(context, NADIA)
    assert (outcome.refused, outcome.remark) == (
        True,
        "Cette personne a arrêté son partage après la date de cet accord. Demandez-lui de nouveau son accord.",
    )
    assert Resident.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "columns"),
    [
        ({"agreed_on": "01/12/2026"}, ["Date de l’accord"]),
        ({"opened_on": "01/12/2026"}, ["Accompagnée depuis"]),
        ({"birth_date": "", "phone": ""}, ["Date de naissance"]),
        ({"birth_year": "12"}, ["Année de naissance"]),
        ({"birth_year": "1989"}, ["Année de naissance"]),
        ({"phone": "bleu"}, ["Téléphone"]),
        ({"email": "nadia"}, ["Adresse électronique"]),
        ({"language": "klingon"}, ["Langue parlée"]),
        ({"district": "Nulle part"}, ["Quartier"]),
        ({"structure": "Une autre"}, ["Structure"]),
        ({"phone": "bleu", "language": "klingon"}, ["Téléphone", "Langue parlée"]),
    ],
)
def test_a_wrong_cell_is_named_with_its_remedy(context, wrong, columns):
    (outcome,) = process(context, NADIA | wrong)
    assert outcome.refused
    assert [cell.column for cell in outcome.cells] == columns
    assert Resident.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"agreed_on": ""}, {"agreed_on": "hier"}, {"last_name": ""}])
def test_what_must_be_there_is_asked_for(context, wrong):
    (outcome,) = process(context, NADIA | wrong)
    assert (outcome.refused, Resident.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    "wrong",
    [{"birth_date": "31/12/2030"}, {"birth_date": "01/01/2015"}, {"first_name": "2 84 05 42 218 016 85"}],
)
def test_what_a_file_refuses_is_told_in_words(context, wrong):
    (outcome,) = process(context, NADIA | wrong)
    assert outcome.refused
    assert outcome.remark
    assert Resident.objects.count() == 0


def test_with_two_structures_each_row_says_which(context, ines, other_partner):
    make_member(other_partner, user=ines.user)
    (outcome,) = process(context, NADIA)
    assert [cell.column for cell in outcome.cells] == ["Structure"]
    assert results(process(context, NADIA | {"structure": "centre social du lac"})) == ["opened"]
    assert Sharing.objects.get().partner == other_partner


@pytest.mark.parametrize("role", [Role.CARRIER, Role.RELAY, Role.EMPLOYER, Role.CO_PILOT_STATE, Role.READER])
def test_the_others_bring_no_list(territory, partner, role):
    member = make_member(partner, "x", role=role)
    assert not CaseloadList().can_import(member.user, territory)
    outcomes = process(ImportContext(territory=territory, by=member.user), NADIA)
    assert (outcomes[0].refused, Resident.objects.count()) == (True, 0)


def test_somebody_without_a_structure_brings_no_list(territory):
    assert not CaseloadList().can_import(make_user("seule"), territory)


def test_the_example_of_the_page_is_a_good_list(context):
    kind = CaseloadList()
    header, row = kind.sample
    mapping = recognize(header, [row], kind.fields).mapping
    parsed = parse_row(2, list(row), mapping, kind.fields, list(header))
    assert results(kind.process([parsed], context)) == ["opened"]
    assert len(mapping) == len(header)
