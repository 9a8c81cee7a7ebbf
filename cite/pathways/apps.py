"""The application of the pathways as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PathwaysConfig(AppConfig):
    """Registers `cite.pathways`."""

    name = "cite.pathways"
    label = "pathways"
    verbose_name = _("parcours")

    def ready(self) -> None:
        """Declare what the pathways bring to the site."""
        from cite.pathways import receivers  # noqa: F401 - listens once imported

        self._offer_the_pages()
        self._say_what_is_held()
        self._take_lists()

    @staticmethod
    def _offer_the_pages() -> None:
        """Lead to the pathways from the header, from the page of a person, from what waits, from messages."""
        from cite.actors.ports import register_departure
        from cite.directory.ports import register_call_doors
        from cite.notifications.ports import register as register_notice
        from cite.pathways.adapters.doors import call_doors, introduction_doors
        from cite.pathways.adapters.people import pathway_doors, pathway_referents
        from cite.pathways.adapters.waiting import pathways_waiting
        from cite.pathways.notices import NOTICES
        from cite.referrals.permissions.referrals import can_read_figures
        from cite.referrals.ports import register_introduction_doors
        from cite.residents.permissions.people import can_follow_residents
        from cite.residents.ports import register_doors, register_referents
        from cite.search.ports import QuickAction, register_action
        from cite.ui.navigation import NavEntry
        from cite.ui.navigation import register as offer
        from cite.ui.waiting import register as register_waiting

        for notice in NOTICES:
            register_notice(notice)
        register_doors("pathways", pathway_doors)
        register_departure(
            "pathways",
            _(
                "Les parcours : proposés à la personne choisie, qui accepte ou non. Jusque-là, ou sans elle, "
                "ils sont « sans référent » : la structure et la coordination le voient."
            ),
        )
        register_departure(
            "appointments",
            _("Les rendez-vous à venir : le nouveau référent les voit, pour les tenir ou les déplacer."),
        )
        register_departure(
            "notes",
            _(
                "Ses notes pour la structure ou pour le groupe restent. Ses pense-bêtes ne sont plus lus par personne "
                "ici ; la personne accompagnée peut toujours demander à les lire."
            ),
        )
        register_introduction_doors("pathways", introduction_doors)
        register_call_doors("pathways", call_doors)
        register_referents("pathways", pathway_referents)
        register_waiting("pathways", pathways_waiting)
        register_action(
            QuickAction(_("Mes parcours"), "pathways:pathways", "accompagner référent rendez-vous suivi")
        )
        offer(
            NavEntry(
                _("Mes parcours"),
                "pathways:pathways",
                order=21,
                audience="professional",
                permission=lambda request: can_follow_residents(request.user, request.territory),
                group="people",
            )
        )
        offer(
            NavEntry(
                _("Parcours sans référent"),
                "pathways:without-referent",
                order=29,
                audience="professional",
                group="people",
            )
        )

        offer(
            NavEntry(
                _("Sorties et suites"),
                "pathways:endings",
                order=32,
                audience="professional",
                permission=lambda request: can_read_figures(request.user, request.territory),
                group="people",
            )
        )

    @staticmethod
    def _say_what_is_held() -> None:
        """Give the person what is held of her pathways, follow merges, keep what figures need."""
        from cite.pathways.adapters import content_held
        from cite.pathways.adapters.held import facts_of, held_of
        from cite.pathways.adapters.merging import PathwaysMoving
        from cite.pathways.queries.telling import chapters_of
        from cite.residents.ports import register_chapters, register_facts, register_held, register_moving

        register_held("pathways", held_of)
        register_held("content", content_held.held_of)
        register_facts("content", content_held.facts_of)
        register_chapters("pathways", chapters_of)
        register_moving("pathways", PathwaysMoving())
        register_facts("pathways", facts_of)

    @staticmethod
    def _take_lists() -> None:
        """Let people bring the list of those they follow, and take it out under pseudonyms."""
        from cite.imports.ports import register as register_import
        from cite.pathways.adapters.caseload_lists import CaseloadList
        from cite.residents.permissions.people import can_follow_residents
        from cite.ui.navigation import NavEntry
        from cite.ui.navigation import register as offer

        register_import(CaseloadList())
        offer(
            NavEntry(
                _("Exporter sans les noms"),
                "pathways:caseload",
                order=31,
                audience="professional",
                permission=lambda request: can_follow_residents(request.user, request.territory),
                group="people",
            )
        )
