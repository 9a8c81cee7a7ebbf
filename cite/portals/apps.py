"""The portals as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cite.ui.navigation import NavEntry, register


class PortalsConfig(AppConfig):
    """Registers `cite.portals`, its pages in the header and the footer, and what it may expect of people."""

    name = "cite.portals"
    label = "portals"
    verbose_name = _("accueil et aide")

    def ready(self) -> None:
        """Offer the pages that everyone may need, and the list of who answers."""
        from cite.notifications.ports import register as declare
        from cite.portals.notices import PROBLEM_ANSWERED
        from cite.portals.permissions import can_answer_problems
        from cite.portals.queries.problems import waiting_problems
        from cite.search.ports import QuickAction, register_action
        from cite.ui.waiting import register as expect

        register(NavEntry(_("Accueil"), "portals:home", order=0))
        register(
            NavEntry(
                _("Problèmes signalés"),
                "portals:problems",
                order=800,
                audience="professional",
                group="management",
                permission=lambda request: can_answer_problems(request.user, request.territory),
            )
        )
        register(NavEntry(_("Aide et contact"), "portals:help", order=10, audience="footer"))
        register(NavEntry(_("Mentions légales"), "portals:legal-notice", order=20, audience="footer"))
        register(NavEntry(_("Données personnelles"), "portals:personal-data", order=30, audience="footer"))
        register(NavEntry(_("Cookies"), "portals:cookies", order=40, audience="footer"))
        expect("portals.problems", waiting_problems)
        declare(PROBLEM_ANSWERED)
        for action in (
            QuickAction(_("Signaler un problème"), "portals:report", "bug erreur panne"),
            QuickAction(_("Aide et contact"), "portals:help", "faq question mode emploi coordination écrire"),
        ):
            register_action(action)
