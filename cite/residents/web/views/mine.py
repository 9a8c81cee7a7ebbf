"""What somebody sees without an account, in her language: with whom her file is shared, and the notice."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cite.accounts.queries import open_link
from cite.core.speaking import spoken
from cite.residents.enums.delays import Delay
from cite.residents.enums.sharing import StopWay
from cite.residents.models import Resident, Sharing
from cite.residents.operations.links import SHARING_PURPOSE
from cite.residents.operations.sharing import stop, stop_structure
from cite.residents.queries.delays import delays_of
from cite.residents.queries.sentences import listed, purpose_words
from cite.residents.queries.sharing import by_structure, open_lines, resident_of_link
from cite.residents.rules.notice import EDITION
from cite.residents.web.forms.mine import StopForm
from cite.ui.views import PUBLIC, LinkPage, Page


class MySharings(LinkPage):
    """Whom she shares with: a button per structure, one per purpose where it has several; nothing else of her file."""

    title = _("Qui peut voir mon dossier")
    in_languages = True
    template_name = "residents/my_sharings.html"
    form_class = StopForm

    @cached_property
    def offer(self) -> Resident | None:
        """Whose link it is, while it opens something."""
        territory = getattr(self.request, "territory", None)
        link = open_link(token=self.kwargs["token"], purpose=SHARING_PURPOSE) if territory else None
        return resident_of_link(link.target_uuid, territory) if link else None

    def get_context(self) -> dict[str, Any]:
        """List the structures and what they see, as it is now."""
        return {"structures": by_structure(open_lines(self.offer)) if self.offer else {}, "stopped": ""}

    def perform(self, form: BaseForm) -> HttpResponse:
        """Stop what the button touched says: one purpose, or all that a structure sees. Stopped before, it stays so."""
        partner, only = form.cleaned_data["partner"], form.cleaned_data["sharing"]
        theirs = [line.sharing for line in open_lines(self.offer) if line.sharing.partner.uuid == partner]
        touched = [each for each in theirs if only in (None, each.uuid)]
        if not touched:
            return self.show(form=form)
        if only is None:
            stop_structure(resident=self.offer, partner=touched[0].partner)
        else:
            stop(sharing=touched[0], how=StopWay.LINK)
        return self.show(form=form, stopped=self._told(touched[0]))

    def _told(self, stopped: Sharing) -> str:
        """Say what the structure sees from now on: nothing, or her file for its other purposes."""
        left = [line.sharing.purpose for line in open_lines(self.offer, [stopped.partner_id])]
        if not left:
            return gettext(
                "Partage arrêté. %(partner)s ne voit plus votre dossier ici ; elle garde ses propres notes."
            ) % {"partner": stopped.partner}
        return gettext(
            "Partage arrêté. %(partner)s ne voit plus votre dossier pour : %(purpose)s. "
            "Elle le voit encore pour : %(others)s. Elle garde ses propres notes."
        ) % {
            "partner": stopped.partner,
            "purpose": purpose_words([stopped.purpose])[0],
            "others": listed(purpose_words(left), spoken()),
        }


class NoticeText(Page):
    """The information notice, to read aloud, to print, to give; the same for everybody."""

    title = _("Ce que nous gardons sur vous, et vos droits")
    permission = PUBLIC
    in_languages = True
    template_name = "residents/notice.html"

    def get_context(self) -> dict[str, Any]:
        """Say which edition this is, and how long a file is kept here."""
        months = delays_of(self.request.territory)[Delay.KEPT_MONTHS]
        return {"edition": EDITION, "months": months}
