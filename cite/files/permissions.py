"""Who may read a stored file: its owner, unless its purpose says otherwise; and nobody while it is in quarantine."""

from django.contrib.auth.models import AnonymousUser

from cite.accounts.enums import CO_PILOTS, Role
from cite.accounts.models import User
from cite.accounts.permissions import can_work_here, roles_of
from cite.core.decisions import ALLOWED, Decision, unless
from cite.files.enums import FileObjection, ScanState
from cite.files.models import StoredFile
from cite.files.ports import purpose_named
from cite.tenancy.models import Territory

_WITHHELD = {
    ScanState.WAITING: FileObjection.IN_QUARANTINE,
    ScanState.INFECTED: FileObjection.INFECTED,
    ScanState.UNSCANNABLE: FileObjection.UNSCANNABLE,
}
_WATCHERS = CO_PILOTS | {Role.COORDINATOR}


def can_read_file(user: User | AnonymousUser, file: StoredFile) -> Decision:
    """Allow whom the purpose of a file names; where nobody declared it, its owner."""
    if not user.is_authenticated or not user.is_active:
        return Decision((FileObjection.NOT_OWNER,))
    if purpose := purpose_named(file.purpose):
        return purpose.can_read(user, file)
    return unless(file.owner_id == user.pk, FileObjection.NOT_OWNER)


def can_hand_over(file: StoredFile) -> Decision:
    """Allow giving a file to those who may read it, once the antivirus has nothing against it."""
    objection = _WITHHELD.get(ScanState(file.scan_state))
    return Decision((objection,)) if objection else ALLOWED


def can_watch_quarantine(user: User, territory: Territory | None) -> Decision:
    """Open the list of the files in quarantine to the coordination and the co-pilots."""
    return can_work_here(user, territory) & unless(
        bool(roles_of(user, territory) & _WATCHERS), FileObjection.QUARANTINE_NOT_YOURS
    )
