"""Who may read the journal.

- The data-protection officer of a Cité reads what was done in her Cité, and only there.
- An administrator of the platform reads only what belongs to no Cité: accounts opened from the command line, background
  work. She runs the machine and sees no resident's file; neither who read it.
- Each person reads what was done of her own data.
- Co-pilots do not: it says what people do all day, and is not a tool to manage them.
"""

from django.db.models import Q, QuerySet

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.accounts.permissions import can_administer, roles_of
from cite.audit.enums import JournalObjection
from cite.audit.models import Entry
from cite.core.decisions import Decision, unless
from cite.tenancy.models import Territory


def visible_entries(user: User, territory: Territory | None) -> QuerySet[Entry]:
    """List the entries a person may read in the journal of this Cité, latest first."""
    seen = Q(pk__in=())
    if _protects(user, territory):
        seen |= Q(territory=territory)
    if can_administer(user):
        seen |= Q(territory=None)
    return Entry.objects.filter(seen).order_by("-at", "-pk")


def can_read_journal(user: User, territory: Territory | None) -> Decision:
    """Open the journal to the data-protection officer; to administrators, the part of the platform itself."""
    return unless(_protects(user, territory) or bool(can_administer(user)), JournalObjection.PROTECTION_ONLY)


def own_entries(user: User) -> QuerySet[Entry]:
    """List what was done of a person's own data, in every Cité, latest first."""
    if not user.is_authenticated or not user.is_active:
        return Entry.objects.none()
    return Entry.objects.filter(person_uuid=user.uuid).order_by("-at", "-pk")


def _protects(user: User, territory: Territory | None) -> bool:
    return Role.DATA_PROTECTION_OFFICER in roles_of(user, territory)
