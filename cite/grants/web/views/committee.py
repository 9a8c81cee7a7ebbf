"""A committee of funders: its files, the opinion on each, gone through one after the other."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.permissions.people import pilot_side
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.grants.enums.committee import CommitteeAct
from cite.grants.models import CallForProjects, CommitteeItem
from cite.grants.operations import committee as operations
from cite.grants.permissions.awards import can_follow_awards
from cite.grants.permissions.committee import OPEN, can_prepare_committee, has_no_link, visible_committees
from cite.grants.permissions.review import can_instruct
from cite.grants.queries.books import book_of
from cite.grants.queries.committee import (
    FileSummary,
    amounts_advised,
    items_of,
    summaries_of,
)
from cite.grants.queries.committee_money import committee_money
from cite.grants.rules.amounts import euros
from cite.grants.rules.committee import agreement_decision
from cite.grants.web.forms.committee import AgreeForm, OpinionForm
from cite.grants.web.tables.committee import agreed_sides, items_table, marks_table, money_parts, money_table
from cite.grants.web.views.decisions import follows_awards
from cite.meetings.models import Meeting
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.views import ActionPage, FormPage, Page

_MEETINGS = ((_("Réunions"), reverse_lazy("meetings:meetings")),)


class CommitteePage(Page):
    """A page about one committee of funders."""

    permission = follows_awards

    @cached_property
    def meeting(self) -> Meeting:
        """The committee named in the address."""
        meetings = visible_committees(self.request.user, self.request.territory)
        return get_object_or_404(meetings.select_related("territory"), uuid=self.kwargs["uuid"])

    @cached_property
    def items(self) -> list[CommitteeItem]:
        """Its files, in the order of the agenda."""
        return items_of(self.request.user, self.meeting)

    @cached_property
    def may_prepare(self) -> bool:
        """Whether this person prepares the committee and writes its opinions."""
        return bool(can_prepare_committee(self.request.user, self.meeting))

    def get_title(self) -> str:
        """Name the committee."""
        return str(self.title) % {"meeting": self.meeting}

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the committee."""
        return [*_MEETINGS, (str(self.meeting), self.success_url)]

    @property
    def success_url(self) -> str:
        """The files of the committee."""
        return reverse("grants:committee", args=[self.meeting.uuid])

    def get_context(self) -> dict[str, Any]:
        """Show the committee."""
        return {"meeting": self.meeting, "may_prepare": self.may_prepare, "cancel_url": self.success_url}


class OrganizersPage(CommitteePage):
    """A page for those who prepare the committee."""

    def decide(self) -> Decision:
        """Open it to the organizers."""
        return super().decide() and can_prepare_committee(self.request.user, self.meeting)


class Committee(CommitteePage):
    """The files of a committee: what was marked, asked and advised."""

    title = _("Dossiers de « %(meeting)s »")
    template_name = "grants/committee.html"

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the meeting."""
        return [*_MEETINGS, (str(self.meeting), reverse("meetings:meeting", args=[self.meeting.uuid]))]

    def get_context(self) -> dict[str, Any]:
        """List the files."""
        note_reading(self.request, CommitteeAct.READ, target=self.meeting)
        summaries = summaries_of([item.application for item in self.items], self.request.user)
        money = committee_money(self.request.user, self.meeting, self.items, summaries)
        advised = sum(1 for item in self.items if item.agreed_by_state_id and item.agreed_by_metropole_id)
        return super().get_context() | {
            "table": items_table(self.items, summaries, self.request.GET, self.may_prepare),
            "money": [(line, money_parts(line)) for line in money],
            "money_table": money_table(money, self.request.GET),
            "beyond": [line.funder for line in money if line.left is not None and line.left < 0],
            "first": next((item for item in self.items if not item.outcome), None)
            or next(iter(self.items), None),
            "is_begun": any(item.outcome for item in self.items),
            "hidden": sum(summary.is_hidden for summary in summaries.values()),
            "book": book_of(self.request.user, self.meeting),
            "may_choose": self.may_prepare and self.meeting.state in OPEN,
            "to_agree": to_agree(self.items, self.request),
            "advised": advised,
            "total": len(self.items),
            "calls": self._calls(),
        }

    def _calls(self) -> list[tuple[str, str]]:
        """List the calls of these files: once advised, each funder decides on their pages."""
        if not can_follow_awards(self.request.user, self.request.territory):
            return []
        found = CallForProjects.objects.filter(pk__in={item.application.call_id for item in self.items})
        return [
            (str(call), reverse("grants:call-decisions", args=[call.uuid])) for call in found.order_by("pk")
        ]


def to_agree(items: list[CommitteeItem], request: Any) -> list[CommitteeItem]:
    """List the opinions that wait for this person's agreement."""
    side = pilot_side(request.user, request.territory)
    return [
        item
        for item in items
        if agreement_decision(item.outcome, operations.agreements_of_item(item), side, request.user.pk)
        and item.application.state == "in_review"
    ]


class ItemPage(CommitteePage):
    """A page about one file of a committee."""

    @cached_property
    def item(self) -> CommitteeItem:
        """The file named in the address."""
        found = next((i for i in self.items if i.uuid == self.kwargs["item"]), None)
        if found is None:
            raise Http404
        return found

    @property
    def item_url(self) -> str:
        """The page of this file in the committee."""
        return reverse("grants:committee-item", args=[self.meeting.uuid, self.item.uuid])


class Examine(ItemPage, FormPage):
    """One file: what it is, its marks, what is asked; the opinion; the next file."""

    title = _("Comité des financeurs")
    template_name = "grants/committee_item.html"

    def get_title(self) -> str:
        """Name the file."""
        return f"{self.item.application.number} – {self.item.application}"

    @cached_property
    def summary(self) -> FileSummary:
        """What the committee looks at."""
        return summaries_of([self.item.application], self.request.user)[self.item.application_id]

    def decide(self) -> Decision:
        """Everyone who sees the committee reads; only organizers write."""
        allowed = super().decide()
        if self.request.method == "POST" and allowed:
            return can_prepare_committee(self.request.user, self.meeting)
        return allowed

    def get_form(self) -> OpinionForm:
        """One amount per funder asked."""
        asked = self.summary.asked
        advised = amounts_advised(self.item, list(asked))
        return OpinionForm(**self.get_form_kwargs(), asked=asked, advised=advised)

    def get_initial(self) -> dict[str, Any]:
        """Start from what is written."""
        item = self.item
        return {"outcome": item.outcome, "words": item.words, "version": item.version}

    def perform(self, form: OpinionForm) -> str:
        """Write the opinion, and go to the next file without one."""
        operations.write_opinion(
            item=self.item,
            outcome=form.cleaned_data["outcome"],
            amounts=form.amounts,
            words=form.cleaned_data["words"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )
        tell(self.request, _now("L’avis est enregistré."))
        return self.neighbor(1) or self.success_url

    def neighbor(self, step: int) -> str:
        """Give the address of the file before or after; none at the ends."""
        place = self.items.index(self.item) + step
        if not 0 <= place < len(self.items):
            return ""
        return reverse("grants:committee-item", args=[self.meeting.uuid, self.items[place].uuid])

    def get_context(self) -> dict[str, Any]:
        """Show the file and where it stands in the agenda."""
        note_reading(self.request, CommitteeAct.READ, target=self.item.application)
        item, summary = self.item, self.summary
        application = item.application
        writes = self.may_prepare and application.state == "in_review"
        facts = [
            (_("Porteur"), str(application.partner)),
            *((str(funder), euros(amount)) for funder, amount in summary.asked.items()),
            (_("Demandé en tout"), euros(summary.total_asked)),
            (_("Quartiers"), ", ".join(summary.districts)),
            (_("Priorités"), ", ".join(summary.priorities)),
            (_("Note sur 100"), summary.mark),
        ]
        return super().get_context() | {
            "item": item,
            "application": application,
            "facts": facts,
            "reads_summary": bool(can_instruct(self.request.user, application)),
            "reviews": summary.reviews,
            "is_reviewed": summary.is_reviewed,
            "is_hidden": summary.is_hidden,
            "is_disagreement": summary.is_disagreement,
            "marks": marks_table(summary, self.request.GET),
            "position": self.items.index(item) + 1,
            "count": len(self.items),
            "previous_url": self.neighbor(-1),
            "next_url": self.neighbor(1),
            "may_write": writes and bool(has_no_link(self.request.user, application)),
            "may_agree": bool(to_agree([item], self.request)),
            "may_remove": writes and not operations.agreements_of_item(item).persons,
            "agreed": agreed_sides(item),
            "advised": [(str(f), euros(a)) for f, a in amounts_advised(item, list(summary.asked)).items()],
            "version_form": VersionForm(initial={"version": item.version}, auto_id="agree-%s"),
        }


class Agree(ItemPage, ActionPage):
    """Agree to the opinion on one file."""

    title = _("Approuver un avis")
    success_message = _("Votre accord est enregistré.")

    @property
    def back(self) -> str:
        """Go back to the file."""
        return self.item_url

    def perform(self) -> None:
        """Agree, as it was read."""
        form = VersionForm(self.request.POST)
        version = form.cleaned_data["version"] if form.is_valid() else 0
        operations.agree_to_opinion(item=self.item, version=version, by=self.request.user)


class AgreeTogether(OrganizersPage, FormPage):
    """Agree to several opinions at once."""

    title = _("Approuver les avis de « %(meeting)s »")
    template_name = "grants/committee_form.html"

    def get_form(self) -> AgreeForm:
        """Choose among those that wait."""
        return AgreeForm(**self.get_form_kwargs(), items=to_agree(self.items, self.request))

    def perform(self, form: AgreeForm) -> None:
        """Agree."""
        count = operations.agree_together(meeting=self.meeting, versions=form.versions, by=self.request.user)
        tell(self.request, _now("%(n)d avis approuvé(s) pour votre côté.") % {"n": count})

    def get_context(self) -> dict[str, Any]:
        """Say what it does."""
        return super().get_context() | {
            "lead": _("Avec l’accord des deux copilotes, l’avis est rendu. Chaque financeur décide ensuite."),
            "is_empty": not to_agree(self.items, self.request),
            "submit": _("Donner mon accord"),
        }
