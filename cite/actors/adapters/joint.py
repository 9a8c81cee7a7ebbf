"""What pages of numbers that both co-pilots set have in common; each application has its own addresses and words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from cite.actors.models import JointVersion
from cite.actors.queries.people import agreements_shown, awaits_agreement_of
from cite.core.decisions import Decision
from cite.ui.forms import VersionForm
from cite.ui.views import FormPage


def shown_draft(request: HttpRequest, draft: JointVersion | None, may: Decision) -> dict[str, Any]:
    """List what `actors/_draft.html` shows of what is under study, if anything is; `may`: whether she is who agrees."""
    return {
        "draft": draft,
        "agreements": agreements_shown(draft) if draft else [],
        "may_agree": bool(may) and awaits_agreement_of(request.user, draft),
        "version_form": VersionForm(initial={"version": draft.version}) if draft else None,
    }


class JointVersionPage(FormPage):
    """A page about one version of what both co-pilots set, named in its address."""

    model: type[JointVersion]

    @cached_property
    def shown(self) -> JointVersion:
        """The version it is about."""
        rows = self.model.objects.filter(territory=self.request.territory).select_related("territory")
        return get_object_or_404(rows, uuid=self.kwargs["uuid"])

    def get_context(self) -> dict[str, Any]:
        """Show which version it is about."""
        return {"shown": self.shown}


class DraftButtonPage(JointVersionPage):
    """One button about a draft as she read it: what `operation` does of it is said above."""

    form_class = VersionForm
    button: str
    operation: Callable[..., Any]

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.shown.version}

    def perform(self, form: VersionForm) -> None:
        """Do it."""
        self.operation(draft=self.shown, version=form.cleaned_data["version"], by=self.request.user)
