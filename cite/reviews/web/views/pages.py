"""The pages of a review: its situations, one of them, what is decided, and what remains to be done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.free_text import warnings_in
from cite.core.journal import note_reading
from cite.dropout.models import Alert
from cite.dropout.permissions.alerts import alerts_to_look_at
from cite.dropout.queries.alerts import reasons_of
from cite.meetings.models import Meeting
from cite.pathways.permissions.pathways import visible_pathways
from cite.pathways.queries.page import freins_today
from cite.residents.enums.sharing import Part
from cite.residents.permissions.people import (
    can_follow_residents,
    can_give_sharing,
    sight_of,
    writable_residents,
)
from cite.reviews import operations
from cite.reviews.enums import ReviewAct
from cite.reviews.models import ReviewDecision, Situation
from cite.reviews.permissions import (
    can_decide,
    can_remove,
    can_settle,
    can_speak,
    decisions_to_do,
    settled_by,
    takes_part,
    visible_reviews,
    visible_situations,
    who_may_do,
)
from cite.reviews.queries import agenda_for, alerts_to_add, decisions_of, facts_of, proposals_of
from cite.reviews.web.forms import DecisionForm, ProposalForm, SettleForm, SituationForm
from cite.reviews.workflow import TASK
from cite.ui.forms import VersionForm
from cite.ui.messages import tell, warn
from cite.ui.views import FormPage, Page

_MEETINGS = ((_("Réunions"), reverse_lazy("meetings:meetings")),)


def follows_people(request: HttpRequest) -> Decision:
    """Open a page to those who follow people."""
    return can_follow_residents(request.user, request.territory)


class ReviewPage(Page):
    """A page about one review; one that she neither organizes nor is invited to does not exist."""

    permission = follows_people
    breadcrumb = _MEETINGS

    @cached_property
    def meeting(self) -> Meeting:
        """The review named in the address."""
        rows = visible_reviews(self.request.user, self.request.territory)
        return get_object_or_404(rows.select_related("territory"), uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Name the review."""
        return str(self.title) % {"name": self.meeting.title}


class AgendaPage(ReviewPage):
    """A page that shows the agenda of a review; that it shows somebody is noted."""

    def get_context(self) -> dict[str, Any]:
        """Lay out the situations that she may see, with what is decided of each."""
        agenda = agenda_for(self.request.user, self.meeting)
        for situation, _decisions in agenda.lines:
            note_reading(self.request, ReviewAct.READ, target=situation, person=situation.pathway.resident)
        return {"meeting": self.meeting, "agenda": agenda, "today": today()}


class ShowReview(AgendaPage):
    """The situations of a review, as each participant may see them."""

    title = _("%(name)s : les situations")
    template_name = "reviews/review.html"

    def get_context(self) -> dict[str, Any]:
        """Say whether she may add to it."""
        return super().get_context() | {"takes_part": takes_part(self.request.user, self.meeting)}


class Minutes(AgendaPage):
    """What was decided, and nothing else: initials instead of names, to be printed."""

    title = _("%(name)s : relevé de décisions")
    template_name = "reviews/minutes.html"


class AddSituation(ReviewPage, FormPage):
    """Put a situation on the agenda: from what is to be looked at, or by hand."""

    title = _("Ajouter une situation : %(name)s")
    template_name = "reviews/add.html"

    @cached_property
    def alert(self) -> Alert | None:
        """The alert the address names, if it is hers."""
        asked = self.request.GET.get("alerte", "")
        rows = alerts_to_look_at(self.request.user, self.request.territory)
        return next((alert for alert in rows.select_related("pathway") if str(alert.uuid) == asked), None)

    def get_initial(self) -> dict[str, Any]:
        """Choose the person of the alert; why she is looked at is read beside, as it is on the day of the review."""
        return {"pathway": self.alert.pathway.uuid} if self.alert else {}

    def get_form(self) -> SituationForm:
        """Offer the open pathways in which she writes: the others are not hers to put on an agenda."""
        user, territory = self.request.user, self.request.territory
        rows = visible_pathways(user, territory).filter(closed_on=None)
        rows = rows.filter(resident__in=writable_residents(user, territory).order_by().values("pk"))
        rows = rows.select_related("resident").order_by("resident__name_key")
        return SituationForm(**self.get_form_kwargs(), pathways=rows)

    def get_context(self) -> dict[str, Any]:
        """Show what is to be looked at and is not on the agenda yet."""
        found = [] if self.alert else alerts_to_add(self.request.user, self.meeting)
        for alert, _reasons in found:
            note_reading(self.request, ReviewAct.READ, target=alert, person=alert.pathway.resident)
        reasons = reasons_of(self.alert, today()) if self.alert else []
        return {"meeting": self.meeting, "alerts": found, "reasons": reasons}

    def perform(self, form: SituationForm) -> str:
        """Add it."""
        data = form.cleaned_data
        alert = self.alert if self.alert and self.alert.pathway_id == data["pathway"].pk else None
        situation = operations.add_situation(meeting=self.meeting, by=self.request.user, alert=alert, **data)
        tell(self.request, str(_("La situation est à l’ordre du jour.")))
        warn(self.request, *warnings_in(situation.question, situation.summary))
        return reverse("reviews:situation", args=[situation.uuid])


class SituationPage(FormPage):
    """A page about one situation; one that she may not see does not exist."""

    permission = follows_people

    @cached_property
    def situation(self) -> Situation:
        """The situation named in the address."""
        rows = visible_situations(self.request.user, self.request.territory)
        rows = rows.select_related(
            "pathway__resident__territory",
            "meeting__territory",
            "added_by__user",
            "added_by__partner__organization",
            "alert",
        )
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    @property
    def here(self) -> str:
        """The page of the situation."""
        return reverse("reviews:situation", args=[self.situation.uuid])

    def get_title(self) -> str:
        """Name the person."""
        return str(self.title) % {"name": self.situation.pathway.resident}

    def get_tab(self) -> str:
        """Keep the name of the person out of the history of the browser."""
        return str(_("Une situation en revue"))

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the review."""
        meeting = self.situation.meeting
        return [*_MEETINGS, (meeting.title, reverse("reviews:review", args=[meeting.uuid]))]

    def show(self, **extra: Any) -> Any:
        """Note that the page shows somebody, then draw it."""
        situation = self.situation
        note_reading(self.request, ReviewAct.READ, target=situation, person=situation.pathway.resident)
        return super().show(**extra)


class ShowSituation(SituationPage):
    """One situation: the question, the freins, what is proposed, what is decided."""

    title = _("%(name)s")
    form_class = ProposalForm
    template_name = "reviews/situation.html"
    success_message = _("Votre proposition est notée.")

    def get_context(self) -> dict[str, Any]:
        """Gather what a review needs to decide, as far as she may see it."""
        situation = self.situation
        sight = sight_of(self.request.user, situation.pathway.resident)
        sees, deciding = sight.sees(Part.OBSTACLES), can_decide(self.request.user, situation)
        return {
            "situation": situation,
            "today": today(),
            "facts": facts_of(situation),
            "reasons": reasons_of(situation.alert, today()) if situation.alert else [],
            "findings": freins_today(situation.pathway) if sees else None,
            "proposals": proposals_of(situation),
            "decisions": decisions_of(situation),
            "settles": set(settled_by(self.request.user, situation.territory).filter(situation=situation)),
            "may_speak": bool(can_speak(self.request.user, situation)),
            "may_decide": bool(deciding),
            "why_not_decide": deciding.sentences,
            "may_remove": bool(can_remove(self.request.user, situation)),
            "may_share": bool(can_give_sharing(self.request.user, situation.pathway.resident)),
        }

    def perform(self, form: ProposalForm) -> str:
        """Propose it."""
        operations.propose(situation=self.situation, by=self.request.user, **form.cleaned_data)
        warn(self.request, *warnings_in(form.cleaned_data["text"]))
        return self.here


class Decide(SituationPage):
    """Note who does what, for when."""

    title = _("Noter une décision : %(name)s")
    template_name = "reviews/one_form.html"
    lead = _(
        "Qui fait quoi, pour quand. C’est dans « ce qui vous attend » de qui doit le faire, jusqu’à être fait."
    )
    submit = _("Noter la décision")
    success_message = _("La décision est notée.")

    def get_form(self) -> DecisionForm:
        """Offer the participants whose structure she shares with."""
        return DecisionForm(**self.get_form_kwargs(), people=who_may_do(self.situation))

    def perform(self, form: DecisionForm) -> str:
        """Decide."""
        operations.decide(situation=self.situation, by=self.request.user, **form.cleaned_data)
        warn(self.request, *warnings_in(form.cleaned_data["what"]))
        return self.here


class Remove(SituationPage):
    """Take a situation off the agenda."""

    title = _("Retirer de l’ordre du jour : %(name)s")
    lead = _("La question et les propositions déjà faites s’effacent. Le parcours ne change pas.")
    form_class = VersionForm
    template_name = "reviews/one_form.html"
    submit = _("Retirer")
    success_message = _("La situation n’est plus à l’ordre du jour.")

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.situation.version}

    def get_context(self) -> dict[str, Any]:
        """Say what goes with it."""
        said = [(_("Proposition"), f"{each.text} – {each.by.user}") for each in proposals_of(self.situation)]
        return {"facts": [(_("La question posée"), self.situation.question), *said]}

    def perform(self, form: VersionForm) -> str:
        """Remove it."""
        meeting = self.situation.meeting
        version = form.cleaned_data["version"]
        operations.remove_situation(situation=self.situation, version=version, by=self.request.user)
        return reverse("reviews:review", args=[meeting.uuid])


class ToDo(Page):
    """What reviews decided that she has to do."""

    title = _("Décisions de revue à suivre")
    permission = follows_people
    template_name = "reviews/to_do.html"

    def get_context(self) -> dict[str, Any]:
        """List them, the earliest first."""
        rows = decisions_to_do(self.request.user, self.request.territory)
        found = list(rows.select_related("situation__pathway__resident", "who__user"))
        for decision in found:
            note_reading(
                self.request, ReviewAct.READ, target=decision, person=decision.situation.pathway.resident
            )
        return {"decisions": found, "today": today()}


class Settle(FormPage):
    """Say where what was decided stands."""

    title = _("Où en est cette décision ?")
    permission = follows_people
    template_name = "reviews/one_form.html"
    submit = _("Noter")
    breadcrumb = ((_("Décisions de revue à suivre"), reverse_lazy("reviews:to-do")),)
    success_url = reverse_lazy("reviews:to-do")
    success_message = _("C’est noté.")

    @cached_property
    def decision(self) -> ReviewDecision:
        """The decision named in the address."""
        situations = visible_situations(self.request.user, self.request.territory)
        mine = decisions_to_do(self.request.user, self.request.territory)
        rows = ReviewDecision.objects.filter(situation__in=situations) | mine
        return get_object_or_404(
            rows.select_related(
                "who__user", "who__partner__organization", "situation__pathway__resident", "territory"
            ).distinct(),
            uuid=self.kwargs["uuid"],
        )

    def decide(self) -> Decision:
        """Ask for a role first, then whether it is hers to say."""
        return super().decide() and can_settle(self.request.user, self.decision)

    def get_form(self) -> SettleForm:
        """Offer what may come of it from where it stands."""
        steps = [step.name for step in TASK.transitions if TASK.allows(step.name, self.decision.state)]
        return SettleForm(steps=steps, **self.get_form_kwargs())

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.decision.version}

    def show(self, **extra: Any) -> Any:
        """Note that the page shows somebody, then draw it."""
        person = self.decision.situation.pathway.resident
        note_reading(self.request, ReviewAct.READ, target=self.decision, person=person)
        return super().show(facts=self._facts(), **extra)

    @property
    def lead(self) -> str:
        """What was decided."""
        return self.decision.what

    def _facts(self) -> list[tuple[str, Any]]:
        """Say about whom it is, who has to do it, for when."""
        decision = self.decision
        return [
            (_("Personne"), str(decision.situation.pathway.resident)),
            (_("Qui"), f"{decision.who.user} ({decision.who.partner})"),
            (_("Pour quand"), date_format(decision.due_on, "j F Y")),
        ]

    def perform(self, form: SettleForm) -> None:
        """Note it."""
        operations.settle(decision=self.decision, by=self.request.user, **form.cleaned_data)
