"""How the search is set: what everyday words mean, and what was looked for in vain."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision
from cite.core.text import search_key
from cite.directory.operations import finding as operations
from cite.directory.permissions.finding import can_set_search, visible_unmet_needs
from cite.directory.queries.everyday import Expression, expression_named, expressions_of
from cite.directory.queries.meanings import said_in_words
from cite.directory.web.forms.moderating import ExpressionForm, initial_of
from cite.directory.web.views.base import ABOVE
from cite.ui.tables import Column, Table
from cite.ui.views import FormPage, TablePage


def sets_search(request: HttpRequest) -> Decision:
    """Open a page to those who set the search."""
    return can_set_search(request.user, request.territory)


def _write(expression: Expression) -> str:
    return f"{reverse('directory:expression')}?{urlencode({'mots': expression.words})}"


class Expressions(TablePage):
    """The table of everyday words: given with the tool, completed here."""

    title = _("Mots de tous les jours")
    permission = sets_search
    template_name = "directory/expressions.html"
    breadcrumb = ABOVE
    csv_name = "mots-de-tous-les-jours"

    def get_table(self) -> Table:
        """List them."""
        return Table(
            expressions_of(self.request.territory),
            columns=(
                Column(key="words", label=_("Ce que disent les gens"), kind="link", href=_write),
                Column(
                    key="meanings",
                    label=_("Ce que cela veut dire"),
                    value=lambda e: said_in_words(e.meanings),
                ),
                Column(
                    key="row",
                    label=_("Origine"),
                    value=lambda e: _now("Donnée avec l’outil") if e.row is None else _now("Écrite ici"),
                ),
            ),
            params=self.request.GET,
            caption=_now("Mots de tous les jours"),
        )


class WriteExpression(FormPage):
    """One expression: what people say, what they mean."""

    title = _("Ce que disent les gens")
    permission = sets_search
    template_name = "directory/question.html"
    success_url = reverse_lazy("directory:expressions")
    success_message = _("C’est enregistré : la recherche comprend ces mots.")
    breadcrumb = (*ABOVE, (_("Mots de tous les jours"), reverse_lazy("directory:expressions")))

    @cached_property
    def expression(self) -> Expression | None:
        """The expression named; none for a new one."""
        return expression_named(self.request.territory, search_key(self.request.GET.get("mots", "")[:80]))

    def get_form(self) -> ExpressionForm:
        """Start from what it means now."""
        known = self.expression
        meanings = known.meanings if known else ()
        version = known.row.version if known and known.row else None
        data = self.request.POST if self.request.method == "POST" else None
        return ExpressionForm(
            data, initial=initial_of(known.words if known else "", meanings, version), meanings=meanings
        )

    def get_context(self) -> dict[str, Any]:
        """Say what happens next."""
        return {
            "lead": _("Qui cherche ces mots trouve les services qui répondent à ces besoins."),
            "submit": _("Enregistrer"),
            "cancel_url": reverse("directory:expressions"),
        }

    def perform(self, form: ExpressionForm) -> None:
        """Keep it."""
        operations.write_expression(
            territory=self.request.territory,
            words=form.cleaned_data["expression"],
            meanings=form.meanings,
            version=form.cleaned_data["version"],
            by=self.request.user,
        )


class UnmetNeeds(TablePage):
    """What was looked for in vain, without anybody's name."""

    title = _("Besoins sans réponse")
    permission = sets_search
    template_name = "directory/unmet_needs.html"
    breadcrumb = ABOVE
    csv_name = "besoins-sans-reponse"

    def get_table(self) -> Table:
        """List them, the latest first."""
        return Table(
            visible_unmet_needs(self.request.user, self.request.territory).prefetch_related(
                "district__communes"
            ),
            columns=(
                Column(
                    key="need",
                    label=_("Besoin"),
                    value=lambda n: n.get_need_display() if n.need else _now("Autre chose"),
                    sortable=True,
                ),
                Column(
                    key="district",
                    label=_("Quartier"),
                    value=lambda n: n.district.full_label if n.district else _now("Pas dit"),
                    sortable=True,
                    sort="district__sort_label",
                ),
                Column(
                    key="words",
                    label=_("Ce qui est cherché"),
                    kind="long",
                    value=lambda n: n.words if n.words_erased_on is None else _now("Mots effacés"),
                ),
                Column(key="created_at", label=_("Signalé le"), kind="date", sortable=True),
            ),
            params=self.request.GET,
            caption=_now("Besoins sans réponse"),
            order="-created_at",
            empty_title=_now("Aucun besoin signalé"),
        )
