"""Who may see what leaves, write what it says, and read what has arrived."""

from django.db.models import Q, QuerySet

from cite.accounts.enums import CO_PILOTS, Role
from cite.accounts.models import User
from cite.accounts.permissions import can_administer, can_work_here, roles_of
from cite.core.decisions import ALLOWED, Decision, unless
from cite.notifications.enums import MessagesObjection, MessageState
from cite.notifications.models import Message, Notice
from cite.notifications.workflow import MESSAGE
from cite.tenancy.models import Territory


def can_watch_outbox(user: User, territory: Territory | None) -> Decision:
    """Open the outbox to whoever coordinates the Cité, and to the administrators of the platform."""
    if can_administer(user):
        return ALLOWED
    coordinates = Role.COORDINATOR in roles_of(user, territory)
    return unless(coordinates, MessagesObjection.OUTBOX_RESERVED)


def can_write_texts(user: User, territory: Territory | None) -> Decision:
    """Open the texts and the settings of messages to the coordination and the co-pilots."""
    allowed = CO_PILOTS | {Role.COORDINATOR}
    return can_work_here(user, territory) & unless(
        bool(roles_of(user, territory) & allowed), MessagesObjection.TEXTS_RESERVED
    )


def visible_messages(user: User, territory: Territory | None) -> QuerySet[Message]:
    """List the outgoing messages a person may see: those of her Cité; all of them for an administrator."""
    if can_administer(user):
        return Message.objects.all()
    if not can_watch_outbox(user, territory):
        return Message.objects.none()
    return Message.objects.filter(territory=territory)


def visible_notices(user: User, territory: Territory | None) -> QuerySet[Notice]:
    """List the messages in a person's inbox: those of this Cité and of the platform."""
    return Notice.objects.filter(Q(territory=territory) | Q(territory=None), user=user)


def can_resend(user: User, territory: Territory | None, message: Message) -> Decision:
    """Allow sending again what failed, or may not have left, while its text is kept."""
    possible = MESSAGE.allows("resend", message.state) and message.erased_at is None
    return can_watch_outbox(user, territory) & unless(possible, MessagesObjection.NOT_RESENDABLE)


def can_abandon(user: User, territory: Territory | None, message: Message) -> Decision:
    """Allow giving up what has not left."""
    return can_watch_outbox(user, territory) & unless(
        MESSAGE.allows("abandon", message.state), MessagesObjection.NOT_ABANDONABLE
    )


NEEDS_SOMEBODY = (MessageState.FAILED, MessageState.UNCERTAIN)
"""States that wait for a person's decision."""
