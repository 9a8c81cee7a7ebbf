"""The end of a pathway, what she became, and an exit noted by mistake."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Partner
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.pathways.models import Exit, FollowUp, Pathway
from cite.pathways.operations.exits import close_pathway, note_follow_up, undo_exit
from cite.pathways.queries.people import structures_acting
from cite.pathways.rules.exits import follow_up_decision
from cite.pathways.web.forms.exits import CloseForm, FollowUpForm
from cite.pathways.web.views.base import PathwayAction, PathwayForm, PathwayPage, WriteForm, page_of
from cite.residents.permissions.people import can_write_in
from cite.ui.messages import tell


class ClosePathway(WriteForm):
    """Notes an exit."""

    title = _("Terminer le parcours")
    submit = _("Noter la sortie")
    lead = _(
        "Une erreur ? La sortie s’annule pendant 7 jours. Ensuite, après 3 puis 6 mois, vous direz ce que la personne "
        "devient."
    )

    @cached_property
    def others(self) -> list[Partner]:
        """The other structures that acted."""
        acting = [pk for pk in structures_acting(self.pathway) if pk != self.by.partner_id]
        return list(Partner.objects.filter(pk__in=acting).select_related("organization").order_by("pk"))

    def get_form(self) -> CloseForm:
        """Offer the other structures that acted."""
        return CloseForm(partners=self.others, **self.get_form_kwargs())

    def get_initial(self) -> dict[str, Any]:
        """Begin with today, and every structure that acted."""
        partners = [str(each.uuid) for each in self.others]
        return {"on": today(), "version": self.pathway.version, "partners": partners}

    def perform(self, form: CloseForm) -> str:
        """Note it; it may be undone for a week."""
        close_pathway(pathway=self.pathway, by=self.by, **form.written)
        undo = reverse("pathways:undo-exit", args=[self.pathway.uuid])
        tell(self.request, _now("La sortie est notée. Vous pouvez l’annuler pendant 7 jours."), undo_url=undo)
        return page_of(self.pathway)


class _AfterTheEnd(PathwayPage):
    """A page that writes about a pathway that ended."""

    def may(self, pathway: Pathway) -> Decision:
        """Only those with whom she shares her file to be supported."""
        return can_write_in(self.request.user, pathway.resident)


class UndoExit(_AfterTheEnd, PathwayAction):
    """Undoes an exit noted by mistake."""

    title = _("Annuler la sortie")
    success_message = _("La sortie est annulée : le parcours continue.")

    def perform(self) -> None:
        """Undo it."""
        noted = Exit.objects.filter(pathway=self.pathway).select_related("pathway").first()
        if noted is not None:
            undo_exit(exit=noted, by=self.by)


class NoteFollowUp(_AfterTheEnd, PathwayForm):
    """Notes what she has become."""

    title = _("Que devient-elle ?")
    lead = _("Appelez-la, puis notez sa situation d’aujourd’hui.")
    form_class = FollowUpForm
    success_message = _("Le suivi est noté.")

    @cached_property
    def follow_up(self) -> FollowUp:
        """The follow-up named in the address."""
        rows = FollowUp.objects.filter(exit__pathway=self.pathway).select_related("exit__pathway")
        return get_object_or_404(rows, months=self.kwargs["months"])

    def may(self, pathway: Pathway) -> Decision:
        """Only once its time has come."""
        return super().may(pathway) & follow_up_decision(self.follow_up.due_on, today())

    def get_title(self) -> str:
        """Name the moment."""
        return _now("Que devient-elle, %(months)s mois après ?") % {"months": self.follow_up.months}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is noted."""
        return {"version": self.follow_up.version, "answer": self.follow_up.answer}

    def perform(self, form: FollowUpForm) -> None:
        """Note it."""
        note_follow_up(follow_up=self.follow_up, by=self.by, **form.cleaned_data)
