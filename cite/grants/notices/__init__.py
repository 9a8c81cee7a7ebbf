"""The messages of the call for projects, by topic."""

from cite.grants.notices import reports, review
from cite.grants.notices.afterwards import AFTERWARDS_NOTICES
from cite.grants.notices.awards import AWARD_NOTICES
from cite.grants.notices.calls import CALL_NOTICES
from cite.grants.notices.writing import WRITING_NOTICES
from cite.notifications.ports import NoticeKind

NOTICES: tuple[NoticeKind, ...] = (
    *AFTERWARDS_NOTICES,
    *AWARD_NOTICES,
    *CALL_NOTICES,
    *WRITING_NOTICES,
    *reports.NOTICES,
    *review.NOTICES,
)
