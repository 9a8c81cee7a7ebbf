"""What somebody sees without an account, in her language: with whom her file is shared, and the notice."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cite.accounts.queries import open_link
from cite.actors.models import Partner
from cite.residents.enums.delays import Delay
from cite.residents.models import Resident
from cite.residents.operations.links import SHARING_PURPOSE
from cite.residents.operations.sharing import stop_structure
from cite.residents.queries.delays import delays_of
from cite.residents.queries.sharing import by_structure, open_lines, resident_of_link
from cite.residents.rules.notice import EDITION
from cite.residents.web.forms.mine import StopForm
from cite.ui.views import PUBLIC, LinkPage, Page


class MySharings(LinkPage):
    """Whom she shares with, and one button per structure; neither her name nor anything of her file is here."""

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

    def _partner(self, form: BaseForm) -> Partner | None:
        wanted = form.cleaned_data["partner"]
        return next((each for each in by_structure(open_lines(self.offer)) if each.uuid == wanted), None)

    def perform(self, form: BaseForm) -> HttpResponse:
        """Stop all that the structure whose button was touched sees; stopped already, it stays stopped."""
        partner = self._partner(form)
        if partner is None:
            return self.show(form=form)
        stop_structure(resident=self.offer, partner=partner)
        stopped = gettext(
            "Partage arrêté. %(partner)s ne voit plus votre dossier ici ; elle garde ses propres notes."
        ) % {"partner": partner}
        return self.show(form=form, stopped=stopped)


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
