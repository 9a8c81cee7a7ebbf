"""The lives of the actors, as tables."""

from cite.actors.enums import InvitationState as I
from cite.actors.enums import JoinRequestState as J
from cite.actors.enums import MembershipState as M
from cite.actors.enums import PartnerState as P
from cite.actors.enums import TextState as T
from cite.core.workflow import Workflow, arrow

# Who may take the arrows: those who keep the list of organizations (`permissions.organizations`). A merge that is
# undone gives back the state it found.
PARTNER = Workflow(
    states=tuple(P),
    transitions=(
        arrow("suspend", P.ACTIVE, P.SUSPENDED),
        arrow("resume", (P.SUSPENDED, P.LEFT), P.ACTIVE),
        arrow("leave", (P.ACTIVE, P.SUSPENDED), P.LEFT),
        arrow("merge", (P.ACTIVE, P.SUSPENDED, P.LEFT), P.MERGED),
    ),
)

# Who: `permissions.people`.
MEMBERSHIP = Workflow(
    states=tuple(M),
    transitions=(
        arrow("suspend", M.ACTIVE, M.SUSPENDED),
        arrow("restore", M.SUSPENDED, M.ACTIVE),
        arrow("end", (M.ACTIVE, M.SUSPENDED), M.LEFT),
        arrow("join_again", M.LEFT, M.ACTIVE),
    ),
)

INVITATION = Workflow(
    states=tuple(I),
    transitions=(
        arrow("accept", I.PENDING, I.ACCEPTED),
        arrow("decline", I.PENDING, I.DECLINED),
        arrow("revoke", I.PENDING, I.REVOKED),
        arrow("expire", I.PENDING, I.EXPIRED),
        arrow("resend", (I.PENDING, I.EXPIRED), I.PENDING),
    ),
)

JOIN_REQUEST = Workflow(
    states=tuple(J),
    transitions=(
        arrow("accept", J.PENDING, J.ACCEPTED),
        arrow("decline", J.PENDING, J.DECLINED),
        arrow("withdraw", J.PENDING, J.WITHDRAWN),
    ),
)

# Both co-pilots agree, then it is published (decisions: publication of texts is a joint act).
COMMITMENT_TEXT = Workflow(
    states=tuple(T),
    transitions=(
        arrow("publish", T.DRAFT, T.PUBLISHED),
        arrow("abandon", T.DRAFT, T.ABANDONED),
        arrow("replace", T.PUBLISHED, T.REPLACED),
    ),
)
