"""Who follows somebody: opening a pathway, the referent, the group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.free_text import FREE_TEXT_HINT
from cite.pathways.enums.pathways import Origin
from cite.pathways.web.forms.events import LINE_MAX, MemberField
from cite.ui.forms import DateField, Form


class OpenForm(Form):
    """How she came, from when, and whether one is her referent."""

    origin = forms.ChoiceField(label=_("Comment est-elle venue ?"), choices=Origin, widget=forms.RadioSelect)
    on = DateField(label=_("Depuis quel jour ?"))
    takes_it = forms.BooleanField(
        label=_("Je suis son référent"),
        help_text=_("Sinon, le parcours attend un référent : proposez quelqu’un juste après."),
        required=False,
    )

    @property
    def written(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        return {name: self.cleaned_data[name] for name in ("origin", "on", "takes_it")}


class ReferentForm(Form):
    """To whom a pathway is proposed, with a message."""

    member = MemberField(label=_("À qui ?"))
    message = forms.CharField(
        label=_("Votre message"),
        help_text=FREE_TEXT_HINT,
        max_length=LINE_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(members, str(_("Choisissez un professionnel")))


class GroupForm(Form):
    """Who joins the group, for what."""

    member = MemberField(label=_("Qui ?"))
    part = forms.CharField(
        label=_("Ce qu’il ou elle fait"),
        help_text=_("Par exemple : « Permis et mobilité »."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(members)
