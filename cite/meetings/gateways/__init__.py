"""Calendars of the outside world, which accept, update and cancel our invitations."""

from cite.meetings.gateways.calendar import Invitation, Party, invitation_text

__all__ = ["Invitation", "Party", "invitation_text"]
