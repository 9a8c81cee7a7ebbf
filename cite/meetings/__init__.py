"""Meetings and what they decide: agenda, attendance, decisions followed until done, minutes."""
