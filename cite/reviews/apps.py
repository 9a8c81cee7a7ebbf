"""The application of the reviews of pathways as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    """Registers `cite.reviews`."""

    name = "cite.reviews"
    label = "reviews"
    verbose_name = _("revues de parcours")

    def ready(self) -> None:
        """Declare the kind of meeting, and what waits for those who decided something."""
        from cite.dropout.ports import register_next_acts
        from cite.meetings.ports import MeetingKind
        from cite.meetings.ports import register as register_kind
        from cite.notifications.ports import register as register_notice
        from cite.residents.ports import register_held
        from cite.reviews.adapters import decisions_waiting, held_of, next_agenda, next_review, review_links
        from cite.reviews.enums import REVIEW
        from cite.reviews.notices import NOTICES
        from cite.ui.waiting import register as register_waiting

        register_kind(
            MeetingKind(
                key=REVIEW,
                label=_("Revue de parcours"),
                help_text=_("Quelques situations regardées ensemble : qui fait quoi, pour quand."),
                order=25,
                is_about_people=True,
                links=review_links,
            )
        )
        for notice in NOTICES:
            register_notice(notice)
        register_waiting("reviews", decisions_waiting)
        register_held("reviews", held_of)
        register_next_acts("reviews", structures=next_review, alert=next_agenda)
