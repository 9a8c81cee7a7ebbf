"""What the structure answers: on the site, or by the link without an account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import Link
from cite.accounts.queries import known_link
from cite.accounts.rules import link_decision
from cite.core.dates import now, today
from cite.core.decisions import Decision
from cite.core.free_text import warnings_in
from cite.core.journal import note_reading
from cite.core.telephones import readable_telephone
from cite.referrals.enums.acts import ReferralAct
from cite.referrals.enums.links import LinkEnd
from cite.referrals.enums.referrals import ReferralOutcome, ReferralState
from cite.referrals.models import Referral
from cite.referrals.operations import answers
from cite.referrals.operations.answers import Answerer
from cite.referrals.permissions.referrals import (
    can_answer,
    can_follow,
    of_this_mode,
    person_by_link,
    person_of,
)
from cite.referrals.queries.links import LINK_PURPOSE, end_of
from cite.referrals.queries.people import is_reachable
from cite.referrals.queries.referrals import answers_open, outcome_due, ranks_open
from cite.referrals.rules.decisions import outcome_decision, step_decision
from cite.referrals.web.forms.referrals import ANSWERS, AnswerForm, OutcomeForm
from cite.referrals.web.views.base import ABOVE, ReferralPage
from cite.referrals.workflow import FOLLOWED
from cite.ui.forms import Form
from cite.ui.messages import warn
from cite.ui.views import FormPage, LinkPage

_PREFIX = "suite"


def answer_as(form: AnswerForm, referral: Referral, by: Answerer) -> Referral:
    """Make the one operation call that an answer asks for."""
    data = form.cleaned_data
    given: dict[str, Any] = {"referral": referral, "version": data["version"], "by": by}
    match data["answer"]:
        case "accept":
            return answers.accept(message=data["message"], **given)
        case "appoint":
            return answers.appoint(at=form.at, place=data["place"], message=data["message"], **given)
        case "refuse":
            return answers.refuse(reason=data["reason"], message=data["message"], **given)
        case "done_by_phone":
            return answers.note_done_by_phone(message=data["message"], **given)
        case answer:
            return answers.note_presence(came=answer == "note_met", decided=data["message"], **given)


_STEPS = {
    ReferralState.ACCEPTED: "accept",
    ReferralState.APPOINTED: "appoint",
    ReferralState.REFUSED: "refuse",
    ReferralState.DONE_BY_PHONE: "done_by_phone",
    ReferralState.MET: "note_met",
    ReferralState.MISSED: "note_missed",
}


def said_of(referral: Referral) -> list[tuple[Any, Any]]:
    """Repeat what the structure has answered: whoever comes back to its link reads where it stands."""
    if referral.state not in _STEPS:
        return []
    moment = referral.appointment_at if referral.state == ReferralState.APPOINTED else None
    told = [
        (_("Réponse notée"), ANSWERS[_STEPS[ReferralState(referral.state)]]),
        (_("Rendez-vous"), date_format(localtime(moment), "DATETIME_FORMAT") if moment else ""),
        (_("Lieu"), referral.appointment_place if moment else ""),
        (_("Motif"), referral.get_refusal_reason_display()),
    ]
    return [(label, value) for label, value in told if value]


class Answer(ReferralPage, FormPage):
    """Answer on the site, for the structure."""

    title = _("Répondre à une orientation")
    template_name = "referrals/answer.html"
    form_class = AnswerForm
    breadcrumb = ABOVE
    success_message = _("Votre réponse est partie. Qui l’a orientée est prévenu.")

    def may(self, referral: Referral) -> Decision:
        """Only the structure that receives it, while something may be answered."""
        is_open = bool(answers_open(referral, now()))
        return can_answer(self.request.user, referral) & step_decision(is_open)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer what may still be answered."""
        return super().get_form_kwargs() | {"steps": answers_open(self.referral, now())}

    def get_initial(self) -> dict[str, Any]:
        """Note which version is shown."""
        return {"version": self.referral.version}

    def get_context(self) -> dict[str, Any]:
        """Repeat whom it is about."""
        return {"referral": self.referral, "person": person_of(self.request.user, self.referral)}

    def perform(self, form: AnswerForm) -> str:
        """Keep the answer."""
        answer_as(form, self.referral, Answerer(user=self.request.user))
        warn(self.request, *warnings_in(form.cleaned_data["message"]))
        return self.address


class Outcome(ReferralPage, FormPage):
    """Say what came of it, as one of its two ends."""

    title = _("Que devient cette orientation ?")
    template_name = "referrals/outcome.html"
    form_class = OutcomeForm
    success_message = _("C’est noté. L’autre structure le lit.")

    def may(self, referral: Referral) -> Decision:
        """Either end, once the question has come."""
        end = Decision() if self.is_receiver else can_follow(self.request.user, referral)
        has_come = self.kwargs["rank"] in ranks_open(referral, today())
        return end & outcome_decision(referral.state in FOLLOWED, has_come)

    def get_context(self) -> dict[str, Any]:
        """Repeat what it was."""
        return {"referral": self.referral, "cancel_url": self.address}

    def perform(self, form: OutcomeForm) -> str:
        """Keep it."""
        data = form.cleaned_data
        answers.note_outcome(
            referral=self.referral,
            by=Answerer(user=self.request.user),
            rank=self.kwargs["rank"],
            outcome=ReferralOutcome(data["outcome"]),
            remains=data["remains"],
        )
        warn(self.request, *warnings_in(data["remains"]))
        return self.address


class _ByLink(LinkPage):
    """What stands behind the link that the structure received, while its structure takes part and it is not over.

    `end`, `said`: why it opens nothing any more, and the answer that closed it.
    """

    end: str = ""
    said: Sequence[tuple[Any, Any]] = ()

    @cached_property
    def link(self) -> Link | None:
        """The link, even where it serves no more."""
        return known_link(token=self.kwargs["token"], purpose=LINK_PURPOSE)

    @cached_property
    def behind(self) -> Referral | None:
        """The referral behind the link, while its structure takes part."""
        if self.link is None or getattr(self.request, "territory", None) is None:
            return None
        rows = of_this_mode(self.request.territory).filter(uuid=self.link.target_uuid)
        found = rows.select_related(
            "territory", "resident__territory", "receiver", "prescriber__partner__organization", "service"
        ).first()
        return found if found is not None and is_reachable(found) else None

    @cached_property
    def offer(self) -> Referral | None:
        """The same, while the link serves."""
        link = self.link
        serves = link is not None and link_decision(link.expires_at, link.used_at, link.revoked_at, now())
        return self.behind if serves else None

    def show_nothing(self) -> HttpResponse:
        """Say why the link opens nothing any more, where it once did; a « no » pressed twice reads that it was kept."""
        if self.behind is not None:
            end = end_of(self.link, self.behind)
            self.end = str(end.label).format(sender=self.behind.prescriber.partner)
            self.said = said_of(self.behind) if end == LinkEnd.REFUSED else []
        return super().show_nothing()

    @property
    def user(self) -> Any:
        """Who holds it, where she is signed in."""
        return self.request.user if self.request.user.is_authenticated else None


class ByLink(_ByLink):
    """« Je suis cette structure », then the person, then the answer. Before the button, nobody is named."""

    title = _("Une personne est orientée vers vous")
    template_name = "referrals/by_link.html"
    form_class = Form

    def get_form(self) -> BaseForm:
        """Choose the form of this step."""
        posted = self.request.POST
        if f"{_PREFIX}-outcome" in posted:
            return OutcomeForm(posted, prefix=_PREFIX)
        if "answer" in posted or "version" in posted:
            return AnswerForm(posted, steps=answers_open(self.offer, now()))
        return super().get_form()

    def get_context(self) -> dict[str, Any]:
        """Say who sends it, to which service; nothing of the person."""
        return {"referral": self.offer}

    def perform(self, form: BaseForm) -> HttpResponse:
        """Open it, or keep what is answered."""
        by = Answerer(user=self.user, link=self.link)
        if isinstance(form, AnswerForm):
            answered = answer_as(form, self.offer, by)
            note_reading(self.request, ReferralAct.OPEN_LINK, target=answered, person=answered.resident)
            return self.show(
                form=None,
                is_done=True,
                said=said_of(answered),
                is_followed=answered.state in FOLLOWED,
                **self.person(answered),
            )
        if isinstance(form, OutcomeForm):
            rank = outcome_due(self.offer, by_receiver=True, on=today())
            answers.note_outcome(
                referral=self.offer,
                by=by,
                rank=rank or 0,
                outcome=ReferralOutcome(form.cleaned_data["outcome"]),
                remains=form.cleaned_data["remains"],
            )
            return self.show(form=None, is_done=True, is_followed=True)
        opened = answers.open_by_link(referral=self.offer, link=self.link, by=self.user)
        return self.show_person(opened)

    def person(self, referral: Referral) -> dict[str, Any]:
        """Tell whom it is about, as the link shows it."""
        person = person_by_link(referral)
        return {
            "person": person,
            "number": readable_telephone(person.phone),
            "has_phone": bool((referral.resident or referral).phone),
        }

    def show_person(self, referral: Referral, form: BaseForm | None = None) -> HttpResponse:
        """Show whom it is about, and what may be answered."""
        note_reading(self.request, ReferralAct.OPEN_LINK, target=referral, person=referral.resident)
        steps = answers_open(referral, now())
        is_answer, is_outcome = isinstance(form, AnswerForm), isinstance(form, OutcomeForm)
        blank = AnswerForm(initial={"version": referral.version}, steps=steps) if steps else None
        rank = outcome_due(referral, by_receiver=True, on=today())
        outcome = OutcomeForm(prefix=_PREFIX) if rank else None
        return self.show(
            form=None,
            **self.person(referral),
            is_accepted=referral.state != ReferralState.SENT,
            said=said_of(referral),
            answer_form=form if is_answer else blank,
            outcome_form=form if is_outcome else outcome,
            is_open=True,
        )

    def show_errors(self, form: BaseForm) -> HttpResponse:
        """Show the form again, with the person where somebody has said who she is."""
        may_see = Answerer(user=self.user, link=self.link).decide(self.offer)
        if isinstance(form, AnswerForm | OutcomeForm) and may_see:
            return self.show_person(self.offer, form)
        return self.show(form=form if type(form) is Form else self._door_with(form))

    def _door_with(self, form: BaseForm) -> Form:
        door = Form(data={})
        door.is_valid()
        for sentences in form.errors.values():
            for sentence in sentences:
                door.add_error(None, sentence)
        return door


class NotForMe(_ByLink):
    """« Ce lien n’est pas pour moi »: it opens nothing any more, and whoever sent it is told."""

    title = _("Ce lien n’est pas pour vous ?")
    template_name = "referrals/not_for_me.html"
    form_class = Form

    def get_context(self) -> dict[str, Any]:
        """Say to which structure it was sent."""
        return {"referral": self.offer}

    def perform(self, form: Form) -> HttpResponse:
        """Give it back."""
        answers.give_back_link(referral=self.offer, link=self.link, by=self.user)
        return self.show(form=None, is_done=True)
