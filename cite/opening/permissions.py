"""Who opens a Cité, who notes what the law asks of it, who puts it in service; and whether it is."""

from datetime import date, datetime

from django.db.models import QuerySet
from django_scopes import scope

from cite.accounts.enums import CO_PILOTS, Role
from cite.accounts.models import User
from cite.accounts.permissions import can_administer, can_co_pilot, can_work_here, roles_of
from cite.core.decisions import ALLOWED, Decision, unless
from cite.core.reading import once
from cite.opening.enums import ComplianceKind, OpeningObjection, ServiceObjection, ServiceState
from cite.opening.models import Commissioning, ComplianceItem, OpeningDraft
from cite.opening.rules.compliance import PieceFacts, in_service
from cite.opening.workflow import OPENING, SERVICE
from cite.tenancy.models import Territory

_EDITORS = CO_PILOTS | {Role.DATA_PROTECTION_OFFICER}
_READERS = _EDITORS | {Role.COORDINATOR}
_SIDES = {Role.CO_PILOT_STATE: "state", Role.CO_PILOT_METROPOLE: "metropole"}


def visible_drafts(user: User) -> QuerySet[OpeningDraft]:
    """List the openings, for the platform's administrators."""
    return OpeningDraft.objects.all() if can_administer(user) else OpeningDraft.objects.none()


def can_prepare_opening(user: User, draft: OpeningDraft) -> Decision:
    """Let the platform's administrators go on with an opening that is not over."""
    in_progress = OPENING.allows("open", draft.state)
    return can_administer(user) & unless(in_progress, OpeningObjection.NOT_IN_PROGRESS)


def can_read_compliance(user: User, territory: Territory | None) -> Decision:
    """Let the co-pilots, the coordination and the data-protection officer read what the law asks."""
    return can_work_here(user, territory) & unless(
        bool(roles_of(user, territory) & _READERS), ServiceObjection.READERS_ONLY
    )


def can_note_compliance(user: User, territory: Territory | None) -> Decision:
    """Let the co-pilots and the data-protection officer note the pieces."""
    return can_work_here(user, territory) & unless(
        bool(roles_of(user, territory) & _EDITORS), ServiceObjection.EDITORS_ONLY
    )


def visible_items(user: User, territory: Territory | None) -> QuerySet[ComplianceItem]:
    """List what was noted, every version, latest first."""
    if not can_read_compliance(user, territory):
        return ComplianceItem.objects.none()
    items = ComplianceItem.objects.filter(territory=territory)
    return items.select_related("document", "noted_by").order_by("kind", "-number")


def pieces_of(territory: Territory) -> dict[ComplianceKind, PieceFacts]:
    """Gather the latest version of each piece of a Cité."""
    rows = ComplianceItem.objects.filter(territory=territory).order_by("kind", "number")
    return {
        ComplianceKind(row.kind): PieceFacts(
            dated_on=row.dated_on,
            valid_until=row.valid_until,
            has_proof=bool(row.reference or row.document_id),
        )
        for row in rows
    }


def side_to_agree(user: User, commissioning: Commissioning) -> str:
    """Tell for which institution a person may agree now: "state", "metropole", or neither."""
    held = roles_of(user, commissioning.territory)
    missing = [side for role, side in _SIDES.items() if role in held]
    missing = [side for side in missing if getattr(commissioning, f"agreed_by_{side}_on") is None]
    return missing[0] if missing else ""


def can_agree_to_service(user: User, commissioning: Commissioning, on: date) -> Decision:
    """Let a co-pilot agree, once nothing is missing; the two agreements come from two people."""
    territory = commissioning.territory
    arrow = "join" if commissioning.state == ServiceState.AWAITING_OTHER else "agree"
    first = commissioning.agreed_by_state_id or commissioning.agreed_by_metropole_id
    is_second = arrow == "join"
    return (
        can_co_pilot(user, territory)
        & unless(SERVICE.allows(arrow, commissioning.state), ServiceObjection.NOT_IN_THIS_STATE)
        & unless(bool(side_to_agree(user, commissioning)), ServiceObjection.OTHER_CO_PILOT)
        & unless(not is_second or first != user.pk, ServiceObjection.SAME_PERSON)
        & in_service(pieces_of(territory), on)
    )


def can_withdraw_agreement(user: User, commissioning: Commissioning) -> Decision:
    """Let a co-pilot take back the agreement of her own institution, while it is alone."""
    held = roles_of(user, commissioning.territory)
    gave = any(
        getattr(commissioning, f"agreed_by_{side}_on") for role, side in _SIDES.items() if role in held
    )
    return (
        can_co_pilot(user, commissioning.territory)
        & unless(SERVICE.allows("withdraw", commissioning.state), ServiceObjection.NOT_IN_THIS_STATE)
        & unless(gave, ServiceObjection.NOT_YOUR_AGREEMENT)
    )


def can_suspend_service(user: User, commissioning: Commissioning) -> Decision:
    """Let either co-pilot suspend a Cité that is in service."""
    allowed = SERVICE.allows("suspend", commissioning.state)
    return can_co_pilot(user, commissioning.territory) & unless(allowed, ServiceObjection.NOT_IN_THIS_STATE)


def can_enter_real_residents(territory: Territory | None) -> Decision:
    """Allow real residents in a Cité that both co-pilots put in service, and that neither has suspended."""
    if territory is None:
        return Decision((ServiceObjection.NO_TERRITORY,))
    service = _service_of(territory)
    if service.state == ServiceState.IN_SERVICE:
        return ALLOWED
    objection = ServiceObjection.SUSPENDED if service.in_service_since else ServiceObjection.TRAINING_MODE
    return Decision((objection,))


def can_enter_residents(territory: Territory | None) -> Decision:
    """Allow new people: invented ones in training mode, real ones in service, nobody while it is suspended."""
    is_training = territory is not None and is_in_training(territory)
    return ALLOWED if is_training else can_enter_real_residents(territory)


def is_in_training(territory: Territory | None) -> bool:
    """Tell whether the files of a Cité are those of invented people: until it is put in service."""
    return in_service_since(territory) is None


def in_service_since(territory: Territory | None) -> datetime | None:
    """Tell since when the files of a Cité are those of real people, whether it is suspended or not."""
    return _service_of(territory).in_service_since if territory is not None else None


def _service_of(territory: Territory) -> Commissioning:
    def ask() -> Commissioning:
        with scope(territory=territory):
            row = Commissioning.objects.filter(territory=territory).only("state", "in_service_since").first()
        return row or Commissioning(territory=territory)

    return once(("service", territory.pk), ask)
