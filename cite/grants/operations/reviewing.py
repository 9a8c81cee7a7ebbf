"""What every step of the instruction of a file starts and ends with."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.grants.enums import ReviewObjection
from cite.grants.models import Application
from cite.grants.permissions.review import can_take
from cite.grants.queries.people import carriers_of
from cite.grants.workflow import APPLICATION
from cite.notifications.operations import notify
from cite.notifications.ports import NoticeKind


def locked_file(application: Application, by: User, arrow: str) -> Application:
    """Lock a file before an arrow of its life that this person may take.

    Raises:
        Refused: not hers to take, or not from where the file stands now.
    """
    found = lock(application)
    require(can_take(by, found, arrow))
    return found


def lock(application: Application) -> Application:
    """Lock a file, as it stands now.

    The row first, alone: PostgreSQL gives nothing back where a join no longer holds once it has waited for the row (the
    carrier of a file that was handed over meanwhile).
    """
    Application.objects.select_for_update(no_key=True).values_list("pk").get(pk=application.pk)
    rows = Application.objects.select_related("partner__organization", "edition", "call", "territory")
    return rows.get(pk=application.pk)


def move(application: Application, arrow: str) -> dict[str, tuple[str, str]]:
    """Take an arrow and save; gives the change of state, for the journal."""
    before = application.state
    application.state = APPLICATION.target(arrow, before)
    application.save_next_version()
    return {"state": (before, str(application.state))}


def require_words(words: str, objection: ReviewObjection = ReviewObjection.REASON_NEEDED) -> str:
    """Refuse a reason that says nothing.

    Raises:
        Refused: it is empty.
    """
    words = words.strip()
    require(unless(bool(words), objection))
    return words


def tell_carrier(application: Application, notice: NoticeKind, *, name: str = "grants:application") -> None:
    """Write to those who write the files of the carrier."""
    tell_people(application, notice, carriers_of(application.partner), name=name)


def tell_people(
    application: Application, notice: NoticeKind, people: Iterable[User], *, name: str = "grants:application"
) -> None:
    """Write to people about a file: that there is something, and where."""
    for person in people:
        notify(
            kind=notice.key,
            territory=application.territory,
            to=person,
            fields={"file": application.number},
            path=reverse(name, args=[application.uuid]),
            about=f"application:{application.uuid}",
        )
