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
from cite.grants.permissions.review import REVIEWED, sides_required
from cite.grants.queries.opinions import opinions_due
from cite.grants.queries.reviews import reviews_of


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
    elif Standing.DESK in standings and application.state in REVIEWED:
        choice = review_step(application, user)
    elif Standing.DESK in standings:
        choice = _DESK.get(State(application.state))
    elif Standing.FUNDER in standings:
        choice = (_("Voir les décisions des financeurs"), "grants:decisions")
    if choice is None:
        return None
    label, name = choice
    return NextAction(str(label), reverse(name, args=[application.uuid]))


def review_step(application: Application, user: User) -> tuple[str, str]:
    """Say where this person is with the review of a file: hers to give, given, or that of others."""
    reviews = reviews_of(application)
    mine = next((review for review in reviews if review.instructor_id == user.pk), None)
    if mine is not None and mine.submitted_at is None:
        is_begun = bool(mine.marks or mine.words)
        return _("Continuer mon instruction") if is_begun else _("Instruire ce dossier"), "grants:review"
    if mine is None and len(reviews) < len(sides_required(application)):
        return _("Instruire ce dossier"), "grants:reviews"
    given = sum(review.submitted_at is not None for review in reviews)
    is_complete = given >= len(sides_required(application))
    return _("Lire l’instruction") if is_complete else _("Suivre l’instruction"), "grants:reviews"
