"""What a relay writes, in five fields; what the professional who calls notes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.referrals.enums.acts import ReferralObjection
from cite.referrals.enums.introductions import IntroductionState
from cite.referrals.web.forms.referrals import LIGHT_NEEDS, FreeTextField, PhoneField
from cite.territories.models import District
from cite.ui.forms import DateField, Form, VersionForm, shown_when

_YES, _NO, _NOT_ASKED = "yes", "no", ""


class IntroduceForm(Form):
    """« Je vous signale quelqu’un qui est d’accord »: five fields, and what she agrees to."""

    phone_key = forms.UUIDField(widget=forms.HiddenInput)
    first_name = FreeTextField(
        label=_("Son prénom"),
        help_text="",
        max_length=60,
        required=True,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = PhoneField(label=_("Son téléphone"))
    district = forms.ChoiceField(label=_("Son quartier"), required=False)
    need = forms.ChoiceField(label=_("Ce qu’elle cherche"), required=False)
    words = FreeTextField(
        label=_("En quelques mots"),
        help_text=_(
            "Sa langue, le bon moment pour l’appeler. Pas de santé, pas de jugement : la personne peut lire ce texte."
        ),
        max_length=280,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    agreed = forms.BooleanField(
        label=_("Elle est d’accord pour être appelée"),
        error_messages={"required": ReferralObjection.NOT_AGREED.label},
    )
    tells_relay = forms.ChoiceField(
        label=_("Est-elle d’accord pour que vous sachiez si elle a été rappelée ?"),
        choices=[(_YES, _("Oui")), (_NO, _("Non")), (_NOT_ASKED, _("Je ne lui ai pas demandé"))],
        initial=_NOT_ASKED,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, districts: Iterable[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.districts = {str(each.uuid): each for each in districts}
        self.fields["phone_key"].initial = uuid.uuid4
        self.fields["district"].choices = [
            ("", _now("Je ne sais pas")),
            *((key, each.full_label) for key, each in self.districts.items()),
        ]
        self.fields["need"].choices = [("", _now("Elle le dira au téléphone")), *LIGHT_NEEDS]

    @property
    def chosen(self) -> dict[str, Any]:
        """What the operation is told."""
        data = self.cleaned_data
        return data | {
            "district": self.districts.get(data["district"]),
            "tells_relay": {_YES: True, _NO: False}.get(data["tells_relay"]),
        }


REACHED, NO_ANSWER, RELEASE = "reached", "no_answer", "release"
_SAID = {
    NO_ANSWER: _("Appelée, pas de réponse"),
    REACHED: _("Appelée et jointe"),
    IntroductionState.MET: _("Elle a rencontré quelqu’un"),
    IntroductionState.UNREACHED: _("Jamais jointe : j’arrête d’appeler"),
    IntroductionState.NOT_WANTED: _("Elle ne le souhaite plus"),
    RELEASE: _("Je la rends à la liste : quelqu’un d’autre l’appellera"),
}
ARROWS = {
    NO_ANSWER: "no_answer",
    REACHED: "reach",
    IntroductionState.MET: "meet",
    IntroductionState.UNREACHED: "give_up",
    IntroductionState.NOT_WANTED: "not_wanted",
    RELEASE: "release",
}
"""What may be noted, and the arrow of each."""


class FollowForm(VersionForm):
    """What came of an introduction: one choice, one button."""

    what = forms.ChoiceField(label=_("Où en êtes-vous ?"), widget=forms.RadioSelect)
    on = DateField(label=_("Jour de l’appel"), required=False)

    def __init__(self, *args: Any, offered: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [(str(key), _SAID[key]) for key in offered]
        self.fields["on"].initial = today
        shown_when(self, "on", "what", (NO_ANSWER, REACHED), is_needed=True)
