"""Openings for the tests."""

from datetime import date

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.opening import operations
from cite.opening.enums import ComplianceKind, ServiceState
from cite.opening.models import Commissioning, OpeningDraft
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


def make_in_service(territory: Territory, state: ServiceState = ServiceState.IN_SERVICE) -> Commissioning:
    """Put a Cité in service from now on, or leave it suspended: real people are entered after what is there already."""
    agreed = {"agreed_by_state_on": today(), "agreed_by_metropole_on": today(), "in_service_since": now()}
    row, _is_new = Commissioning.objects.update_or_create(
        territory=territory, defaults={"state": state}, create_defaults={"state": state} | agreed
    )
    return row


def make_opening(by: User, **answers: dict) -> OpeningDraft:
    """Prepare an opening whose steps are filled in; a step given as None is left out."""
    draft = operations.start_opening(by=by)
    steps = {"territory": TERRITORY, "people": PEOPLE, "messages": MESSAGES} | answers
    draft.answers = {step: given for step, given in steps.items() if given is not None}
    draft.save()
    return draft
