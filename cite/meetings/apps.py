"""Meetings as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Registers `cite.meetings`: its kinds of meetings, its pages, its messages."""

    name = "cite.meetings"
    label = "meetings"
    verbose_name = _("réunions")

    def ready(self) -> None:
        """Declare the three committees of a Cité, and what meetings bring to the site."""
        from cite.accounts.permissions import can_work_here
        from cite.meetings import adapters
        from cite.meetings.notices import NOTICES
        from cite.meetings.ports import MeetingKind, register
        from cite.notifications.ports import register as register_notice
        from cite.search.ports import SearchSource
        from cite.search.ports import register as register_search
        from cite.ui.navigation import NavEntry
        from cite.ui.navigation import register as offer
        from cite.ui.waiting import register as register_waiting

        register(MeetingKind(key="steering", label=_("Comité de pilotage"), order=10))
        register(MeetingKind(key="technical", label=_("Comité technique"), order=20))
        register(MeetingKind(key="thematic", label=_("Groupe thématique"), order=30, is_named=True))
        for notice in NOTICES:
            register_notice(notice)
        register_search(SearchSource("meetings", _("Réunions"), adapters.search_meetings, order=40))
        register_waiting("meeting_answers", adapters.answers_waiting)
        register_waiting("meeting_decisions", adapters.decisions_waiting)
        register_waiting("meeting_minutes", adapters.minutes_waiting)
        offer(
            NavEntry(
                _("Réunions"),
                "meetings:meetings",
                order=25,
                audience="professional",
                permission=lambda request: can_work_here(request.user, request.territory),
            )
        )
