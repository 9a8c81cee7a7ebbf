"""Where the carrier of a file mends what a criterion of the fiche technique holds against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.actors.enums import TextState
from cite.actors.models import CommitmentText
from cite.actors.permissions.people import can_sign
from cite.grants.enums import CarrierKind, EligibilityCriterion, Question, WritingObjection
from cite.grants.models import Application
from cite.grants.queries.applications import field_path, missing_of
from cite.grants.queries.eligibility import verdict_of
from cite.grants.rules.eligibility import COMMITMENTS
from cite.grants.rules.questions import BY_KEY

_QUESTIONS = {
    EligibilityCriterion.AGE: Question.AGE_LIMIT,
    EligibilityCriterion.PERIOD: Question.STARTS_ON,
    EligibilityCriterion.PRIORITIES: Question.PRIORITIES,
    EligibilityCriterion.INNOVATION: Question.INNOVATION,
    EligibilityCriterion.ARTICULATION: Question.ARTICULATION,
}


@dataclass(frozen=True, slots=True)
class Remedy:
    """The link that leads from a criterion to the page where it is met."""

    label: str
    path: str


def remedies_of(application: Application, user: User) -> dict[str, list[Remedy]]:
    """Map criteria to the pages where this person, of the carrier, can do something about them."""
    args = [application.uuid]
    found = {
        criterion.value: [Remedy(str(BY_KEY[key].label), field_path(application, BY_KEY[key]))]
        for criterion, key in _QUESTIONS.items()
    }
    return found | {
        EligibilityCriterion.DISTRICTS: [
            Remedy(_("Choisir les quartiers touchés"), reverse("grants:districts", args=args))
        ],
        EligibilityCriterion.NETWORK: [
            Remedy(_("Nommer les partenaires"), reverse("grants:partners", args=args))
        ],
        EligibilityCriterion.VALUES: _commitments(application, user),
        EligibilityCriterion.REPORTS: [Remedy(_("Voir les bilans à produire"), reverse("grants:reports"))],
    }


def ways_to_mend(application: Application, user: User, on: date) -> dict[str, str]:
    """Map what may stand against a deposit to the page where this person, of the carrier, mends it."""
    args, remedies = [application.uuid], remedies_of(application, user)
    check = reverse("grants:check", args=args)
    found = {
        str(WritingObjection.INCOMPLETE.label): f"{check}#manque",
        str(WritingObjection.NOT_SIGNED.label): f"{check}#signature",
        str(WritingObjection.SIGNATURE_STALE.label): f"{check}#signature",
        str(WritingObjection.REMARKS_UNANSWERED.label): reverse("grants:corrections", args=args),
    }
    for line in verdict_of(application, on).lines:
        ways = remedies.get(line.criterion, [])
        for said in [*line.answer.objections, *line.answer.gaps, *line.answer.doubts]:
            found[str(said.label)] = ways[0].path if ways else f"{check}#eligibilite"
    return found | {lack.label: lack.path for lack in missing_of(application)}


def _commitments(application: Application, user: User) -> list[Remedy]:
    """Lead to the text in force that the carrier owes: to sign it, or to read what its representative signs."""
    owed = COMMITMENTS[CarrierKind(application.carrier_kind)]
    texts = CommitmentText.objects.filter(
        territory=application.territory, kind__in=owed, state=TextState.PUBLISHED
    )
    signs = bool(can_sign(user, application.partner))
    label = _("Lire et signer : %(text)s") if signs else _("Lire ce que votre représentant signe : %(text)s")
    return [
        Remedy(label % {"text": text.title}, reverse("actors:text", args=[text.uuid]))
        for text in texts.order_by("kind")
    ]
