"""A caseload under pseudonyms: no name leaves, small cells are masked, and the journal says who took it."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.actors.enums import LegalTitle
from cite.audit.models import Entry
from cite.imports.gateways.tables import read_table
from cite.pathways.enums.content import ContentAct
from cite.pathways.enums.pathways import ExitClass, ExitReason
from cite.pathways.models import Exit
from cite.pathways.queries.caseload import caseload_figures, followed_rows, pseudonym
from cite.residents.enums.sharing import Purpose
from tests.factories.actors import make_member
from tests.factories.pathways import make_finding, make_pathway
from tests.factories.residents import make_residence, make_resident, make_sharing
from tests.factories.territories import make_commune, make_district
from tests.scale import growing, queries_as_they_grow

TODAY = date(2026, 11, 27)


def rows_of(response) -> list[list[str]]:
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))


@pytest.fixture
def followed(ines):
    """Seven people: one of them without a birth, one whose pathway ended, two with a frein."""
    district = make_district(make_commune(), code="QN04201M", label="Quartier du Lac")
    pathways = []
    for number in range(7):
        resident = make_resident(
            ines,
            first_name=f"Nom{number}",
            birth_year=None if number == 0 else 1970 + number,
            phone="+33639980001",
        )
        make_residence(resident, district if number < 6 else None)
        pathways.append(make_pathway(resident, ines))
    make_finding(pathways[0], ines, level="blocking")
    make_finding(pathways[1], ines, obstacle="health", level="yes")
    ended = pathways[2]
    ended.closed_on = date(2026, 11, 20)
    ended.save()
    Exit.objects.create(
        territory=ended.territory,
        pathway=ended,
        on=ended.closed_on,
        reason=ExitReason.PERMANENT_CONTRACT,
        exit_class=ExitClass.LASTING_JOB,
        noted_by=ines,
    )
    return pathways


def test_nothing_names_anybody(client, ines, followed):
    client.force_login(ines.user)
    header, *lines = rows_of(client.get(reverse("pathways:caseload"), {"format": "csv"}))
    assert len(lines) == 7
    assert header[:5] == ["Code", "Âge", "Quartier", "Mois d’entrée", "Origine"]
    text = str(lines)
    for pathway in followed:
        resident = pathway.resident
        hidden = (
            resident.first_name,
            resident.last_name,
            resident.phone,
            str(resident.uuid),
            str(pathway.uuid),
        )
        assert [word for word in hidden if word in text] == []
    assert not [line for line in lines if "1971" in str(line)]
    by_code = {line[0]: line for line in lines}
    first = by_code[pseudonym(ines.partner, followed[0])]
    assert first[1:5] == ["Non renseigné", "Quartier du Lac", "2026-11", "Elle est venue d’elle-même"]
    assert (first[header.index("Logement")], first[header.index("Santé")]) == ("Frein bloquant", "Pas abordé")
    ended = by_code[pseudonym(ines.partner, followed[2])]
    assert ended[-2:] == ["Emploi durable", "CDI"]


def test_the_workbook_says_the_same(client, ines, followed):
    client.force_login(ines.user)
    response = client.get(reverse("pathways:caseload"), {"format": "xlsx"})
    book = read_table(io.BytesIO(response.content), has_header=True)
    lines = rows_of(client.get(reverse("pathways:caseload"), {"format": "csv"}))
    assert [list(book.headers), *(list(row.cells) for row in book.rows())] == lines


def test_a_code_is_the_same_each_time_and_another_for_another_structure(followed, partner, other_partner):
    codes = {pseudonym(partner, each) for each in followed}
    assert codes == {pseudonym(partner, each) for each in followed}
    assert len(codes) == 7
    assert codes & {pseudonym(other_partner, each) for each in followed} == set()


def test_only_those_whom_the_structure_supports(client, ines, lea, followed, other_partner):
    make_sharing(followed[0].resident, other_partner, Purpose.REVIEW)
    make_sharing(followed[1].resident, other_partner, Purpose.SUPPORT)
    client.force_login(lea.user)
    lines = rows_of(client.get(reverse("pathways:caseload"), {"format": "csv"}))[1:]
    assert [line[0] for line in lines] == [pseudonym(other_partner, followed[1])]


def test_figures_mask_small_cells(client, ines, followed):
    client.force_login(ines.user)
    lines = rows_of(client.get(reverse("pathways:caseload-figures"), {"format": "csv"}))[1:]
    found = {(subject, category): count for subject, category, count in lines}
    assert found["Quartier", "Ensemble"] == "7"
    masked = "masqué (moins de 5, ou aiderait à retrouver un petit nombre)"
    assert (found["Quartier", "Quartier du Lac"], found["Quartier", "Non renseigné"]) == (masked, masked)
    assert (found["Sortie", "En cours"], found["Sortie", "Emploi durable"]) == (masked, masked)
    assert (found["Langue française", "Pas abordé"], found["Logement", "Pas abordé"]) == ("7", masked)


def test_of_four_people_not_even_how_many_nor_which_answers(ines, followed):
    rows = followed_rows(ines.user, ines, TODAY)
    places = {"districts": ["Quartier du Lac", "Les Ormes"], "sees_obstacles": True}
    nobody, four = caseload_figures([], **places), caseload_figures(rows[:4], **places)
    assert four == nobody
    assert {figure.count for figure in four} == {None}


@pytest.mark.parametrize(("query", "act"), [({}, "READ_CASELOAD"), ({"format": "csv"}, "EXPORT")])
@pytest.mark.parametrize("name", ["caseload", "caseload-figures"])
def test_the_journal_says_who_took_it(client, ines, followed, query, act, name):
    client.force_login(ines.user)
    response = client.get(reverse(f"pathways:{name}"), query)
    if response.streaming:
        rows_of(response)
    entry = Entry.objects.get(action=ContentAct[act])
    assert (entry.by_uuid, entry.target_uuid) == (ines.user.uuid, ines.partner.uuid)


@pytest.mark.parametrize(
    "role", [Role.CARRIER, Role.RELAY, Role.EMPLOYER, Role.CO_PILOT_STATE, Role.READER, Role.FUNDER]
)
@pytest.mark.parametrize("name", ["caseload", "caseload-figures"])
def test_the_others_export_nothing(client, partner, followed, role, name):
    member = make_member(partner, "x", role=role)
    client.force_login(member.user)
    assert client.get(reverse(f"pathways:{name}"), {"format": "csv"}).status_code == 403


def test_without_a_legal_title_nothing_leaves(client, ines, followed, partner):
    partner.legal_title = LegalTitle.NONE
    partner.save()
    client.force_login(ines.user)
    assert client.get(reverse("pathways:caseload"), {"format": "csv"}).status_code == 403


def test_with_two_structures_the_address_says_which(client, ines, followed, other_partner):
    make_member(other_partner, user=ines.user)
    client.force_login(ines.user)
    page = client.get(reverse("pathways:caseload"))
    assert [label for label, _href in page.context["others"]] == ["Centre social du Lac"]
    assert len(page.context["table"].rows) == 7
    other = client.get(reverse("pathways:caseload"), {"structure": other_partner.uuid})
    assert other.context["table"].rows == []
    wrong = client.get(reverse("pathways:caseload"), {"structure": "x"})
    assert len(wrong.context["table"].rows) == 7


def test_pages_ask_as_much_for_one_as_for_many(client, ines):
    client.force_login(ines.user)

    def add(how_many):
        for _number in range(how_many):
            make_finding(make_pathway(make_resident(ines), ines), ines)

    urls = [reverse("pathways:caseload"), f"{reverse('pathways:caseload')}?format=csv"]
    assert growing(queries_as_they_grow(client, urls, add, (1, 2, 27))) == {}


def test_whoever_opens_files_finds_where_to_bring_her_list(client, ines, territory):
    address = reverse("imports:start", args=["file-active"])
    client.force_login(ines.user)
    assert address in client.get(reverse("pathways:pathways")).content.decode()
    assert client.get(address).status_code == 200
