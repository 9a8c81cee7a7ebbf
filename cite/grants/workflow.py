"""The lives of the call for projects, as tables: from, to, who."""

from cite.accounts.enums import CO_PILOTS, Role
from cite.core.workflow import Workflow, arrow
from cite.grants.enums import (
    ApplicationState as A,
)
from cite.grants.enums import (
    AwardState,
    EditionState,
    OpinionState,
    PaymentState,
    RecoveryState,
    ReportState,
)

CARRIERS = frozenset({Role.CARRIER, Role.LEGAL_REPRESENTATIVE})
SIGNATORIES = frozenset({Role.LEGAL_REPRESENTATIVE})
DESK = CO_PILOTS | {Role.COORDINATOR, Role.INSTRUCTOR}
"""Who takes files up and checks them."""
ASSIGNERS = CO_PILOTS | {Role.COORDINATOR}
"""Who says which instructor reviews a file."""

APPLICATION = Workflow(
    states=tuple(A),
    transitions=(
        arrow("finish", A.DRAFT, A.TO_SIGN, CARRIERS),
        arrow("reopen", A.TO_SIGN, A.DRAFT, CARRIERS),  # any change after that voids the signature
        arrow("deposit", A.TO_SIGN, A.DEPOSITED, CARRIERS),
        arrow("take_up", A.DEPOSITED, A.TAKEN_UP, DESK),
        arrow("ask_correction", (A.TAKEN_UP, A.ADMISSIBLE, A.IN_REVIEW), A.TO_CORRECT, DESK),
        arrow("correct", A.TO_CORRECT, A.TAKEN_UP, CARRIERS),
        arrow("admit", A.TAKEN_UP, A.ADMISSIBLE, DESK),
        arrow("reject", (A.TAKEN_UP, A.TO_CORRECT), A.INADMISSIBLE, CO_PILOTS),
        arrow("reconsider", A.INADMISSIBLE, A.TAKEN_UP, CO_PILOTS),
        arrow("begin_review", A.ADMISSIBLE, A.IN_REVIEW, DESK),
        arrow("advise", A.IN_REVIEW, A.ADVISED, CO_PILOTS),
        arrow("adjourn", (A.ADVISED, A.WAITING_LIST), A.IN_REVIEW, CO_PILOTS),
        # computed from the acts that were published
        arrow("wait", (A.ADVISED, A.GRANTED), A.WAITING_LIST),
        arrow("grant", (A.ADVISED, A.WAITING_LIST), A.GRANTED),
        arrow("refuse", (A.ADVISED, A.WAITING_LIST), A.REFUSED),
        # computed once the funders withdrew all that they had granted: others have still to decide, or it is over
        arrow("pend", A.GRANTED, A.ADVISED),
        arrow("lapse", (A.ADVISED, A.WAITING_LIST, A.GRANTED), A.CLOSED),
        arrow(
            "withdraw",
            (
                A.DRAFT,
                A.TO_SIGN,
                A.DEPOSITED,
                A.TAKEN_UP,
                A.TO_CORRECT,
                A.ADMISSIBLE,
                A.IN_REVIEW,
                A.ADVISED,
                A.WAITING_LIST,
                A.GRANTED,
            ),
            A.WITHDRAWN,
            CARRIERS,
        ),
        arrow("close", A.GRANTED, A.CLOSED, CO_PILOTS),  # all is paid, and the bilan accepted
        arrow("reopen_closed", A.CLOSED, A.GRANTED, CO_PILOTS),
    ),
)
EDITABLE = frozenset({A.DRAFT, A.TO_SIGN, A.TO_CORRECT})
"""Where the carrier may write in her file."""
OVER = frozenset({A.INADMISSIBLE, A.REFUSED, A.CLOSED, A.WITHDRAWN})
"""Where nobody from outside has anything to answer any more: what a link opened is shut."""
BEFORE_DEPOSIT = frozenset({A.DRAFT, A.TO_SIGN})
"""Where only the carrier sees it."""

EDITION = Workflow(
    states=tuple(EditionState),
    transitions=(
        arrow("publish", EditionState.DRAFT, EditionState.PUBLISHED, CO_PILOTS),
        arrow("abandon", EditionState.DRAFT, EditionState.ABANDONED, CO_PILOTS | {Role.COORDINATOR}),
        arrow("replace", EditionState.PUBLISHED, EditionState.REPLACED),
    ),
)

FUNDERS = frozenset({Role.FUNDER}) | CO_PILOTS
AWARD = Workflow(
    states=tuple(AwardState),
    transitions=(
        arrow("prepare", (AwardState.ASKED, AwardState.PREPARED), AwardState.PREPARED, FUNDERS),
        arrow("set_aside", AwardState.PREPARED, AwardState.ASKED, FUNDERS),
        arrow("record", AwardState.PREPARED, AwardState.RECORDED, FUNDERS),
        arrow("unrecord", AwardState.RECORDED, AwardState.PREPARED, FUNDERS),  # before anybody was told
        arrow("publish", AwardState.RECORDED, AwardState.PUBLISHED, FUNDERS),
        arrow("redecide", AwardState.PUBLISHED, AwardState.PREPARED, FUNDERS),  # waiting list or adjourned
        arrow("withdraw", AwardState.PUBLISHED, AwardState.WITHDRAWN, FUNDERS),
        arrow("cancel", (AwardState.ASKED, AwardState.PREPARED, AwardState.RECORDED), AwardState.CANCELED),
        arrow("ask_again", AwardState.CANCELED, AwardState.ASKED),  # a corrected file asks it anew
    ),
)

PAYMENT = Workflow(
    states=tuple(PaymentState),
    transitions=(
        arrow("pay", PaymentState.PLANNED, PaymentState.PAID, FUNDERS),
        arrow("cancel", PaymentState.PLANNED, PaymentState.CANCELED, FUNDERS),
    ),
)

RECOVERY = Workflow(
    states=tuple(RecoveryState),
    transitions=(
        arrow("answer", RecoveryState.OPENED, RecoveryState.HEARD, CARRIERS),
        arrow("decide", (RecoveryState.OPENED, RecoveryState.HEARD), RecoveryState.DECIDED, FUNDERS),
        arrow("drop", (RecoveryState.OPENED, RecoveryState.HEARD), RecoveryState.DROPPED, FUNDERS),
    ),
)

OPINION = Workflow(
    states=tuple(OpinionState),
    transitions=(
        arrow("give", OpinionState.ASKED, OpinionState.GIVEN),
        arrow("decline", OpinionState.ASKED, OpinionState.DECLINED),
        arrow("cancel", OpinionState.ASKED, OpinionState.CANCELED, DESK),
    ),
)

REPORT = Workflow(
    states=tuple(ReportState),
    transitions=(
        arrow("begin", ReportState.EXPECTED, ReportState.DRAFTING, CARRIERS),
        arrow("deposit", (ReportState.DRAFTING, ReportState.RETURNED), ReportState.DEPOSITED, CARRIERS),
        # it came by another way
        arrow(
            "receive",
            (ReportState.EXPECTED, ReportState.DRAFTING, ReportState.RETURNED),
            ReportState.DEPOSITED,
            DESK,
        ),
        arrow("return", ReportState.DEPOSITED, ReportState.RETURNED, DESK),
        arrow("accept", ReportState.DEPOSITED, ReportState.ACCEPTED, DESK | FUNDERS),
        arrow("reopen", ReportState.ACCEPTED, ReportState.DEPOSITED, CO_PILOTS),
        # computed from the money: nothing of the grant is left, or something is again
        arrow(
            "waive", (ReportState.EXPECTED, ReportState.DRAFTING, ReportState.RETURNED), ReportState.NOT_DUE
        ),
        arrow("expect_again", ReportState.NOT_DUE, ReportState.EXPECTED),
    ),
)
PRODUCED = frozenset({ReportState.DEPOSITED, ReportState.ACCEPTED})
"""A bilan that is produced: a slow reader never blocks a carrier."""
SETTLED = PRODUCED | {ReportState.NOT_DUE}
"""A bilan that nobody waits for any more."""
