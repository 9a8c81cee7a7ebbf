"""What workers do for the call for projects; each module is imported here so that they find it."""

from cite.grants.tasks import books, opinions, reports

__all__ = ["books", "opinions", "reports"]
