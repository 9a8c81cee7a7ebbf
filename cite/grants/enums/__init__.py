"""The vocabulary of the call for projects."""

from cite.grants.enums.applications import (
    CARRIER_LABELS,
    ApplicationAct,
    ApplicationState,
    CarrierKind,
    DauphinState,
    PieceState,
    PledgeAnswer,
    SimilarSource,
)
from cite.grants.enums.awards import (
    GRANTING,
    ActKind,
    AmendmentKind,
    AwardState,
    DocumentKind,
    Outcome,
    PaymentKind,
    PaymentState,
    RecoveryState,
    RefusalMotive,
)
from cite.grants.enums.budget import AccountLine, BudgetScope, CreditKind, FundingStatus
from cite.grants.enums.calls import (
    CallPhase,
    EditionState,
    FundedSource,
    FunderKind,
    RulingOutcome,
    RulingSubject,
)
from cite.grants.enums.questions import Question, Step
from cite.grants.enums.reports import FigureOrigin, ReportKind, ReportState
from cite.grants.enums.review import Conflict, OpinionState, ReviewOpinion, Speaker

__all__ = [
    "CARRIER_LABELS",
    "GRANTING",
    "AccountLine",
    "ActKind",
    "AmendmentKind",
    "ApplicationAct",
    "ApplicationState",
    "AwardState",
    "BudgetScope",
    "CallPhase",
    "CarrierKind",
    "Conflict",
    "CreditKind",
    "DauphinState",
    "DocumentKind",
    "EditionState",
    "FigureOrigin",
    "FundedSource",
    "FunderKind",
    "FundingStatus",
    "OpinionState",
    "Outcome",
    "PaymentKind",
    "PaymentState",
    "PieceState",
    "PledgeAnswer",
    "Question",
    "RecoveryState",
    "RefusalMotive",
    "ReportKind",
    "ReportState",
    "ReviewOpinion",
    "RulingOutcome",
    "RulingSubject",
    "SimilarSource",
    "Speaker",
    "Step",
]
