"""What a sheet must say before residents may read it: everything that lacks, at once.

Sources: data·inclusion v1 for the fields it requires; the fiche technique (« sans distinction d'âge ») for the age.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cite.core.decisions import Decision
from cite.directory.enums.life import PublicationObjection as P
from cite.directory.enums.standard import THEMES
from cite.directory.rules.sheet import Sheet

SHORTEST_NAME = 3
SHORTEST_DESCRIPTION = 50
ON_SITE = "en-presentiel"
BY_PHONE, BY_EMAIL, BY_LINK, IN_PERSON = (
    "telephoner",
    "envoyer-un-courriel",
    "utiliser-lien-mobilisation",
    "se-presenter",
)
PAID = "payant"
TRAINING = "formation"

FIELD_OF: dict[P, str] = {
    P.NAME_TOO_SHORT: "name",
    P.NAME_WITH_POINT: "name",
    P.SUMMARY_MISSING: "summary",
    P.DESCRIPTION_TOO_SHORT: "description",
    P.KIND_MISSING: "kind",
    P.THEME_MISSING: "themes",
    P.AGE_WITHOUT_REASON: "audience_details",
    P.COVERAGE_MISSING: "districts",
    P.RECEPTION_MISSING: "reception_modes",
    P.ADDRESS_MISSING: "address",
    P.MOBILIZATION_MISSING: "mobilization_modes",
    P.WHO_MISSING: "mobilizable_by",
    P.CONTACT_MISSING: "phone",
    P.PHONE_MISSING: "phone",
    P.EMAIL_MISSING: "email",
    P.LINK_MISSING: "mobilization_url",
    P.FEE_MISSING: "fee",
    P.FEE_DETAILS_MISSING: "fee_details",
    P.INTAKES_PAST: "intakes",
}
"""Where each thing is written; the order of the sheet."""


def publication_decision(
    sheet: Sheet, *, is_covered: bool, intakes: Sequence[date] = (), on: date
) -> Decision:
    """Say what stands between a sheet and its readers.

    `is_covered`: it says which districts it is for. `intakes`: the days on which its entries begin.
    """
    modes = set(sheet.mobilization_modes)
    is_training_over = sheet.kind == TRAINING and intakes and max(intakes) < on
    lacks = {
        P.NAME_TOO_SHORT: len(sheet.name.strip()) < SHORTEST_NAME,
        P.NAME_WITH_POINT: sheet.name.endswith(".") and not sheet.name.endswith("etc."),
        P.SUMMARY_MISSING: not sheet.summary.strip(),
        P.DESCRIPTION_TOO_SHORT: len(sheet.description.strip()) < SHORTEST_DESCRIPTION,
        P.KIND_MISSING: not sheet.kind,
        P.THEME_MISSING: not any(theme in THEMES for theme in sheet.themes),
        P.AGE_WITHOUT_REASON: has_age(sheet) and not sheet.audience_details.strip(),
        P.COVERAGE_MISSING: not is_covered,
        P.RECEPTION_MISSING: not sheet.reception_modes,
        P.ADDRESS_MISSING: is_on_site(sheet) and not (sheet.address.strip() and sheet.commune_name.strip()),
        P.MOBILIZATION_MISSING: not modes,
        P.WHO_MISSING: not sheet.mobilizable_by,
        P.CONTACT_MISSING: not any((sheet.phone, sheet.email, sheet.mobilization_url)),
        P.PHONE_MISSING: BY_PHONE in modes and not sheet.phone,
        P.EMAIL_MISSING: BY_EMAIL in modes and not sheet.email,
        P.LINK_MISSING: BY_LINK in modes and not sheet.mobilization_url,
        P.FEE_MISSING: not sheet.fee,
        P.FEE_DETAILS_MISSING: sheet.fee == PAID and not sheet.fee_details.strip(),
        P.INTAKES_PAST: bool(is_training_over),
    }
    return Decision(tuple(objection for objection in FIELD_OF if lacks[objection]))


def has_age(sheet: Sheet) -> bool:
    """Whether an age is asked."""
    return sheet.min_age is not None or sheet.max_age is not None


def is_on_site(sheet: Sheet) -> bool:
    """Whether one comes to a place, to be received or to ask."""
    return ON_SITE in sheet.reception_modes or IN_PERSON in sheet.mobilization_modes


def newly_lacking(before: Decision, after: Decision) -> Decision:
    """Keep what a change takes away from a sheet that is read already; what lacked before is another matter."""
    return Decision(tuple(objection for objection in after.objections if objection not in before.objections))
