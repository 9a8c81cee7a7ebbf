"""The call for projects as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    """Registers `cite.grants`: its pages, its messages, what it makes people wait for."""

    name = "cite.grants"
    label = "grants"
    verbose_name = _("appels à projets")

    def ready(self) -> None:
        """Declare what the call for projects brings to the site."""
        from cite.accounts.permissions import can_work_here
        from cite.files.ports import FilePurpose
        from cite.files.ports import register as register_files
        from cite.grants import receivers  # noqa: F401 - listens once imported
        from cite.grants.adapters import agreeing, deciding, reports, reviewing, signing
        from cite.grants.adapters.committee import committee_links
        from cite.grants.adapters.files import can_read_attachment
        from cite.grants.enums.books import BOOK_PURPOSE
        from cite.grants.enums.committee import COMMITTEE
        from cite.grants.notices import NOTICES
        from cite.grants.operations.report_writing import FILE_PURPOSE as REPORT_FILES
        from cite.grants.permissions.books import can_read_book_file
        from cite.grants.permissions.documents import can_open_texts
        from cite.grants.permissions.reports import can_read_report_file
        from cite.meetings.ports import MeetingKind
        from cite.meetings.ports import register as register_meeting
        from cite.notifications.ports import register as register_notice
        from cite.search.ports import SearchSource
        from cite.search.ports import register as register_search
        from cite.ui.navigation import NavEntry
        from cite.ui.navigation import register as offer
        from cite.ui.waiting import register as register_waiting

        register_meeting(
            MeetingKind(key=COMMITTEE, label=_("Comité des financeurs"), order=15, links=committee_links)
        )
        register_files(
            FilePurpose(key="grants.attachment", label=_("Pièce d’un dossier"), can_read=can_read_attachment)
        )
        register_files(
            FilePurpose(key=BOOK_PURPOSE, label=_("Livre d’un comité"), can_read=can_read_book_file)
        )
        for notice in NOTICES:
            register_notice(notice)
        register_files(
            FilePurpose(key=REPORT_FILES, label=_("Pièce d’un bilan"), can_read=can_read_report_file)
        )
        register_search(SearchSource("files", _("Dossiers"), reviewing.search_files, order=45))
        register_waiting("files_to_finish", signing.files_to_finish)
        register_waiting("files_to_sign", signing.files_to_sign)
        register_waiting("files_to_deposit", signing.files_to_deposit)
        register_waiting("files_to_take_up", reviewing.files_to_take_up)
        register_waiting("files_to_check", reviewing.files_to_check)
        register_waiting("files_to_entrust", reviewing.files_to_entrust)
        register_waiting("files_for_a_committee", reviewing.files_for_a_committee)
        register_waiting("rulings_to_decide", agreeing.rulings_to_decide)
        register_waiting("calls_to_agree", agreeing.calls_to_agree)
        register_waiting("opinions_to_agree", deciding.opinions_to_agree)
        register_waiting("decisions_to_take", deciding.decisions_to_take)
        register_waiting("reviews_to_give", reviewing.reviews_to_give)
        register_waiting("opinions_to_give", reviewing.opinions_to_give)
        register_waiting("corrections_to_answer", reviewing.corrections_to_answer)
        register_waiting("reports_to_write", reports.reports_to_write)
        register_waiting("reports_to_read", reports.reports_to_read)
        offer(NavEntry(_("Appels à projets"), "grants:calls", order=30, audience="public", group="grants"))
        offer(
            NavEntry(
                _("Dossiers"),
                "grants:applications",
                order=31,
                audience="professional",
                permission=lambda request: can_work_here(request.user, request.territory),
                group="grants",
            )
        )
        offer(
            NavEntry(
                _("Modèles de documents"),
                "grants:templates",
                order=36,
                audience="professional",
                permission=lambda request: can_open_texts(request.user, request.territory),
                group="grants",
            )
        )
        offer(
            NavEntry(
                _("Bilans"),
                "grants:reports",
                order=34,
                audience="professional",
                permission=lambda request: can_work_here(request.user, request.territory),
                group="grants",
            )
        )
        self._know_what_was_funded()

    @staticmethod
    def _know_what_was_funded() -> None:
        """Offer what was funded before: its list, its import, the proofs of its bilans."""
        from cite.files import ports as files
        from cite.grants.adapters.funded_lists import FundedList
        from cite.grants.operations.funded import PROOF_PURPOSE
        from cite.grants.permissions.funded import can_read_proof, can_see_funded
        from cite.imports.ports import register as register_import
        from cite.ui.navigation import NavEntry
        from cite.ui.navigation import register as offer

        register_import(FundedList())
        files.register(
            files.FilePurpose(key=PROOF_PURPOSE, label=_("Preuve d’un bilan reçu"), can_read=can_read_proof)
        )
        offer(
            NavEntry(
                _("Actions financées"),
                "grants:funded",
                order=33,
                audience="professional",
                permission=lambda request: can_see_funded(request.user, request.territory),
                group="grants",
            )
        )
