"""The life of a message in the outbox, as a table."""

from cite.core.workflow import Workflow, arrow
from cite.notifications.enums import MessageState as State

_PEOPLE = ("coordinator", "administrator")

WAITING = (State.QUEUED, State.HELD, State.SENDING, State.FAILED, State.UNCERTAIN)
"""Where a message has not left, or may leave again."""

MESSAGE = Workflow(
    states=tuple(State.values),
    transitions=(
        arrow("hold", State.QUEUED, State.HELD),
        arrow("gather", State.HELD, State.GATHERED),
        arrow("keep_again", State.GATHERED, State.HELD),  # its digest was withdrawn for another of its lines
        arrow("claim", State.QUEUED, State.SENDING),
        arrow("deliver", State.SENDING, State.SENT),
        arrow("put_back", State.SENDING, State.QUEUED),
        arrow("fail", State.SENDING, State.FAILED),
        arrow("doubt", State.SENDING, State.UNCERTAIN),
        arrow("drop", (State.QUEUED, State.HELD, State.SENDING), State.CANCELED),
        arrow("withdraw", (*WAITING, State.GATHERED), State.CANCELED),  # what it says is no longer true
        arrow("resend", (State.FAILED, State.UNCERTAIN), State.QUEUED, roles=_PEOPLE),
        arrow(
            "abandon",
            (State.QUEUED, State.HELD, State.FAILED, State.UNCERTAIN),
            State.CANCELED,
            roles=_PEOPLE,
        ),
    ),
)
