"""The keys with which a person's programs deposit and follow her files."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.actors.enums.keys import KeyAct, KeyScope
from cite.actors.models import AccessKey
from cite.actors.operations import keys as operations
from cite.actors.permissions.keys import can_have_keys, visible_keys
from cite.actors.queries.keys import keys_of
from cite.actors.rules.keys import LONGEST
from cite.actors.web.forms.keys import KeyForm
from cite.actors.web.tables import keys_table
from cite.actors.web.views.base import works_here
from cite.actors.web.views.people import PeoplePage
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.ui.views import ActionPage, FormPage


class Keys(PeoplePage, FormPage):
    """A person's keys for one organization, and a form to create one."""

    title = _("Vos clés de logiciel : %(name)s")
    template_name = "actors/keys.html"
    form_class = KeyForm

    def decide(self) -> Decision:
        """Ask for the role first, then about this organization."""
        return super().decide() and can_have_keys(self.request.user, self.partner)

    def get_initial(self) -> dict[str, Any]:
        """Propose the longest life, and the narrowest scope."""
        return {"scope": KeyScope.READ, "ends_on": today() + LONGEST - timedelta(days=1)}

    def get_context(self) -> dict[str, Any]:
        """List her keys."""
        note_reading(self.request, KeyAct.READ, target=self.partner)
        keys = keys_of(self.request.user, self.partner)
        return {
            "partner": self.partner,
            "keys": keys_table(keys, self.request.GET, today()),
            "in_service": [key for key in keys if key.serves(today())],
        }

    def perform(self, form: KeyForm) -> HttpResponseBase:
        """Create it, and show it this once."""
        key, token = operations.create_key(partner=self.partner, by=self.request.user, **form.cleaned_data)
        response = self.show(form=KeyForm(initial=self.get_initial()), created=key, token=token)
        response["Cache-Control"] = "no-store"
        return response


class RevokeKey(ActionPage):
    """Ends a key."""

    permission = works_here
    success_message = _("La clé est retirée : le logiciel qui s’en servait n’ouvre plus rien.")

    @cached_property
    def key(self) -> AccessKey:
        """The key named in the address."""
        visible = visible_keys(self.request.user, self.request.territory)
        return get_object_or_404(visible.select_related("membership__partner"), uuid=self.kwargs["uuid"])

    @property
    def back(self) -> str:
        """The page of her keys."""
        return reverse("actors:keys", args=[self.key.membership.partner.uuid])

    def perform(self) -> None:
        """End it."""
        operations.revoke_key(key=self.key, by=self.request.user)
