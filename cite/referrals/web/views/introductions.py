"""Introductions: a relay sends one from her phone; professionals take one, call, and note."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.free_text import warnings_in
from cite.core.journal import note_reading
from cite.core.telephones import readable_telephone
from cite.referrals.enums.acts import ReferralAct
from cite.referrals.enums.introductions import IntroductionState
from cite.referrals.models import Introduction
from cite.referrals.operations import introductions as operations
from cite.referrals.permissions.introductions import (
    can_call_them,
    can_care_for,
    can_introduce,
    introducing_memberships,
    own_introductions,
    visible_introductions,
)
from cite.referrals.ports import introduction_doors
from cite.referrals.queries.people import told_of
from cite.referrals.web.forms.introductions import (
    ARROWS,
    NO_ANSWER,
    REACHED,
    RELEASE,
    FollowForm,
    IntroduceForm,
)
from cite.referrals.web.tables.introductions import sent_table, to_call_table
from cite.referrals.web.views.base import ABOVE, tabs_of
from cite.referrals.workflow import INTRODUCTION, OVER
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.components.data import FunnelStep
from cite.ui.messages import tell, warn
from cite.ui.tables import Table
from cite.ui.views import ActionPage, FormPage, Page, TablePage

_LIST = reverse_lazy("referrals:introductions")


def introduces(request: HttpRequest) -> Decision:
    """Open a page to those who introduce people."""
    return can_introduce(request.user, request.territory)


def calls(request: HttpRequest) -> Decision:
    """Open a page to those who call them."""
    return can_call_them(request.user, request.territory)


class Introduce(FormPage):
    """« Je vous signale quelqu’un qui est d’accord »: five fields, on a phone, with a bad network."""

    title = _("Je vous signale quelqu’un qui est d’accord")
    permission = introduces
    template_name = "referrals/introduce.html"
    form_class = IntroduceForm
    success_message = _("Merci du relais. Quelqu’un va l’appeler.")
    success_url = reverse_lazy("referrals:introduced")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the priority districts."""
        return super().get_form_kwargs() | {
            "districts": priority_districts_of(self.request.territory, on=today())
        }

    def get_context(self) -> dict[str, Any]:
        """Name whose phone it is: what one relay kept is never sent by another."""
        return {"tabs": tabs_of(self.request), "keeper": self.request.user.uuid}

    def perform(self, form: IntroduceForm) -> None:
        """Send it."""
        mine = introducing_memberships(self.request.user, self.request.territory)
        operations.introduce(relay=mine[0], **form.chosen)
        warn(self.request, *warnings_in(form.cleaned_data["words"]))


class _IntroductionList(TablePage):
    """A list of introductions; nothing of it stays in the browser."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the list; who reads it is kept."""
        note_reading(request, ReferralAct.LIST_INTRODUCTIONS)
        response = super().get(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_context(self) -> dict[str, Any]:
        """Lead to the other pages."""
        return {"tabs": tabs_of(self.request)}


class Introduced(_IntroductionList):
    """What a relay sent, and the little she may know of what came next."""

    title = _("Ce que j’ai signalé")
    permission = introduces
    template_name = "referrals/introduced.html"

    def get_table(self) -> Table:
        """List them."""
        return sent_table(self.sent, self.request.GET)

    @property
    def sent(self) -> QuerySet[Introduction]:
        """What she sent."""
        return own_introductions(self.request.user, self.request.territory)

    def get_context(self) -> dict[str, Any]:
        """Lead to the form, and thank her with what came of it, as far as people agreed that she knows."""
        told = told_of(self.sent)
        labels = {
            "sent": _now("Signalées par vous"),
            "called": _now("Rappelées"),
            "met": _now("Ont rencontré quelqu’un"),
        }
        steps = [FunnelStep(label, told[key]) for key, label in labels.items()] if told["called"] else []
        return super().get_context() | {"steps": steps}


class Introductions(_IntroductionList):
    """Whom to call, the first introduced first."""

    title = _("Personnes à appeler")
    permission = calls
    template_name = "referrals/introductions.html"

    def get_table(self) -> Table:
        """List those who wait, and those her organizations care for."""
        rows = visible_introductions(self.request.user, self.request.territory).exclude(state__in=OVER)
        rows = rows.select_related("district", "taken_by__user").order_by("introduced_on", "pk")
        return to_call_table(rows, self.request.GET)


class _IntroductionPage(Page):
    permission = calls
    breadcrumb = (*ABOVE, (_("Personnes à appeler"), _LIST))

    @cached_property
    def introduction(self) -> Introduction:
        """The introduction named in the address."""
        rows = visible_introductions(self.request.user, self.request.territory)
        rows = rows.select_related("territory", "district", "taken_by__user", "relay__partner__organization")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    @cached_property
    def is_hers(self) -> bool:
        """Whether her organization cares for it."""
        return bool(can_care_for(self.request.user, self.introduction))


class IntroductionSheet(_IntroductionPage, FormPage):
    """Somebody to call: once taken, her telephone, her words, and what to note."""

    title = _("Une personne signalée par un relais")
    template_name = "referrals/introduction.html"
    form_class = FollowForm

    def decide(self) -> Decision:
        """Let whoever may call look; only her organization notes."""
        decision = super().decide()
        if decision and self.request.method == "POST":
            return can_care_for(self.request.user, self.introduction)
        return decision

    @property
    def offered(self) -> list[str]:
        """What may be noted from here."""
        return [
            str(key) for key, step in ARROWS.items() if INTRODUCTION.allows(step, self.introduction.state)
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer what may be noted."""
        return super().get_form_kwargs() | {"offered": self.offered}

    def get_initial(self) -> dict[str, Any]:
        """Note which version is shown."""
        return {"version": self.introduction.version}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; nothing of it stays in the browser."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def show(self, **extra: Any) -> Any:
        """Show it; who reads it is kept."""
        note_reading(self.request, ReferralAct.READ_INTRODUCTION, target=self.introduction)
        return super().show(**extra)

    def get_context(self) -> dict[str, Any]:
        """Gather it; the telephone and the words come once somebody has taken her in charge."""
        row, shows = self.introduction, self.is_hers and self.introduction.erased_on is None
        return {
            "introduction": row,
            "shows": shows,
            "next": self.next_step,
            "send_from": f"{reverse('referrals:send')}?signalement={row.uuid}",
            "number": readable_telephone(row.phone) if shows else "",
            "may_take": row.state == IntroductionState.WAITING,
            "notes": self.is_hers and bool(self.offered),
            "doors": introduction_doors(self.request, row) if shows else [],
            "facts": [
                (_("Quartier"), row.district.full_label if row.district else ""),
                (_("Cherche"), row.get_need_display()),
                *([(_("En quelques mots"), row.words)] if shows else []),
                (_("Signalée par"), str(row.relay.partner)),
                (_("Qui s’en occupe"), row.taken_by.user.full_name if row.taken_by else ""),
                (_("Appelée le"), row.called_on),
            ],
        }

    @property
    def next_step(self) -> str:
        """Say what she may do now, and what comes of it."""
        if self.introduction.state in OVER:
            return _now(
                "C’est fini : son prénom, son téléphone et ce que le relais avait écrit sont effacés."
            )
        if self.introduction.state == IntroductionState.WAITING:
            return _now(
                "Dites que vous vous en occupez : son téléphone paraît, pour votre structure seulement."
            )
        return _now(
            "Appelez-la, puis notez ici où vous en êtes. Le relais n’en sait que ce qu’elle a accepté."
        )

    def perform(self, form: FollowForm) -> str:
        """Note it."""
        data, user = form.cleaned_data, self.request.user
        given = {"introduction": self.introduction, "version": data["version"], "by": user}
        match data["what"]:
            case what if what in (REACHED, NO_ANSWER):
                operations.note_call(reached=what == REACHED, on=data["on"] or today(), **given)
                tell(self.request, _now("L’appel est noté."))
                return reverse("referrals:introduction", args=[self.introduction.uuid])
            case what if what == RELEASE:
                operations.release(**given)
                tell(self.request, _now("Cette personne est de nouveau dans la liste."))
            case ending:
                operations.close(ending=IntroductionState(ending), **given)
                tell(self.request, _now("C’est noté. Son prénom et son téléphone sont effacés ici."))
        return str(_LIST)


class TakeIntroduction(_IntroductionPage, ActionPage):
    """Take somebody in charge."""

    success_message = _("Vous vous en occupez. Appelez-la dès que possible.")

    @property
    def back(self) -> str:
        """Go to her page."""
        return reverse("referrals:introduction", args=[self.kwargs["uuid"]])

    def perform(self) -> None:
        """Take her."""
        operations.take(introduction=self.introduction, by=self.request.user)
