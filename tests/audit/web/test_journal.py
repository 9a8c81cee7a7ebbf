"""The pages of the journal."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from cite.accounts.enums import AccountsAct, Role
from cite.audit.enums import AuditAct
from cite.audit.models import Entry
from cite.audit.operations import erase_old_contents, seal_entries
from cite.core.dates import now, today
from cite.core.journal import ActingFor
from tests.factories.accounts import make_user
from tests.factories.audit import write

pytestmark = pytest.mark.django_db
JOURNAL = reverse("audit:journal")


@pytest.fixture
def officer(territory, client):
    user = make_user("officer", role=Role.DATA_PROTECTION_OFFICER, territory=territory)
    client.force_login(user)
    return user


def shown(client, **asked) -> list[str]:
    answer = client.get(JOURNAL, asked)
    assert answer.status_code == 200
    return [str(line[3].value) for line in answer.context["table"].lines]


def test_the_page_shows_and_is_itself_a_line(officer, client, territory):
    person = make_user("nadia")
    write(
        by=make_user("claire"),
        target=person,
        organization=ActingFor(person.uuid, "Métropole"),
        territory=territory,
        changes={"full_name": ("a", "b")},
    )
    page = client.get(JOURNAL).content.decode()
    assert all(text in page for text in ("Claire", "Métropole", "a ouvert un compte", "Nadia"))
    entry = Entry.objects.get(action=AuditAct.READ_JOURNAL)
    assert (entry.by_uuid, entry.territory) == (officer.uuid, territory)
    assert "a consulté le journal" in client.get(JOURNAL).content.decode()


def test_filters(officer, client, territory):
    elodie, marc = make_user("Élodie"), make_user("Marc")
    write(by=elodie, territory=territory, organization=ActingFor(elodie.uuid, "Régie de quartier"))
    write(by=marc, territory=territory, action=AccountsAct.GRANT_ROLE, person=elodie)
    write(by=marc, territory=territory, action="x.read", is_reading=True)
    write(by=marc, territory=territory, action=AccountsAct.REVOKE_ROLE, at=now() - timedelta(days=60))
    opened, granted, read, revoked = "a ouvert un compte", "a donné un rôle", "x.read", "a retiré un rôle"
    assert {opened, granted, read} <= set(shown(client))
    assert revoked not in shown(client)
    assert shown(client, par="elodie") == [opened]
    assert shown(client, structure="REGIE") == [opened]
    assert shown(client, acte="accounts.grant_role") == [granted]
    assert shown(client, nature="reading", par="marc") == [read]
    assert shown(client, personne=str(elodie.uuid)) == [granted]
    old = today() - timedelta(days=60)
    assert shown(client, du=str(old), au=str(old)) == [revoked]


@pytest.mark.parametrize(
    "asked",
    [
        {"du": "2026-12-31", "au": "2026-01-01"},
        {"du": "hier"},
        {"du": "0001-01-01"},
        {"au": "9999-12-31"},
        {"acte": "nothing.known"},
        {"nature": "x"},
        {"personne": "not-a-uuid"},
        {"par": "x" * 5000},
        {"par": "\x1b"},
        {"page": "99999999999"},
        {"tri": "nothing"},
    ],
)
def test_a_bad_search_shows_something(officer, client, asked):
    assert client.get(JOURNAL, asked).status_code == 200


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
    officer, client, territory, django_assert_max_num_queries
):
    counts = []
    for rows in (1, 2, 40):
        for rank in range(rows):
            person = make_user(f"p{rows}-{rank}")
            write(by=person, person=person, target=person, territory=territory)
        seal_entries()
        with django_assert_max_num_queries(30) as context:
            client.get(JOURNAL)
        counts.append(len(context))
    assert len(set(counts)) == 1, counts


def test_the_csv_is_told_from_a_reading(officer, client, territory):
    write(by=make_user("=cmd"), territory=territory)
    answer = client.get(JOURNAL, {"format": "csv"})
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeffLe;Qui;Pour;Quoi")
    assert "a ouvert un compte" in text
    assert ";=cmd" not in text
    assert Entry.objects.filter(action=AuditAct.EXPORT_JOURNAL).count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DATA_PROTECTION_OFFICER])
def test_nobody_else_opens_it(territory, client, role):
    entry = write(territory=territory)
    client.force_login(make_user("someone", role=role, territory=territory))
    answer = client.get(JOURNAL)
    assert answer.status_code == 403
    assert "protection des données" in answer.content.decode()
    assert client.get(reverse("audit:entry", args=[entry.uuid])).status_code == 403


def test_a_line_says_everything_it_holds(officer, client, territory):
    entry = write(
        by=make_user("claire"),
        target=territory,
        person=make_user("nadia"),
        changes={"name": ("Avant", "Après"), "doubt_zone_m": (True, None)},
    )
    page = client.get(reverse("audit:entry", args=[entry.uuid])).content.decode()
    for text in (
        "Claire",
        "Nadia",
        "Avant",
        "Après",
        "Nom",
        "oui",
        "Zone de doute",
        entry.digest,
        "en attente",
    ):
        assert text in page
    assert Entry.objects.get(action=AuditAct.READ_ENTRY).target_uuid == entry.uuid


def test_a_line_of_another_cite_does_not_exist(officer, client, territory, other_territory):
    territory.host = "testserver"
    territory.save()
    entry = write(territory=other_territory)
    assert client.get(reverse("audit:entry", args=[entry.uuid])).status_code == 404


def test_an_erased_line_says_so(officer, client, territory):
    old = now() - timedelta(days=2000)
    entry = write(by=make_user("claire"), territory=territory, at=old)
    seal_entries()
    erase_old_contents()
    page = client.get(reverse("audit:entry", args=[entry.uuid])).content.decode()
    assert "durée de conservation" in page
    assert "Claire" not in page
    day = str(localtime(old).date())  # the journal is read by days of Paris
    listed = client.get(JOURNAL, {"du": day, "au": day}).content.decode()
    assert "Contenu effacé" in listed


def test_each_person_reads_her_own_lines_without_the_names_of_agents(territory, client):
    me = make_user("nadia")
    agent = make_user("agathe")
    write(by=agent, person=me, organization=ActingFor(agent.uuid, "Mission locale"), territory=territory)
    write(by=agent, person=me, action=AccountsAct.GRANT_ROLE, territory=territory)
    write(by=me, person=me, action=AccountsAct.RENAME_ACCOUNT, territory=territory)
    write(by=agent, person=agent, action=AccountsAct.REVOKE_ROLE, territory=territory)
    client.force_login(me)
    page = client.get(reverse("audit:mine")).content.decode()
    table = page[page.index("<table") :]
    for text in ("Mission locale", "Une personne de la Cité", "Nadia (vous)", "a donné un rôle"):
        assert text in table
    assert "Agathe" not in page
    assert "a retiré un rôle" not in page
    csv = b"".join(client.get(reverse("audit:mine"), {"format": "csv"}).streaming_content).decode()
    assert "Mission locale" in csv
    assert "Agathe" not in csv


def test_the_period_reaches_the_end_of_its_last_day(officer, client, territory):
    write(territory=territory)
    assert "a ouvert un compte" in shown(client, du=str(date(2020, 1, 1)), au=str(today()))
