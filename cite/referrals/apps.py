"""The application of the referrals as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    """Registers `cite.referrals`: its pages, its messages, its background work."""

    name = "cite.referrals"
    label = "referrals"
    verbose_name = _("orientations")

    def ready(self) -> None:
        """Declare what referrals bring to the site."""
        from cite.actors.ports import register_departure
        from cite.notifications.ports import register as register_notice
        from cite.referrals import receivers  # noqa: F401 - listens once imported
        from cite.referrals.adapters.waiting import referrals_waiting
        from cite.referrals.notices import NOTICES
        from cite.referrals.permissions.introductions import can_introduce
        from cite.referrals.permissions.referrals import can_list
        from cite.search.ports import QuickAction, register_action
        from cite.ui.navigation import NavEntry
        from cite.ui.navigation import register as offer
        from cite.ui.waiting import register as register_waiting

        for notice in NOTICES:
            register_notice(notice)
        register_waiting("referrals", referrals_waiting)
        register_departure(
            "referrals",
            _(
                "Les orientations qu’elle a envoyées : la personne choisie apprend les réponses, sinon ses collègues."
            ),
        )
        register_action(
            QuickAction(
                _("Signaler quelqu’un qui est d’accord"), "referrals:introduce", "relais habitant orienter"
            )
        )
        register_action(
            QuickAction(_("Orientations"), "referrals:list", "orienter prescrire envoyer recevoir réponse")
        )
        offer(
            NavEntry(
                _("Orientations"),
                "referrals:list",
                order=22,
                audience="professional",
                permission=lambda request: can_list(request.user, request.territory),
                group="people",
            )
        )
        offer(
            NavEntry(
                _("Signaler quelqu’un"),
                "referrals:introduce",
                order=23,
                audience="professional",
                permission=lambda request: can_introduce(request.user, request.territory),
                group="people",
            )
        )
        self._open_doors()

    @staticmethod
    def _open_doors() -> None:
        """Begin referrals where people are: on a sheet, after a call, on a file; say what is held about somebody.

        And tell each sheet what came of the referrals it had.
        """
        from cite.directory.ports import register_call_doors, register_past, register_sheet_doors
        from cite.referrals.adapters.doors import call_doors, resident_doors, sheet_doors
        from cite.referrals.adapters.held import erase, facts_of, held_of
        from cite.referrals.queries.past import past_answers
        from cite.referrals.queries.telling import chapters_of
        from cite.residents.ports import (
            register_chapters,
            register_doors,
            register_erasing,
            register_facts,
            register_held,
        )

        register_sheet_doors("referrals", sheet_doors)
        register_call_doors("referrals", call_doors)
        register_past("referrals", past_answers)
        register_doors("referrals", resident_doors)
        register_held("referrals", held_of)
        register_chapters("referrals", chapters_of)
        register_facts("referrals", facts_of)
        register_erasing("referrals", erase)
