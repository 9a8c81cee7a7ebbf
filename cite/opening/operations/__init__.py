"""Opening a Cité, noting what the law asks of it, putting it in service."""

from cite.opening.operations.compliance import PieceSheet, note_piece
from cite.opening.operations.opening import open_cite
from cite.opening.operations.preparing import (
    abandon_opening,
    enter_by_link,
    forget_drafts,
    invite_to_open,
    load_data,
    save_step,
    start_opening,
    try_messages,
    want_data,
)
from cite.opening.operations.service import agree_to_service, suspend_service, withdraw_agreement

__all__ = [
    "PieceSheet",
    "abandon_opening",
    "agree_to_service",
    "enter_by_link",
    "forget_drafts",
    "invite_to_open",
    "load_data",
    "note_piece",
    "open_cite",
    "save_step",
    "start_opening",
    "suspend_service",
    "try_messages",
    "want_data",
    "withdraw_agreement",
]
