"""A public sheet in the words of schema.org, for search engines: what the page says, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cite.directory.rules.hours import WHOLE_DAY, Span, Week
from cite.directory.rules.sheet import Sheet

_FREE = "gratuit"
_FRENCH = "fr"
_PUBLIC_BODIES = ("1", "2")
"""How the SIREN of a legal person under public law begins."""
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def structured_service(
    sheet: Sheet,
    *,
    address: str,
    structure: str,
    siret: str,
    areas: Sequence[str],
    week: Week | None,
    confirmed_on: str,
) -> dict[str, Any]:
    """Describe a service. `areas`: the districts it says it covers; `address`: that of its page."""
    kind = "GovernmentService" if siret.startswith(_PUBLIC_BODIES) else "Service"
    return {"@context": "https://schema.org"} | _said(
        {
            "@type": kind,
            "@id": address,
            "url": address,
            "name": sheet.name,
            "description": sheet.summary,
            "provider": {"@type": "Organization", "name": structure},
            "areaServed": [{"@type": "Place", "name": name} for name in areas],
            "offers": {"@type": "Offer", "price": "0", "priceCurrency": "EUR"}
            if sheet.fee == _FREE
            else None,
            "availableChannel": _channel(sheet, week),
            "hoursAvailable": _hours(week),
            "mainEntityOfPage": {"@type": "WebPage", "url": address, "dateModified": confirmed_on},
        }
    )


def _channel(sheet: Sheet, week: Week | None) -> dict[str, Any] | None:
    others = [code for code in sheet.languages if code != _FRENCH]
    channel = _said(
        {
            "servicePhone": {"@type": "ContactPoint", "telephone": sheet.phone} if sheet.phone else None,
            "serviceUrl": sheet.mobilization_url,
            "serviceLocation": _place(sheet, week),
            "availableLanguage": [{"@type": "Language", "alternateName": code} for code in others],
        }
    )
    return {"@type": "ServiceChannel"} | channel if channel else None


def _place(sheet: Sheet, week: Week | None) -> dict[str, Any] | None:
    street = ", ".join(filter(None, (sheet.address, sheet.address_extra)))
    postal = _said(
        {"streetAddress": street, "postalCode": sheet.postal_code, "addressLocality": sheet.commune_name}
    )
    place = _said(
        {
            "address": {"@type": "PostalAddress", "addressCountry": "FR"} | postal if postal else None,
            "geo": _point(sheet),
            "openingHoursSpecification": _hours(week),
        }
    )
    return {"@type": "Place"} | place if postal or "geo" in place else None


def _point(sheet: Sheet) -> dict[str, Any] | None:
    if sheet.longitude is None or sheet.latitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": sheet.latitude, "longitude": sheet.longitude}


def _hours(week: Week | None) -> list[dict[str, Any]]:
    """List when it opens; nothing where the weeks are not alike, which this says badly."""
    if week is None or week.changes:
        return []
    days: dict[Span, list[str]] = {}
    for name, spans in zip(_DAYS, week.days, strict=True):
        for span in spans:
            days.setdefault(span, []).append(name)
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": names,
            "opens": _clock(span.start),
            "closes": _clock(min(span.end, WHOLE_DAY - 1)),
        }
        for span, names in days.items()
    ]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _said(given: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what is known: a search engine is told nothing of the rest."""
    return {name: value for name, value in given.items() if value not in (None, "", [], {})}
