"""What the pages of instruction share: whose they are, and the sentence of the clock."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.core.decisions import Decision, unless
from cite.grants.enums import ReviewObjection
from cite.grants.permissions.applications import Standing
from cite.grants.permissions.review import can_instruct
from cite.grants.rules.clock import Clock
from cite.grants.web.views.base import ApplicationPage


class DeskPage(ApplicationPage):
    """A page about one file for those who review it: not its carrier, not a member of its carrier."""

    def decide(self) -> Decision:
        """Ask for the role first, then about this file."""
        return super().decide() and can_instruct(self.request.user, self.application)


class BothSidesPage(ApplicationPage):
    """A page about one file for its carrier and for those who review it."""

    def decide(self) -> Decision:
        """Ask for the role first, then on which side she stands."""
        either = self.standings & {Standing.CARRIER, Standing.DESK}
        return super().decide() and unless(bool(either), ReviewObjection.NOT_CONCERNED)

    @property
    def is_desk(self) -> bool:
        """Whether she reviews the file, and has no link with its carrier."""
        return bool(can_instruct(self.request.user, self.application))

    @property
    def is_carrier(self) -> bool:
        """Whether the file is hers."""
        return Standing.CARRIER in self.standings


def clock_sentences(clock: Clock) -> tuple[str, str]:
    """Say until when an answer is due, and how long the clock was stopped."""
    day = date_format(clock.deadline, "j F Y")
    detail = _("Sans réponse le %(day)s, le silence vaut refus.") % {"day": day}
    if clock.is_paused:
        sentence = _("Délai suspendu : il repartira quand les compléments seront déposés.")
        detail = _("Le jour où le silence vaut refus est reculé d’autant.")
    elif clock.is_over:
        sentence = _("Sans réponse au %(day)s, la demande est refusée par le silence gardé.") % {"day": day}
        detail = _("Le porteur peut demander pourquoi.")
    else:
        left = ngettext("il reste %(days)s jour", "il reste %(days)s jours", clock.days_left)
        sentence = _("Réponse attendue au plus tard le %(day)s : %(left)s.") % {
            "day": day,
            "left": left % {"days": clock.days_left},
        }
    if clock.paused_days:
        paused = ngettext("suspendu %(days)s jour", "suspendu %(days)s jours", clock.paused_days)
        detail += " " + _("Le délai a été %(paused)s pour compléter le dossier.") % {
            "paused": paused % {"days": clock.paused_days}
        }
    return sentence, detail
