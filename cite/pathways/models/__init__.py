"""Pathways: who follows whom, what keeps her from work, what is planned, what happened, how it ended."""

from cite.pathways.models.diagnoses import Diagnosis, Finding
from cite.pathways.models.events import Appointment, Contact, Note
from cite.pathways.models.exits import Contribution, Exit, FollowUp
from cite.pathways.models.goals import Goal, Step
from cite.pathways.models.pathways import GroupMember, Pathway, Pause, Refereeship

__all__ = [
    "Appointment",
    "Contact",
    "Contribution",
    "Diagnosis",
    "Exit",
    "Finding",
    "FollowUp",
    "Goal",
    "GroupMember",
    "Note",
    "Pathway",
    "Pause",
    "Refereeship",
    "Step",
]
