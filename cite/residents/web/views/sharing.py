"""With whom somebody shares her file: what each structure sees, an agreement noted, a sharing stopped in one tap."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cite.actors.models import Partner
from cite.core.languages import language_of
from cite.documents.gateways.qr import qr_picture
from cite.residents.enums.delays import Delay
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from cite.residents.operations.links import make_link
from cite.residents.operations.sharing import give, stop
from cite.residents.permissions.people import (
    acting_memberships,
    open_sharings,
    referent_membership,
    visible_residents,
)
from cite.residents.queries.delays import delays_of
from cite.residents.queries.sentences import agreement_sentences
from cite.residents.queries.sharing import (
    notices_of,
    open_lines,
    partners_of,
    partners_to_choose,
    past_sharings,
)
from cite.residents.web.forms.sharing import AgreeForm, WhomForm
from cite.residents.web.views.base import ResidentPage, WritePage
from cite.ui.forms import Form
from cite.ui.messages import tell
from cite.ui.views import ActionPage, FormPage

STOPPED = _(
    "Partage arrêté. %(partner)s ne voit plus ce dossier ici ; elle garde ses propres notes. "
    "Pour partager de nouveau, il faut un nouvel accord de la personne."
)
STILL_SEES = _(
    "Partage arrêté pour « %(purpose)s ». %(partner)s voit encore ce dossier pour : %(others)s. "
    "Si la personne veut qu’elle ne voie plus rien, arrêtez aussi cela."
)


class Sharings(ResidentPage):
    """What each structure sees of somebody, for what, since when."""

    title = _("Avec qui la personne partage son dossier")
    template_name = "residents/sharings.html"

    def get_context(self) -> dict[str, Any]:
        """List them: all of them for whoever accompanies her, those of the reader’s own structures otherwise."""
        user, territory = self.request.user, self.request.territory
        mine = [each.partner_id for each in acting_memberships(user, territory)]
        lines = open_lines(self.resident, partners_of(self.sight, mine))
        return {
            "resident": self.resident,
            "sight": self.sight,
            "mine": mine,
            "is_referent": referent_membership(user, self.resident) is not None,
            "lines": lines,
            "past": past_sharings(self.resident) if self.sight.writes else [],
            "notices": notices_of(self.resident) if self.sight.writes else [],
        }


class GiveSharing(WritePage, FormPage):
    """Choose a structure and a purpose, read the sentence aloud, note that she agrees."""

    title = _("Noter un accord de partage")
    template_name = "residents/give_sharing.html"
    form_class = AgreeForm
    success_message = _("L’accord est noté. La structure voit dès maintenant ce qui est partagé.")

    @cached_property
    def partners(self) -> list[Partner]:
        """The structures that may be chosen."""
        return partners_to_choose(self.request.territory)

    @cached_property
    def whom(self) -> WhomForm:
        """Which structure and for what, as the address says: neither tells who the person is."""
        return WhomForm(self.request.GET or None, partners=self.partners)

    @property
    def is_chosen(self) -> bool:
        """Whether both are chosen."""
        return self.whom.is_bound and self.whom.is_valid()

    @property
    def chosen(self) -> tuple[Partner, Purpose]:
        """The structure and the purpose."""
        data = self.whom.cleaned_data
        return self.whom.partners[data["partner"]], Purpose(data["purpose"])

    @property
    def success_url(self) -> str:
        """Go back to what she shares."""
        return reverse("residents:sharings", args=[self.resident.uuid])

    def get_initial(self) -> dict[str, Any]:
        """Begin with her language."""
        return {"language": self.resident.language}

    def get_context(self) -> dict[str, Any]:
        """Write the sentence to read."""
        if not self.is_chosen:
            return {"whom": self.whom, "sentences": None, "cancel_url": self.success_url}
        partner, purpose = self.chosen
        return {
            "whom": self.whom,
            "hers": self.resident.language,
            "sentences": agreement_sentences(partner, purpose),
            "cancel_url": self.success_url,
        }

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Note it, once both are chosen."""
        return super().post(request, *args, **kwargs) if self.is_chosen else self.show(form=None)

    def perform(self, form: AgreeForm) -> None:
        """Note it."""
        partner, purpose = self.chosen
        data = form.cleaned_data
        give(
            resident=self.resident,
            partner=partner,
            purpose=purpose,
            by=self.sight.membership,
            way=data["way"],
            language=data["language"],
            ends_on=data["ends_on"],
        )


class StopSharing(ResidentPage, ActionPage):
    """One tap: from this second this sharing shows nothing; what the structure still sees by others is said."""

    title = _("Arrêter un partage")

    @cached_property
    def sharing(self) -> Sharing:
        """The sharing named in the address, among those of this person."""
        rows = Sharing.objects.filter(resident=self.resident).select_related("partner__organization")
        return get_object_or_404(rows, uuid=self.kwargs["sharing"])

    @property
    def back(self) -> str:
        """Go back to what she shares, or to the list where this reader sees nothing more of her."""
        user = self.request.user
        still = visible_residents(user, self.request.territory).filter(pk=self.resident.pk).exists()
        return (
            reverse("residents:sharings", args=[self.resident.uuid]) if still else reverse("residents:people")
        )

    def perform(self) -> None:
        """Stop it."""
        stop(sharing=self.sharing, how=StopWay.TOLD, by=self.request.user)
        self.success_message = self._told()
        if not open_sharings().filter(resident=self.resident, purpose=Purpose.SUPPORT).exists():
            tell(
                self.request,
                _now(
                    "Plus aucune structure n’accompagne cette personne ici : son dossier n’est plus ouvert à personne."
                ),
                tone="warning",
            )

    def _told(self) -> str:
        """Say what the structure sees from now on: nothing, or what its other sharings show."""
        words = {"partner": self.sharing.partner, "purpose": self.sharing.get_purpose_display()}
        left = open_lines(self.resident, [self.sharing.partner_id])
        if not left:
            return str(STOPPED) % words
        others = [f"« {each.sharing.get_purpose_display()} »" for each in left]
        return str(STILL_SEES) % {**words, "others": ", ".join(others)}


class MakeLink(WritePage, FormPage):
    """Her personal link, in her language: shown once, to send, to print or to scan."""

    title = _("Le lien personnel de la personne")
    template_name = "residents/make_link.html"
    form_class = Form

    def get_context(self) -> dict[str, Any]:
        """Say for how long, and in which language."""
        return {
            "days": delays_of(self.request.territory)[Delay.LINK_DAYS],
            "language": language_of(self.resident.language),
            "cancel_url": reverse("residents:sharings", args=[self.resident.uuid]),
        }

    def perform(self, form: BaseForm) -> HttpResponse:
        """Make it, and show it this once."""
        token = make_link(resident=self.resident, by=self.request.user)
        with override(language_of(self.resident.language).code):
            path = reverse("residents:my-sharings", args=[token])
        address = self.request.build_absolute_uri(path)
        return self.show(form=None, address=address, qr=qr_picture(address))
