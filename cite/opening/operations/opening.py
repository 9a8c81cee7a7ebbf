"""The last page of the assistant: everything at once, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django_scopes import scope

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.accounts.operations import revoke_links
from cite.actors.enums import CommitmentKind, LegalForm, OrganizationKind
from cite.actors.models import CommitmentText, Organization, Partner
from cite.actors.operations.invitations import invite
from cite.actors.rules.commitments import text_sha256, tidy
from cite.core.decisions import Decision, Refused, all_of, require, unless
from cite.core.journal import record
from cite.core.text import search_key
from cite.opening.enums import OpeningAct, OpeningObjection, Step
from cite.opening.models import OpeningDraft
from cite.opening.operations.preparing import LINK_PURPOSE, step_decision
from cite.opening.permissions import can_prepare_opening
from cite.opening.queries import map_state
from cite.opening.workflow import OPENING
from cite.tenancy.models import Territory
from cite.tenancy.operations import open_territory

_PARAMETERS = (
    "host",
    "contact_email",
    "publisher",
    "doubt_zone_m",
    "geocoding_threshold_online",
    "geocoding_threshold_embedded",
    "callback_delay_hours",
)


@transaction.atomic
def open_cite(*, draft: OpeningDraft, version: int, by: User) -> Territory:
    """Open the Cité: its territory, its two co-piloting organizations, an invitation to each co-pilot, its charter.

    The platform's administrator may do so for the first two people only; what was typed is erased.

    Raises:
        Refused: a step is missing or no longer holds, or somebody opened it meanwhile.
    """
    draft = OpeningDraft.locked(pk=draft.pk, version=version)
    require(can_prepare_opening(by, draft) & opening_decision(draft, by))
    territory = _open_territory(draft.answers[Step.TERRITORY])
    with scope(territory=territory):
        people = draft.answers[Step.PEOPLE]
        pilots = (
            (_state(people), Role.CO_PILOT_STATE, people["state_email"]),
            (_metropole(people, territory), Role.CO_PILOT_METROPOLE, people["metropole_email"]),
        )
        for organization, role, email in pilots:
            partner = Partner.objects.create(
                territory=territory, organization=organization, covers_all_districts=True
            )
            invite(partner=partner, email=email, role=role, is_administrator=True, by=by)
        _propose_charter(territory, draft.answers.get(Step.MESSAGES, {}), by)
    draft.territory = territory
    draft.state = OPENING.target("open", draft.state)
    draft.answers = {}
    draft.save_next_version()
    revoke_links(purpose=LINK_PURPOSE, target_uuid=draft.uuid, by=by)
    record(OpeningAct.OPEN_CITE, by=by, target=draft, territory=territory)
    return territory


def opening_decision(draft: OpeningDraft, by: User) -> Decision:
    """Say everything that is missing before the Cité can be opened."""
    missing = {
        Step.TERRITORY: OpeningObjection.NO_TERRITORY_CHOSEN,
        Step.PEOPLE: OpeningObjection.CO_PILOT_MISSING,
    }
    steps = all_of(
        step_decision(step, draft.answers[step], by) if step in draft.answers else Decision((objection,))
        for step, objection in missing.items()
    )
    if Step.TERRITORY not in draft.answers:
        return steps
    state = map_state(draft)
    return steps & unless(state.is_loaded or not state.is_shipped, OpeningObjection.DATA_MISSING)


def _open_territory(answers: Mapping[str, Any]) -> Territory:
    """Create the territory; the Cité that had no address of its own takes the one it was given."""
    if answers.get("other_host"):
        other = Territory.objects.select_for_update(no_key=True).filter(host="").first()
        if other is not None:
            other.host = answers["other_host"]
            other.save()
    try:
        territory, is_new = open_territory(
            name=answers["name"],
            slug=answers["slug"],
            epci_code=answers["epci_code"],
            **{name: answers[name] for name in _PARAMETERS if name in answers},
        )
    except IntegrityError as error:  # another opening took the host or the identifier at the same moment
        raise Refused(Decision((OpeningObjection.HOST_TAKEN,))) from error
    if not is_new:
        raise Refused(Decision((OpeningObjection.EPCI_TAKEN,)))
    return territory


def _state(people: Mapping[str, str]) -> Organization:
    return _organization(people["state_organization"], people["state_kind"], LegalForm.STATE_SERVICE)


def _metropole(people: Mapping[str, str], territory: Territory) -> Organization:
    return _organization(
        people["metropole_organization"],
        OrganizationKind.METROPOLE,
        LegalForm.LOCAL_AUTHORITY,
        siren=territory.epci_code,
    )


def _organization(name: str, kind: str, legal_form: LegalForm, siren: str = "") -> Organization:
    """Find an organization that another Cité knows already, or add it."""
    name = " ".join(name.split())
    same_kind = Organization.objects.filter(kind=kind, merged_into=None)
    for known in same_kind.order_by("pk"):
        if (siren and known.siren == siren) or search_key(known.name) == search_key(name):
            return known
    return Organization.objects.create(name=name, kind=kind, legal_form=legal_form, siren=siren)


def _propose_charter(territory: Territory, texts: Mapping[str, str], by: User) -> None:
    """Write the charter as a draft: it binds nobody before both co-pilots publish it."""
    title, body = texts.get("charter_title", "").strip(), tidy(texts.get("charter_body", ""))
    if title and body:
        CommitmentText.objects.create(
            territory=territory,
            kind=CommitmentKind.PARTNERSHIP_CHARTER,
            number=1,
            title=title,
            body=body,
            sha256=text_sha256(title, body),
            written_by=by,
        )
