"""Two sheets that may be one: examined side by side, merged, set apart, and back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Duplicate, Merge
from cite.actors.operations import duplicates as operations
from cite.actors.operations.merging import merge_partners, undo_merge
from cite.actors.permissions.organizations import visible_duplicates, visible_merges
from cite.actors.queries.duplicates import (
    Comparison,
    comparison,
    duplicates_to_review,
    reasons_of,
    recent_merges,
)
from cite.actors.web.forms.duplicates import MergeForm
from cite.actors.web.tables import duplicates_table, merges_table, page_of
from cite.actors.web.views.base import ABOVE, keeps_the_list
from cite.core.decisions import Refused
from cite.ui.forms import Form
from cite.ui.messages import tell
from cite.ui.tables import Table
from cite.ui.views import FormPage, Page, TablePage

_LIST_URL = reverse_lazy("actors:duplicates")
_ABOVE = (*ABOVE, (_("Doublons à examiner"), _LIST_URL))


class Duplicates(TablePage):
    """The pairs that look alike, and the merges that may still be undone."""

    title = _("Doublons à examiner")
    permission = keeps_the_list
    template_name = "actors/duplicates.html"
    breadcrumb = ABOVE

    def get_table(self) -> Table:
        """List the pairs."""
        return duplicates_table(
            duplicates_to_review(self.request.user, self.request.territory), self.request.GET
        )

    def get_context(self) -> dict[str, Any]:
        """Add the merges."""
        merges = recent_merges(self.request.user, self.request.territory)
        return {"merges": merges_table(merges, self.request.GET) if merges else None}


class _PairPage(Page):
    """A page about one pair."""

    permission = keeps_the_list

    @cached_property
    def duplicate(self) -> Duplicate:
        """The pair named in the address."""
        visible = visible_duplicates(self.request.user, self.request.territory)
        both = ("first__organization", "second__organization", "first__territory", "second__territory")
        return get_object_or_404(visible.select_related(*both), uuid=self.kwargs["uuid"])


class ExamineDuplicate(_PairPage, FormPage):
    """Two organizations side by side: which stays, which values it keeps, or none of this."""

    title = _("Une ou deux structures ?")
    template_name = "actors/duplicate.html"
    breadcrumb = _ABOVE

    @cached_property
    def comparison(self) -> Comparison:
        """The two, side by side."""
        return comparison(self.duplicate.first, self.duplicate.second)

    def get_form(self) -> MergeForm:
        """Ask only where they differ."""
        return MergeForm(**self.get_form_kwargs(), comparison=self.comparison)

    def get_context(self) -> dict[str, Any]:
        """Show them."""
        return {
            "duplicate": self.duplicate,
            "comparison": self.comparison,
            "reasons": reasons_of(self.duplicate),
            "apart_url": reverse("actors:duplicate-apart", args=[self.duplicate.uuid]),
            "first_url": page_of(self.duplicate.first),
            "second_url": page_of(self.duplicate.second),
            "same": [
                (f.label[:1].upper() + f.label[1:], f.first)
                for f in self.comparison.fields
                if f.first == f.second and f.first
            ],
        }

    def perform(self, form: MergeForm) -> str:
        """Merge them, and offer to undo it."""
        merge = merge_partners(
            duplicate=self.duplicate,
            keep_first=form.keep_first,
            from_absorbed=form.from_absorbed,
            by=self.request.user,
        )
        tell(
            self.request,
            _now("Les deux fiches n’en font plus qu’une."),
            undo_url=reverse("actors:merge-undo", args=[merge.uuid]),
        )
        return page_of(merge.kept)


class _PostOnly(Page):
    """One button: does it, says it, goes back to the list."""

    permission = keeps_the_list
    http_method_names = ["post"]

    def perform(self) -> None:
        """Make the one operation call."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, or tell why not."""
        try:
            self.perform()
        except Refused as refusal:
            tell(request, " ".join(refusal.decision.sentences), tone="error")
        return redirect("actors:duplicates")


class SetApart(_PairPage, _PostOnly):
    """« Ce n’est pas un doublon »: remembered."""

    def perform(self) -> None:
        """Set them apart, and offer to ask again."""
        operations.set_apart(duplicate=self.duplicate, by=self.request.user)
        tell(
            self.request,
            _now("C’est noté : ce sont deux structures différentes."),
            undo_url=reverse("actors:duplicate-reconsider", args=[self.duplicate.uuid]),
        )


class Reconsider(_PairPage, _PostOnly):
    """Ask again about a pair that was set apart."""

    def perform(self) -> None:
        """Put it back in the list."""
        operations.reconsider(duplicate=self.duplicate, by=self.request.user)
        tell(self.request, _now("Ces deux structures sont de nouveau à examiner."))


class UndoMerge(FormPage):
    """Make two organizations of one again: said first, one button does it."""

    title = _("Séparer à nouveau")
    permission = keeps_the_list
    template_name = "actors/one_question.html"
    form_class = Form
    breadcrumb = _ABOVE
    success_url = _LIST_URL

    @cached_property
    def merge(self) -> Merge:
        """The merge named in the address."""
        visible = visible_merges(self.request.user, self.request.territory)
        return get_object_or_404(
            visible.select_related("kept__organization", "absorbed__organization"), uuid=self.kwargs["uuid"]
        )

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        names = {"absorbed": self.merge.absorbed.organization.name, "kept": self.merge.kept.organization.name}
        lead = _now(
            "« %(absorbed)s » redevient une fiche à part, avec ce qui lui appartenait. « %(kept)s » retrouve ses "
            "valeurs d’avant ; ce que vous avez changé depuis reste."
        )
        return {"lead": lead % names, "submit": _("Séparer les deux fiches"), "cancel_url": _LIST_URL}

    def perform(self, form: Form) -> str:
        """Undo it."""
        merge = undo_merge(merge=self.merge, by=self.request.user)
        tell(self.request, _now("Les deux fiches sont de nouveau séparées."))
        return page_of(merge.absorbed)
