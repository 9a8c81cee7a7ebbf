"""Noting an agreement, and the information notice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Partner
from cite.core.dates import today
from cite.residents.enums.objections import SharingObjection
from cite.residents.enums.people import NoticeWay
from cite.residents.enums.sharing import AgreementWay, Purpose
from cite.residents.web.forms.file import WRITTEN_LANGUAGES
from cite.ui.forms import DateField, Form

GIVEN_BY_HAND = (Purpose.SUPPORT, Purpose.REVIEW, Purpose.REFERRAL)
"""What is noted here: a hand-over is noted where the referent changes."""
_WAYS = [choice for choice in AgreementWay.choices if choice[0] != AgreementWay.LINK]


class NoticeForm(Form):
    """How the notice was given."""

    way = forms.ChoiceField(label=_("Comment ?"), choices=NoticeWay.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Dans quelle langue ?"), choices=WRITTEN_LANGUAGES)


class WhomForm(Form):
    """Which structure, and for what: the sentence to read comes next."""

    partner = forms.ChoiceField(label=_("Quelle structure verra le dossier ?"))
    purpose = forms.ChoiceField(
        label=_("Pour quoi ?"),
        choices=[(each.value, each.label) for each in GIVEN_BY_HAND],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, partners: Iterable[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(each.uuid): each for each in partners}
        self.fields["partner"].choices = [
            ("", _("Choisir")),
            *((key, str(each)) for key, each in self.partners.items()),
        ]


class AgreeForm(Form):
    """She heard the sentence, and she agrees."""

    agreed = forms.BooleanField(label=_("La phrase lui a été lue, et elle est d’accord"))
    way = forms.ChoiceField(
        label=_("Comment a-t-elle dit oui ?"),
        choices=_WAYS,
        widget=forms.RadioSelect,
        initial=AgreementWay.TOLD,
    )
    language = forms.ChoiceField(label=_("Dans quelle langue ?"), choices=WRITTEN_LANGUAGES)
    ends_on = DateField(
        label=_("Jusqu’au"), required=False, help_text=_("Laissez vide : jusqu’à ce qu’elle l’arrête.")
    )

    def clean_ends_on(self) -> Any:
        """Refuse an end that is past."""
        ends_on = self.cleaned_data["ends_on"]
        if ends_on is not None and ends_on < today():
            raise forms.ValidationError(SharingObjection.ENDS_BEFORE_IT_STARTS.label)
        return ends_on
