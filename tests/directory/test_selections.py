"""Favourites and lists of services: what is done, by whom, twice, and what is undone."""

from datetime import timedelta

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.directory.enums import ServiceState
from cite.directory.enums.selections import SelectionObjection as O
from cite.directory.models import SelectedService, Selection, Service
from cite.directory.operations import selections as operations
from cite.directory.operations.life import archive_sheet
from cite.directory.permissions.selections import kept_of, reader_of, visible_selections
from cite.directory.queries.replacements import replacements
from cite.directory.queries.selections import (
    districts_to_link,
    favourite_numbers,
    lists_page,
    offered_services,
    partners_to_share,
    possible_keepers,
    selection_sheets,
    writable_selections,
)
from cite.directory.rules import selections as rules
from cite.notifications.models import Notice
from tests.factories.accounts import make_user
from tests.factories.directory import make_service, make_structure
from tests.factories.organizations import make_member, make_partner
from tests.factories.selections import make_selection, select
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel("2026-11-27 12:00+01:00", tick=False):
        yield


@pytest.fixture
def structure(territory):
    return make_structure(territory)


@pytest.fixture
def service(structure):
    return make_service(structure)


def names(selection, user):
    return [(sheet.service.name, sheet.is_offered) for sheet in selection_sheets(selection, user)]


def two_districts():
    commune = make_commune()
    return [make_district(commune, code=f"QN0420{n}N", label=f"Quartier {n}") for n in (1, 2)]


def refused(call, **given):
    with pytest.raises(Refused) as refusal:
        call(**given)
    return refusal.value.decision.objections


def test_a_favourite_is_kept_once_and_taken_out_once(service, ines, omar, territory):
    for _twice in range(2):
        operations.favour_service(service=service, by=ines)
    assert favourite_numbers(ines, territory) == {service.pk}
    assert favourite_numbers(omar, territory) == set()
    assert SelectedService.objects.count() == 1
    for _twice in range(2):
        operations.unfavour_service(service=service, by=ines)
    assert favourite_numbers(ines, territory) == set()
    operations.favour_service(service=service, by=ines)
    assert (Selection.objects.count(), SelectedService.objects.count()) == (1, 1)


def test_what_is_not_offered_to_her_is_no_favourite(structure, ines, territory):
    hidden = make_service(structure, "Caché", shown_until=now().date() - timedelta(days=1))
    draft = make_service(structure, "Brouillon", state=ServiceState.DRAFT)
    for service in (hidden, draft):
        assert refused(operations.favour_service, service=service, by=ines) == (O.NOT_SHOWN,)
    assert favourite_numbers(ines, territory) == set()


def test_favourites_have_an_end(structure, ines, monkeypatch):
    monkeypatch.setattr(rules, "MOST_FAVOURITES", 2)
    one, two, three = (make_service(structure, f"Service {n}") for n in range(3))
    for service in (one, two):
        operations.favour_service(service=service, by=ines)
    assert refused(operations.favour_service, service=three, by=ines) == (O.TOO_MANY_SERVICES,)
    operations.unfavour_service(service=one, by=ines)
    operations.favour_service(service=three, by=ines)


def test_a_double_click_makes_one_list(territory, team, ines, service):
    made = [
        operations.create_selection(
            territory=territory, name=" Permis ", partner=team, service=service, by=ines
        )
        for _twice in range(2)
    ]
    assert made[0] == made[1]
    assert [(each.name, each.partner, each.keeper) for each in Selection.objects.all()] == [
        ("Permis", team, ines)
    ]
    assert names(made[0], ines) == [("Aide au permis", True)]


def test_a_role_that_reads_makes_no_list(territory, team):
    reader = make_user("lea", role=Role.READER, territory=territory)
    assert refused(operations.create_selection, territory=territory, name="Permis", by=reader) == (
        O.READS_ONLY,
    )


def test_a_list_is_shared_with_those_one_works_with(territory, team, ines, omar):
    here, elsewhere = two_districts()
    team.districts.set([here])
    stranger = make_partner(territory)
    given = {"territory": territory, "name": "Permis", "by": ines}
    assert refused(operations.create_selection, partner=stranger, district=elsewhere, **given) == (
        O.NOT_YOUR_ORGANIZATION,
        O.NOT_YOUR_DISTRICT,
    )
    assert [district.pk for district in districts_to_link(ines, territory)] == [here.pk]
    assert partners_to_share(ines, territory) == [team]
    operations.create_selection(partner=team, district=here, **given)
    assert visible_selections(omar, territory).count() == 1


def test_the_lists_found_are_those_that_the_rule_says_she_reads(territory, team, ines, omar):
    here, elsewhere = two_districts()
    team.districts.set([here])
    others = make_partner(territory, "Centre social des Essais")
    others.districts.set([elsewhere])
    lea, coordinator = make_user("lea"), make_user("chloe", role=Role.COORDINATOR, territory=territory)
    make_member(others, lea, role=Role.READER)
    for partner in (None, team, others):
        for district in (None, here, elsewhere):
            for removed_at in (None, now()):
                make_selection(
                    ines, territory=territory, partner=partner, district=district, removed_at=removed_at
                )
    for user in (ines, omar, lea, coordinator):
        reader, found = reader_of(user, territory), set(visible_selections(user, territory))
        told = {each for each in Selection.objects.all() if rules.is_read_by(kept_of(each), reader)}
        assert found == told != set()


def test_who_finds_which_list_on_her_page(territory, team, ines, omar):
    here, elsewhere = two_districts()
    team.districts.set([here])
    coordinator = make_user("chloe", role=Role.COORDINATOR, territory=territory)
    visitor = make_user("visiteur")
    alone = make_selection(ines, territory=territory, name="Seule")
    shared = make_selection(ines, partner=team, name="Équipe")
    linked = make_selection(coordinator, territory=territory, name="Quartier", district=here)
    far = make_selection(coordinator, territory=territory, name="Loin", district=elsewhere)
    gone = make_selection(ines, territory=territory, name="Retirée", removed_at=now())
    make_selection(ines, territory=territory, name="Mes favoris", is_favourites=True)

    def parts(user):
        page = lists_page(user, territory)
        return [
            [each.name for each in rows] for rows in (page.mine, page.teams, page.districts, page.removed)
        ]

    assert parts(ines) == [[alone.name, shared.name], [], [linked.name], [gone.name]]
    assert parts(omar) == [[], [shared.name], [linked.name], []]
    assert parts(coordinator) == [[far.name, linked.name], [], [], []]
    assert parts(visitor) == [[], [], [], []]
    assert writable_selections(omar, territory) == [shared]


def test_a_member_follows_her_own_districts_rather_than_those_of_her_organization(territory, team):
    here, elsewhere = two_districts()
    team.districts.set([here])
    user = make_user("nora")
    make_member(team, user, role=Role.DISTRICT_OFFICER).districts.set([elsewhere])
    assert [district.pk for district in districts_to_link(user, territory)] == [elsewhere.pk]


def test_colleagues_write_a_list_and_the_second_is_told(team, ines, omar, structure):
    one, two = make_service(structure, "Un"), make_service(structure, "Deux")
    selection = make_selection(ines, [one, two], partner=team)
    rows = {row.service.name: row.pk for row in SelectedService.objects.all()}
    seen = selection.version
    operations.arrange_selection(
        selection=selection,
        version=seen,
        places={rows["Un"]: 2, rows["Deux"]: 1},
        notes={rows["Deux"]: " Dites que vous venez de notre part "},
        by=omar,
    )
    assert [(sheet.service.name, sheet.note) for sheet in selection_sheets(selection, ines)] == [
        ("Deux", "Dites que vous venez de notre part"),
        ("Un", ""),
    ]
    late = {"selection": selection, "version": seen, "by": ines}
    assert refused(operations.arrange_selection, places={}, notes={}, **late) == (
        SaveObjection.CHANGED_MEANWHILE,
    )
    kept = {"name": "Autre", "purpose": "", "partner": team, "district": None}
    assert refused(operations.write_selection, **late, **kept) == (SaveObjection.CHANGED_MEANWHILE,)


def test_words_too_long_and_rows_of_another_list_are_refused(team, ines, structure):
    selection = make_selection(ines, [make_service(structure)], partner=team)
    other = select(make_selection(ines, partner=team, name="Autre"), make_service(structure, "Deux"))
    row = SelectedService.objects.get(selection=selection)
    given = {"selection": selection, "version": selection.version, "places": {}, "by": ines}
    assert refused(operations.arrange_selection, notes={row.pk: "a" * 201}, **given) == (O.TOO_LONG,)
    assert refused(operations.arrange_selection, notes={other.pk: "a"}, **given) == (O.OTHER_SERVICES,)


def test_a_colleague_does_not_take_a_list_from_the_team(team, ines, omar):
    selection = make_selection(ines, partner=team)
    alone = {
        "selection": selection,
        "version": 1,
        "name": "A",
        "purpose": "",
        "partner": None,
        "district": None,
    }
    assert refused(operations.write_selection, by=omar, **alone) == (O.NOT_ITS_KEEPER,)
    written = operations.write_selection(by=omar, **alone | {"partner": team, "purpose": "Pour lundi"})
    assert (written.name, written.purpose, written.version) == ("A", "Pour lundi", 2)


def test_what_is_taken_out_comes_back_where_it_was(team, ines, structure):
    services = [make_service(structure, f"Service {n}") for n in range(3)]
    selection = make_selection(ines, services, partner=team)
    for _twice in range(2):
        operations.take_out_of_selection(selection=selection, service=services[1], by=ines)
    assert names(selection, ines) == [("Service 0", True), ("Service 2", True)]
    for _twice in range(2):
        operations.put_back_in_selection(selection=selection, service=services[1], by=ines)
    assert names(selection, ines) == [("Service 0", True), ("Service 1", True), ("Service 2", True)]
    assert Selection.objects.get(pk=selection.pk).version == 3
    never = make_service(structure, "Jamais")
    assert refused(operations.put_back_in_selection, selection=selection, service=never, by=ines) == (
        SaveObjection.GONE_MEANWHILE,
    )


def test_an_archived_sheet_stays_in_the_list_with_what_could_help_instead(team, ines, structure, territory):
    gone, near, other = (
        make_service(structure, "Parti"),
        make_service(structure, "Semblable"),
        make_service(structure, "Sans rapport", themes=["numerique--prendre-en-main-un-ordinateur"]),
    )
    selection = make_selection(ines, [gone, other], partner=team)
    Service.objects.filter(pk=gone.pk).update(state=ServiceState.ARCHIVED)
    sheets = selection_sheets(selection, ines)
    assert [(s.service.name, s.is_offered, s.is_named) for s in sheets] == [
        ("Parti", False, True),
        ("Sans rapport", True, True),
    ]
    assert replacements(sheets, territory) == {gone.pk: [near]}
    assert offered_services(selection, ines) == [other]
    operations.add_to_selection(selection=selection, service=near, by=ines)
    assert replacements(selection_sheets(selection, ines), territory) == {gone.pk: []}


def test_archiving_a_sheet_does_not_touch_the_lists(team, ines, structure):
    service = make_service(structure)
    selection = make_selection(ines, [service], partner=team)
    coordinator = make_user("chloe", role=Role.COORDINATOR, territory=team.territory)
    archive_sheet(service=service, version=service.version, by=coordinator, words="Fini")
    assert names(selection, ines) == [("Aide au permis", False)]


def test_a_sheet_that_was_never_hers_to_read_is_not_named(territory, team, ines):
    secret = make_partner(territory, is_sensitive=True)
    service = make_service(make_structure(territory, partner=secret), "Lieu sûr")
    selection = make_selection(ines, [service], partner=team)
    assert [(s.is_offered, s.is_named) for s in selection_sheets(selection, ines)] == [(False, False)]


def test_a_copy_is_hers_and_holds_what_is_offered(team, ines, omar, structure):
    kept, gone = make_service(structure, "Gardé"), make_service(structure, "Parti")
    selection = make_selection(ines, [gone, kept], partner=team)
    SelectedService.objects.filter(service=kept).update(note="Le matin")
    Service.objects.filter(pk=gone.pk).update(state=ServiceState.ARCHIVED)
    copies = [operations.duplicate_selection(selection=selection, by=omar) for _twice in range(2)]
    assert copies[0] == copies[1]
    assert (copies[0].name, copies[0].keeper, copies[0].partner) == (
        "Copie de Permis à Montreynaud",
        omar,
        None,
    )
    assert [(s.service, s.note) for s in selection_sheets(copies[0], omar)] == [(kept, "Le matin")]


def test_a_list_is_handed_over_to_a_colleague_who_is_told(team, ines, omar, territory):
    selection = make_selection(ines, partner=team)
    stranger = make_user("zoe", role=Role.PRESCRIBER, territory=territory)
    assert possible_keepers(selection, ines) == [omar]
    assert refused(operations.hand_over_selection, selection=selection, to=stranger, by=ines) == (
        O.NOT_A_COLLEAGUE,
    )
    assert refused(operations.hand_over_selection, selection=selection, to=omar, by=omar) == (
        O.NOT_ITS_KEEPER,
    )
    for _twice in range(2):
        operations.hand_over_selection(selection=selection, to=omar, by=ines)
    assert Selection.objects.get().keeper == omar
    assert [(notice.user, notice.kind) for notice in Notice.objects.all()] == [
        (omar, "directory.list_handed")
    ]


def test_when_its_keeper_has_left_a_colleague_takes_the_list(team, ines, omar):
    selection = make_selection(ines, partner=team)
    membership = next(each for each in team_members(team) if each.user == ines)
    membership.state = "ended"
    membership.save()
    operations.hand_over_selection(selection=selection, to=omar, by=omar)
    assert Selection.objects.get().keeper == omar
    assert Notice.objects.count() == 0


def team_members(team):
    from cite.actors.models import Membership

    return Membership.objects.filter(partner=team)


def test_a_list_taken_away_comes_back_for_a_month(team, ines, omar, structure, territory):
    selection = make_selection(ines, [make_service(structure)], partner=team)
    assert refused(operations.remove_selection, selection=selection, by=omar) == (O.NOT_ITS_KEEPER,)
    for _twice in range(2):
        operations.remove_selection(selection=selection, by=ines)
    given = {"selection": selection, "service": make_service(structure, "Deux"), "by": ines}
    assert refused(operations.add_to_selection, **given) == (O.REMOVED,)
    assert operations.forget_removed_selections(territory=territory, at=now() + timedelta(days=29)) == 0
    for _twice in range(2):
        operations.restore_selection(selection=selection, by=ines)
    assert Selection.objects.get().removed_at is None
    operations.remove_selection(selection=selection, by=ines)
    assert operations.forget_removed_selections(territory=territory, at=now() + timedelta(days=31)) == 2
    assert Selection.objects.count() == 0


def test_a_full_list_says_so(team, ines, structure, monkeypatch):
    monkeypatch.setattr(rules, "MOST_SERVICES", 1)
    one, two = make_service(structure, "Un"), make_service(structure, "Deux")
    selection = make_selection(ines, [one], partner=team)
    given = {"selection": selection, "service": two, "by": ines}
    assert refused(operations.add_to_selection, **given) == (O.TOO_MANY_SERVICES,)
    operations.take_out_of_selection(selection=selection, service=one, by=ines)
    operations.add_to_selection(**given)
    assert refused(operations.put_back_in_selection, selection=selection, service=one, by=ines) == (
        O.TOO_MANY_SERVICES,
    )


def test_lists_have_an_end(territory, ines, monkeypatch):
    monkeypatch.setattr(operations, "MOST_LISTS", 1)
    operations.create_selection(territory=territory, name="Une", by=ines)
    given = {"territory": territory, "by": ines}
    assert refused(operations.create_selection, name="Deux", **given) == (O.TOO_MANY_LISTS,)
    assert refused(operations.create_selection, name=" ", **given) == (O.NO_NAME,)
