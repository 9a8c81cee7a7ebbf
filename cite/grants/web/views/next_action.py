"""The one button of a file's page: where this person goes to do what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import User
from cite.grants.enums import ApplicationState as State
from cite.grants.models import Application
from cite.grants.permissions.applications import Standing
from cite.grants.queries.opinions import opinions_due


class NextAction(NamedTuple):
    """What the button says, and where it leads."""

    label: str
    url: str


_CARRIER = {
    State.DRAFT: (_("Remplir le dossier"), "grants:writing"),
    State.TO_SIGN: (_("Vérifier, signer, déposer"), "grants:check"),
    State.TO_CORRECT: (_("Répondre à la demande de compléments"), "grants:corrections"),
    State.INADMISSIBLE: (_("Lire pourquoi"), "grants:admissibility"),
    State.REFUSED: (_("Lire la décision de chaque financeur"), "grants:decisions"),
    State.GRANTED: (_("Voir les bilans à produire"), "grants:file-reports"),
}
_DESK = {
    State.DEPOSITED: (_("Prendre ce dossier en charge"), "grants:admissibility"),
    State.TAKEN_UP: (_("Vérifier la recevabilité"), "grants:admissibility"),
    State.TO_CORRECT: (_("Suivre les compléments demandés"), "grants:corrections"),
    State.ADMISSIBLE: (_("Instruire ce dossier"), "grants:reviews"),
    State.IN_REVIEW: (_("Instruire ce dossier"), "grants:reviews"),
    State.INADMISSIBLE: (_("Lire pourquoi"), "grants:admissibility"),
    State.ADVISED: (_("Voir les décisions des financeurs"), "grants:decisions"),
    State.WAITING_LIST: (_("Voir les décisions des financeurs"), "grants:decisions"),
    State.GRANTED: (_("Suivre les versements"), "grants:ledger"),
}


def next_action(application: Application, standings: Iterable[Standing], user: User) -> NextAction | None:
    """Choose it: an opinion that is due comes first, then what the person is here for."""
    due = next((o for o in opinions_due(user, application.territory) if o.application == application), None)
    if due is not None and Standing.CARRIER not in standings:
        return NextAction(
            str(_("Donner l’avis demandé")), reverse("grants:opinion", args=[application.uuid, due.uuid])
        )
    choice = None
    if Standing.CARRIER in standings:
        choice = _CARRIER.get(State(application.state))
    elif Standing.DESK in standings:
        choice = _DESK.get(State(application.state))
    elif Standing.FUNDER in standings:
        choice = (_("Voir les décisions des financeurs"), "grants:decisions")
    if choice is None:
        return None
    label, name = choice
    return NextAction(str(label), reverse(name, args=[application.uuid]))
