"""Essential data of subsidies: the sixteen columns of the schema, whose official validator is out of reach here."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cite.grants.queries.open_data import Dataset
from cite.grants.rules.open_data import COLUMNS, Subsidy, faults_of_row, row_of, shortened
from tests.grants.test_operations_documents import Scene


@pytest.fixture
def scene(territory):
    found = Scene(territory)
    found.state.siret = "17420001600012"
    found.state.save()
    found.carrier.organization.siret = "00000000000000"
    found.carrier.organization.rna = "W421234567"
    found.carrier.organization.save()
    return found


def subsidy(**changes):
    given = {
        "funder": "État",
        "funder_siret": "17420001600012",
        "decided_on": date(2027, 5, 12),
        "reference": "Arrêté 2027-118",
        "carrier": "Association",
        "carrier_siret": "00000000000000",
        "carrier_rna": "",
        "purpose": "Un permis",
        "amount": Decimal("25000.5"),
        "is_shared": True,
        "paid_from": date(2027, 6, 1),
        "paid_until": date(2028, 7, 1),
    }
    return Subsidy(**given | changes)


def test_a_row_has_the_columns_and_the_formats_of_the_schema():
    assert tuple(row_of(subsidy()).items()) == (
        ("nomAttribuant", "État"),
        ("idAttribuant", "17420001600012"),
        ("dateConvention", "2027-05-12"),
        ("referenceDecision", "Arrêté 2027-118"),
        ("nomBeneficiaire", "Association"),
        ("idBeneficiaire", "00000000000000"),
        ("rnaBeneficiaire", ""),
        ("objet", "Un permis"),
        ("montant", "25000.50"),
        ("nature", "aide en numéraire"),
        ("conditionsVersement", "échelonné"),
        ("datesPeriodeVersement", "2027-06-01/2028-07-01"),
        ("idRAE", ""),
        ("notificationUE", "non"),
        ("pourcentageSubvention", "1.00"),
        ("dispositifAide", ""),
    )
    assert faults_of_row(row_of(subsidy())) == []
    once = row_of(subsidy(is_shared=False, paid_until=date(2027, 6, 1)))
    assert (once["conditionsVersement"], once["datesPeriodeVersement"]) == ("unique", "2027-06-01")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("idAttribuant", "123"),
        ("idBeneficiaire", ""),
        ("nomBeneficiaire", ""),
        ("dateConvention", "12/05/2027"),
        ("dateConvention", "2027-13-01"),
        ("rnaBeneficiaire", "421234567"),
        ("objet", ""),
        ("objet", "x" * 257),
        ("montant", "25000,50"),
        ("montant", "-1.00"),
        ("nature", "numéraire"),
        ("conditionsVersement", ""),
        ("datesPeriodeVersement", "2027-06-01/"),
        ("idRAE", "123456"),
        ("notificationUE", "NON"),
        ("pourcentageSubvention", "0.00"),
        ("pourcentageSubvention", "100"),
    ],
)
def test_the_schema_refuses_what_is_not_in_its_format(column, value):
    assert faults_of_row(row_of(subsidy()) | {column: value}) == [column]


def test_the_order_of_the_columns_counts():
    row = row_of(subsidy())
    assert faults_of_row(dict(reversed(row.items()))) == ["order"]
    assert faults_of_row({**row, "adresse": "x"}) == ["adresse"]


def test_a_purpose_is_one_line_of_256_signs():
    assert len(shortened("mot " * 100)) <= 256
    assert shortened("a\nb") == "a b"


def read(client, siren="174200016", year=2027):
    return client.get(reverse("grants:open_data_file", args=[siren, year]))


def test_what_is_above_the_threshold_is_published_in_the_columns_of_the_schema(client, scene):
    scene.grant("25000.00")
    scene.grant_of_town()
    response = read(client)
    assert response["Content-Disposition"] == 'attachment; filename="subventions_174200016_2027.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert tuple(rows[0]) == COLUMNS
    assert [row["montant"] for row in rows] == ["25000.00"]
    assert [faults_of_row(row) for row in rows] == [[]]
    page = client.get(reverse("grants:open_data")).content.decode()
    assert "État – 2027" in page
    assert "Ville fictive" not in page


def test_the_page_shows_what_its_file_holds(client, scene):
    scene.grant("25000.00")
    page = client.get(reverse("grants:open_data"))
    ((dataset, table),) = page.context["datasets"]
    assert (table.rows, dataset.gap) == (dataset.rows, "")
    assert "25\u202f000\u00a0€" in page.text


def test_what_is_left_out_is_said_with_its_reason():
    said = [Dataset(None, 2027, [], number).gap.replace("\u00a0", " ") for number in (0, 1, 2)]
    assert said == [
        "",
        "1 subvention n’est pas publiée : il manque le SIRET du financeur ou du porteur.",
        "2 subventions ne sont pas publiées : il manque le SIRET du financeur ou du porteur.",
    ]


@pytest.mark.parametrize("amount", ["23000.00", "5000.00"])
def test_at_the_threshold_or_below_nothing_is_published(client, scene, amount):
    scene.grant(amount)
    assert read(client).status_code == 404


@pytest.mark.parametrize("state", ["recorded", "withdrawn"])
def test_what_is_not_notified_or_was_withdrawn_is_not_published(client, scene, state):
    scene.grant("25000.00", state=state)
    assert read(client).status_code == 404


def test_a_sensitive_organization_and_one_without_siret_are_never_published(client, scene):
    scene.grant("25000.00")
    scene.carrier.is_sensitive = True
    scene.carrier.save()
    assert read(client).status_code == 404
    scene.carrier.is_sensitive = False
    scene.carrier.save()
    scene.carrier.organization.siret = ""
    scene.carrier.organization.save()
    assert read(client).status_code == 404
