"""The tables of the call for projects."""

from cite.grants.models.applications import (
    Application,
    Attachment,
    BudgetLine,
    CarrierSheet,
    Deposit,
    Pledge,
    ReachedDistrict,
    Signature,
    SimilarAction,
)
from cite.grants.models.awards import (
    Amendment,
    Award,
    CommitteeItem,
    Payment,
    Recovery,
    Simulation,
    SimulationLine,
)
from cite.grants.models.books import CommitteeBook
from cite.grants.models.calls import CALENDAR, CallEdition, CallForProjects, Envelope, Funder
from cite.grants.models.documents import DocumentTemplate, IssuedDocument, PastText
from cite.grants.models.funded import FundedAction, Ruling
from cite.grants.models.reports import ActivityReport, ReportFile, ReportLine, ReportVersion
from cite.grants.models.review import CorrectionRound, Opinion, Remark, Review, ThreadMessage

__all__ = [
    "CALENDAR",
    "ActivityReport",
    "Amendment",
    "Application",
    "Attachment",
    "Award",
    "BudgetLine",
    "CallEdition",
    "CallForProjects",
    "CarrierSheet",
    "CommitteeBook",
    "CommitteeItem",
    "CorrectionRound",
    "Deposit",
    "DocumentTemplate",
    "Envelope",
    "FundedAction",
    "Funder",
    "IssuedDocument",
    "Opinion",
    "PastText",
    "Payment",
    "Pledge",
    "ReachedDistrict",
    "Recovery",
    "Remark",
    "ReportFile",
    "ReportLine",
    "ReportVersion",
    "Review",
    "Ruling",
    "Signature",
    "SimilarAction",
    "Simulation",
    "SimulationLine",
    "ThreadMessage",
]
