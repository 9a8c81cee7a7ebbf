"""What search engines are told of a service, in the words of schema.org."""

from datetime import date

import pytest

from cite.directory.rules.hours import read_week
from cite.directory.rules.sheet import Sheet
from cite.directory.rules.structured import structured_service

ADDRESS = "https://cite.exemple.fr/offre/services/1/"
FRIDAY = date(2026, 11, 27)


def said(sheet, *, siret="", areas=(), hours=""):
    return structured_service(
        sheet,
        address=ADDRESS,
        structure="Le Relais",
        siret=siret,
        areas=areas,
        week=read_week(hours, FRIDAY),
        confirmed_on="2026-11-02",
    )


def test_what_is_not_known_is_not_said():
    assert said(Sheet(name="Aide au permis")) == {
        "@context": "https://schema.org",
        "@type": "Service",
        "@id": ADDRESS,
        "url": ADDRESS,
        "name": "Aide au permis",
        "provider": {"@type": "Organization", "name": "Le Relais"},
        "mainEntityOfPage": {"@type": "WebPage", "url": ADDRESS, "dateModified": "2026-11-02"},
    }


@pytest.mark.parametrize(
    ("siret", "kind"),
    [("21420218000013", "GovernmentService"), ("13000548100010", "GovernmentService"), ("", "Service")]
    + [("77560001000012", "Service")],
)
def test_a_public_body_gives_a_service_of_government(siret, kind):
    assert said(Sheet(name="A"), siret=siret)["@type"] == kind


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("", None),
        ("rubbish", None),
        ("24/7", [("7 days", "00:00", "23:59")]),
        ("Mo-Fr 08:00-12:00,13:30-17:00", [("5 days", "08:00", "12:00"), ("5 days", "13:30", "17:00")]),
        ("Mo 09:00-12:00; We 14:00-18:00", [("1 days", "09:00", "12:00"), ("1 days", "14:00", "18:00")]),
        ("week 1-53/2 Mo 09:00-12:00", None),
    ],
)
def test_hours_are_told_where_every_week_is_alike(hours, told):
    found = said(Sheet(name="A"), hours=hours).get("hoursAvailable")
    read = [(f"{len(e['dayOfWeek'])} days", e["opens"], e["closes"]) for e in found] if found else None
    assert read == told


def test_a_place_has_its_address_its_point_and_its_hours():
    sheet = Sheet(
        name="A",
        address="1 rue des Essais",
        address_extra="2e étage",
        postal_code="42000",
        commune_name="Saint-Étienne",
        longitude=4.4,
        latitude=45.46,
    )
    place = said(sheet, hours="Mo 09:00-12:00")["availableChannel"]["serviceLocation"]
    assert place == {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "FR",
            "streetAddress": "1 rue des Essais, 2e étage",
            "postalCode": "42000",
            "addressLocality": "Saint-Étienne",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 45.46, "longitude": 4.4},
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": ["Monday"],
                "opens": "09:00",
                "closes": "12:00",
            }
        ],
    }
