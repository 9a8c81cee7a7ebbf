"""The messages about what reviews decided: they name nobody, the page does."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cite.notifications.ports import NoticeKind

_REVIEWS = _("Revues de parcours")

DECIDED = NoticeKind(
    key="reviews.decided",
    label=_("Une décision de revue vous est confiée"),
    category=_REVIEWS,
    subject=_("Une décision de revue de parcours vous est confiée"),
    body=_(
        "Bonjour {recipient},\n\nUne revue de parcours vous a confié une décision. "
        "Voyez ce qui est attendu, et pour quand :\n{link}"
    ),
)
LATE = NoticeKind(
    key="reviews.late",
    label=_("Une décision de revue est en retard"),
    category=_REVIEWS,
    subject=_("Une décision de revue de parcours est en retard"),
    body=_(
        "Bonjour {recipient},\n\nUne décision de revue de parcours vous revient, et son jour est passé. "
        "Faites-le, ou dites où cela en est :\n{link}"
    ),
    cooldown=timedelta(days=7),
)
NOTICES = (DECIDED, LATE)
