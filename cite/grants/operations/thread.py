"""The messages between a carrier and those who review her file."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import ReviewAct, ReviewObjection, Speaker
from cite.grants.models import Application, Review, ThreadMessage
from cite.grants.notices.review import MESSAGE
from cite.grants.operations.reviewing import lock, require_words, tell_carrier, tell_people
from cite.grants.permissions.applications import Standing, standings
from cite.grants.permissions.review import can_write_message
from cite.grants.queries.people import assigners_of

MOST_MESSAGES = 500
_TWICE = timedelta(minutes=1)


@transaction.atomic
def write_message(*, application: Application, text: str, by: User) -> ThreadMessage:
    """Write to the other side; the same words sent twice in a row make one message.

    Raises:
        Refused: not concerned, nothing said, or too many messages.
    """
    application = lock(application)
    require(can_write_message(by, application))
    text = require_words(text, ReviewObjection.EMPTY_MESSAGE)
    said = ThreadMessage.objects.filter(application=application)
    last = said.order_by("-pk").first()
    if last and last.author_id == by.pk and last.text == text and now() - last.sent_at < _TWICE:
        return last
    require(unless(said.count() < MOST_MESSAGES, ReviewObjection.TOO_MANY_MESSAGES))
    is_carrier = Standing.CARRIER in standings(by, application)
    message = ThreadMessage.objects.create(
        territory=application.territory,
        application=application,
        author=by,
        speaker=Speaker.CARRIER if is_carrier else Speaker.AUTHORITY,
        text=text,
        sent_at=now(),
    )
    record(ReviewAct.WRITE_MESSAGE, by=by, target=application)
    if is_carrier:
        tell_people(application, MESSAGE, _reviewers(application), name="grants:thread")
    else:
        tell_carrier(application, MESSAGE, name="grants:thread")
    return message


def _reviewers(application: Application) -> list[User]:
    rows = Review.objects.filter(application=application, withdrawn_at=None).select_related("instructor")
    return [review.instructor for review in rows] or assigners_of(application.territory)
