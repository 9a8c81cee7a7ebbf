"""What makes a text publishable and a signature valid."""

from __future__ import annotations

from hashlib import sha256

from cite.actors.enums import CommitmentObjection as O
from cite.actors.enums import PilotSide, TextState
from cite.actors.rules.habilitation import Agreements, joint_decision
from cite.core.decisions import Decision, unless


def text_sha256(title: str, body: str) -> str:
    """Give the fingerprint of a text: its title, a blank line, its body, in UTF-8."""
    return sha256(f"{title}\n\n{body}".encode()).hexdigest()


def tidy(body: str) -> str:
    """Keep a text as plain paragraphs: one blank line between two, no trailing space."""
    lines = [line.rstrip() for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    parts = "\n".join(lines).split("\n\n")
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def draft_decision(title: str, body: str) -> Decision:
    """Refuse a text that says nothing."""
    return unless(bool(title.strip()) and bool(body.strip()), O.EMPTY)


def agreement_decision(
    state: TextState | str, agreements: Agreements, side: PilotSide | None, person: int
) -> Decision:
    """Decide whether a co-pilot may agree to a draft for her side."""
    is_free, is_another = joint_decision(agreements, side, person)
    return (
        unless(state == TextState.DRAFT, O.NOT_A_DRAFT)
        & unless(side is None or is_free, O.ALREADY_GIVEN)
        & unless(is_another, O.ONE_PERSON_ONE_SIDE)
    )


def signature_decision(
    state: TextState | str, sha_of_text: str, sha_read: str, *, is_signed: bool
) -> Decision:
    """Decide whether a text may be signed: in force, exactly as it was read, once."""
    return (
        unless(state == TextState.PUBLISHED, O.NOT_PUBLISHED)
        & unless(sha_of_text == sha_read, O.TEXT_CHANGED)
        & unless(not is_signed, O.ALREADY_SIGNED)
    )
