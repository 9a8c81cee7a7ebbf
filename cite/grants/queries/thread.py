"""The messages of a file."""

from __future__ import annotations

from cite.grants.models import Application, ThreadMessage


def messages_of(application: Application) -> list[ThreadMessage]:
    """List what was said, in its order."""
    return list(ThreadMessage.objects.filter(application=application).select_related("author"))
