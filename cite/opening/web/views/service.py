"""The putting in service: what the law asks, who noted what, and the joint act of the co-pilots."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cite.accounts.enums import Role
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.core.text import whole_number
from cite.opening import operations
from cite.opening.enums import ComplianceKind, ServiceAct, ServiceState
from cite.opening.enums.explanations import EXPLANATIONS
from cite.opening.models import ComplianceItem
from cite.opening.permissions import (
    can_agree_to_service,
    can_note_compliance,
    can_read_compliance,
    can_suspend_service,
    can_withdraw_agreement,
    visible_items,
)
from cite.opening.queries import absent_roles, commissioning_of, pieces
from cite.opening.web.forms.service import PieceForm, SuspendForm
from cite.opening.web.tables import pieces_table
from cite.ui.messages import tell
from cite.ui.views import ActionPage, FormPage, Page

HOME = ((gettext_lazy("Mise en service"), "/ouverture/mise-en-service/"),)
_TONES = {
    ServiceState.TRAINING: "warning",
    ServiceState.AWAITING_OTHER: "info",
    ServiceState.IN_SERVICE: "success",
    ServiceState.SUSPENDED: "error",
}


def reads(request: HttpRequest) -> Decision:
    """Open a page to those who read the pieces."""
    return can_read_compliance(request.user, request.territory)


def notes(request: HttpRequest) -> Decision:
    """Open a page to those who note the pieces."""
    return can_note_compliance(request.user, request.territory)


class Service(Page):
    """Everything the law asks, with its state; and where the Cité stands."""

    title = gettext_lazy("Mise en service")
    permission = reads
    template_name = "opening/service.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it; what it shows names people."""
        note_reading(request, ServiceAct.READ_PIECES)
        return self.show()

    def get_context(self) -> dict[str, Any]:
        """List the pieces, and what each person may do now."""
        user, territory = self.request.user, self.request.territory
        commissioning = commissioning_of(territory)
        state = ServiceState(commissioning.state)
        found = pieces(list(visible_items(user, territory)))
        agree = can_agree_to_service(user, commissioning, today())
        return {
            "commissioning": commissioning,
            "state": state,
            "tone": _TONES[state],
            "agreements": _agreements(commissioning),
            "table": pieces_table(found, self.request.GET),
            "done": sum(bool(piece.decision) for piece in found),
            "total": len(found),
            "may_agree": bool(agree),
            "is_second": state == ServiceState.AWAITING_OTHER,
            "may_withdraw": bool(can_withdraw_agreement(user, commissioning)),
            "may_suspend": bool(can_suspend_service(user, commissioning)),
            "absent": [
                role.label
                for role in absent_roles(territory, [Role.COORDINATOR, Role.DATA_PROTECTION_OFFICER])
            ],
        }


class NotePiece(FormPage):
    """One piece: why it is asked, what was noted, and, for those who may, the form to note it again."""

    permission = reads
    template_name = "opening/piece.html"
    breadcrumb = HOME

    def decide(self) -> Decision:
        """Let more people read than write."""
        return super().decide() and (notes if self.request.method == "POST" else reads)(self.request)

    @cached_property
    def kind(self) -> ComplianceKind:
        """The piece named in the address.

        Raises:
            Http404: the law asks no such thing.
        """
        try:
            return ComplianceKind(self.kwargs["kind"].replace("-", "_"))
        except ValueError:
            raise Http404 from None

    @cached_property
    def versions(self) -> list[ComplianceItem]:
        """Its versions, the latest first."""
        items = visible_items(self.request.user, self.request.territory).filter(kind=self.kind)
        return sorted(items, key=lambda item: -item.number)

    def get_title(self) -> str:
        """Name it."""
        return str(self.kind.label)

    @property
    def missing(self) -> list[str]:
        """What is wrong with the latest version today."""
        (piece,) = [piece for piece in pieces(self.versions) if piece.kind == self.kind]
        return piece.decision.sentences

    def get_initial(self) -> dict[str, Any]:
        """Show the latest version."""
        if not self.versions:
            return {"version": 0}
        item = self.versions[0]
        names = ("dated_on", "valid_until", "reference", "signatories", "remark")
        return {name: getattr(item, name) for name in names} | {"version": item.number}

    def get_form(self) -> PieceForm:
        """Offer to remove the document where there is one."""
        has_document = bool(self.versions and self.versions[0].document_id)
        return PieceForm(**self.get_form_kwargs(), has_document=has_document)

    def get_context(self) -> dict[str, Any]:
        """Explain it, and list what was noted before."""
        return {
            "explanation": EXPLANATIONS[self.kind],
            "may_note": bool(notes(self.request)),
            "missing": self.missing,
            "versions": [(_facts(item), _document_url(item), item) for item in self.versions],
        }

    def perform(self, form: PieceForm) -> str:
        """Note it."""
        operations.note_piece(
            territory=self.request.territory,
            kind=self.kind,
            sheet=form.sheet(),
            number=form.cleaned_data["version"],
            by=self.request.user,
        )
        tell(self.request, _("« %(piece)s » est noté.") % {"piece": self.kind.label})
        return reverse("opening:service")


class _Act(ActionPage):
    """One button of the page; what it answers is read there."""

    permission = reads
    back = reverse_lazy("opening:service")

    @property
    def version(self) -> int:
        """Which version the page showed."""
        return whole_number(self.request.POST.get("version", "")) or 0


class Agree(_Act):
    """Gives the agreement of one's institution."""

    success_message = gettext_lazy("Votre accord est enregistré.")

    def perform(self) -> None:
        """Give it; the second one puts the Cité in service."""
        row = operations.agree_to_service(
            territory=self.request.territory, version=self.version, by=self.request.user
        )
        if row.state == ServiceState.IN_SERVICE:
            self.success_message = _("La Cité est en service : de vraies personnes peuvent être entrées.")


class Withdraw(_Act):
    """Takes an agreement back."""

    success_message = gettext_lazy("L’accord est retiré : la Cité reste en mode formation.")

    def perform(self) -> None:
        """Take it back."""
        row = operations.withdraw_agreement(
            territory=self.request.territory, version=self.version, by=self.request.user
        )
        if row.state == ServiceState.SUSPENDED:
            self.success_message = _("L’accord est retiré : la mise en service reste suspendue.")


class Suspend(FormPage):
    """Suspends the service, with a reason."""

    title = gettext_lazy("Suspendre la mise en service")
    permission = notes
    template_name = "opening/suspend.html"
    form_class = SuspendForm
    breadcrumb = HOME
    success_message = gettext_lazy("La mise en service est suspendue. L’autre copilote en est prévenu.")
    success_url = "/ouverture/mise-en-service/"

    def get_initial(self) -> dict[str, Any]:
        """Remember what was read."""
        return {"version": commissioning_of(self.request.territory).version}

    def perform(self, form: SuspendForm) -> None:
        """Suspend it."""
        operations.suspend_service(
            territory=self.request.territory,
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )


def _facts(item: ComplianceItem) -> list[tuple[str, Any]]:
    """Tell what was noted, leaving out what was not."""
    rows = [
        (_("Datée du"), item.dated_on and date_format(item.dated_on, "j F Y")),
        (_("Signée par"), item.signatories),
        (_("Référence"), item.reference),
        (_("Valable jusqu’au"), item.valid_until and date_format(item.valid_until, "j F Y")),
        (_("Remarque"), item.remark),
        (_("Noté par"), f"{item.noted_by}, {date_format(localtime(item.created_at), 'j F Y')}"),
    ]
    return [(label, value) for label, value in rows if value]


def _document_url(item: ComplianceItem) -> str:
    return reverse("files:download", args=[item.document.uuid]) if item.document else ""


def _agreements(commissioning: Any) -> list[tuple[str, str]]:
    sides = ((_("État"), "state"), (_("Métropole"), "metropole"))
    return [(label, _agreement(commissioning, side)) for label, side in sides]


def _agreement(commissioning: Any, side: str) -> str:
    on = getattr(commissioning, f"agreed_by_{side}_on")
    if on is None:
        return _("pas encore d’accord")
    who = getattr(commissioning, f"agreed_by_{side}")
    return _("%(who)s, le %(day)s") % {"who": who, "day": date_format(on, "j F Y")}
