"""Openings for the tests."""

from datetime import date

from cite.accounts.models import User
from cite.opening import operations
from cite.opening.enums import ComplianceKind
from cite.opening.models import OpeningDraft
from cite.tenancy.models import Territory

TERRITORY = {
    "name": "Ville-Fictive Métropole",
    "slug": "ville-fictive",
    "epci_code": "200035731",
    "host": "",
    "contact_email": "contact@example.org",
    "publisher": "Ville-Fictive Métropole",
    "doubt_zone_m": 12,
    "geocoding_threshold_online": 0.8,
    "geocoding_threshold_embedded": 0.8,
    "callback_delay_hours": 3,
}
PEOPLE = {
    "state_kind": "prefecture",
    "state_organization": "Préfecture de la Fiction",
    "state_email": "etat@example.org",
    "metropole_organization": "Ville-Fictive Métropole",
    "metropole_email": "metropole@example.org",
}
MESSAGES = {"charter_title": "Charte", "charter_body": "Travaillons ensemble."}


def note_everything(territory: Territory, by: User) -> None:
    """Note every piece the law asks, each dated and with a reference."""
    for kind in ComplianceKind:
        sheet = operations.PieceSheet(dated_on=date(2026, 1, 5), reference="Dossier 7")
        operations.note_piece(territory=territory, kind=kind, sheet=sheet, number=0, by=by)


def make_opening(by: User, **answers: dict) -> OpeningDraft:
    """Prepare an opening whose steps are filled in; a step given as None is left out."""
    draft = operations.start_opening(by=by)
    steps = {"territory": TERRITORY, "people": PEOPLE, "messages": MESSAGES} | answers
    draft.answers = {step: given for step, given in steps.items() if given is not None}
    draft.save()
    return draft
