"""What a meeting that is a committee of funders leads to: its files."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.accounts.models import User
from cite.grants.permissions.awards import can_follow_awards
from cite.grants.permissions.committee import OPEN, can_prepare_committee, visible_items
from cite.meetings.models import Meeting
from cite.meetings.ports import MeetingLink


def committee_links(user: User, meeting: Meeting) -> list[MeetingLink]:
    """Lead those who follow decisions to the files on the agenda, and the organizers to where they choose them."""
    if not can_follow_awards(user, meeting.territory):
        return []
    count = visible_items(user, meeting).count()
    label = ngettext("%(n)d dossier à examiner", "%(n)d dossiers à examiner", count) % {"n": count}
    links = [
        MeetingLink(
            label if count else _("Dossiers du comité"),
            reverse("grants:committee", args=[meeting.uuid]),
            "file-text-line",
        )
    ]
    if meeting.state in OPEN and can_prepare_committee(user, meeting):
        choose = reverse("grants:committee-files", args=[meeting.uuid])
        links.append(MeetingLink(_("Choisir les dossiers"), choose, "add-line"))
    return links
