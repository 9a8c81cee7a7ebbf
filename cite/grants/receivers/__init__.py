"""What the call for projects does when something happens; each module is imported here."""

from cite.grants.receivers import books

__all__ = ["books"]
