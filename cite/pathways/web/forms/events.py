"""What happens in a pathway: exchanges, appointments, presence, pauses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership
from cite.core.free_text import FREE_TEXT_HINT
from cite.pathways.enums.pathways import BY_APPOINTMENT, Channel, Direction, PauseReason, Presence
from cite.pathways.models import Appointment
from cite.ui.forms import DateField, Form, VersionField, VersionForm

LINE_MAX = 280


class MemberField(forms.ChoiceField):
    """One of the professionals who may follow somebody, by the public identifier of her place."""

    def __init__(self, *, label: Any, **more: Any) -> None:
        super().__init__(label=label, **more)
        self.members: dict[str, Membership] = {}

    def offer(self, members: Sequence[Membership], nobody: str = "") -> None:
        """Offer these professionals, and nobody where that has a name."""
        self.members = {str(each.uuid): each for each in members}
        none = [("", nobody)] if nobody else []
        self.choices = [
            *none,
            *((key, f"{m.user.full_name} ({m.partner})") for key, m in self.members.items()),
        ]

    def clean(self, value: Any) -> Membership | None:
        """Give the professional."""
        return self.members.get(super().clean(value))


class ContactForm(Form):
    """An exchange, or an attempt."""

    on = DateField(label=_("Quel jour ?"))
    direction = forms.ChoiceField(
        label=_("Que s’est-il passé ?"), choices=Direction, widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(label=_("Comment ?"), choices=Channel)
    summary = forms.CharField(
        label=_("En une phrase"), help_text=FREE_TEXT_HINT, max_length=LINE_MAX, required=False
    )

    @property
    def written(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        return {name: self.cleaned_data[name] for name in ("on", "direction", "channel", "summary")}


class AppointmentForm(Form):
    """When, how, with whom, where, about what."""

    day = DateField(label=_("Quel jour ?"))
    hour = forms.TimeField(
        label=_("À quelle heure ?"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("Cette heure n’existe pas. Écrivez-la ainsi : 14:30.")},
    )
    channel = forms.ChoiceField(label=_("Comment ?"), initial=Channel.MEETING)
    member = MemberField(label=_("Avec qui ?"))
    place = forms.CharField(label=_("Où ?"), max_length=200, required=False)
    subject = forms.CharField(label=_("Sujet"), help_text=FREE_TEXT_HINT, max_length=120, required=False)
    version = VersionField(required=False)

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(members)
        # one that was taken over from a list may be held otherwise, and stays so
        kept = self.get_initial_for_field(self.fields["channel"], "channel")
        offered = dict.fromkeys((*BY_APPOINTMENT, Channel(kept)))
        self.fields["channel"].choices = [(str(each), each.label) for each in offered]

    @property
    def written(self) -> dict[str, Any]:
        """What was typed, as the operations take it."""
        read = self.cleaned_data
        at = timezone.make_aware(datetime.combine(read["day"], read["hour"]))
        return {name: read[name] for name in ("channel", "member", "place", "subject")} | {"at": at}


_BEFOREHAND = (
    (Presence.EXCUSED, _("La personne a prévenu qu’elle ne viendra pas")),
    (Presence.CANCELED_BY_SERVICE, _("Nous l’annulons")),
)


class PresenceForm(VersionForm):
    """What came of an appointment, or why it will not take place, before its day; it may stand after all."""

    presence = forms.ChoiceField(
        label=_("La personne est-elle venue ?"),
        choices=[choice for choice in Presence.choices if choice[0] != Presence.UNKNOWN],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, appointment: Appointment, is_past: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_past:
            return
        stands = [(Presence.UNKNOWN, _("Il aura bien lieu"))]
        is_off = appointment.presence != Presence.UNKNOWN
        self.fields["presence"].label = _("Que devient ce rendez-vous ?")
        self.fields["presence"].choices = [*_BEFOREHAND, *(stands if is_off else ())]


class PauseForm(Form):
    """Why, from when, until when."""

    reason = forms.ChoiceField(
        label=_("Pourquoi ?"),
        help_text=_("Sans détail. Une raison de santé s’écrit « Indisponible pour un temps »."),
        choices=PauseReason,
        widget=forms.RadioSelect,
    )
    first_on = DateField(label=_("Premier jour"))
    last_on = DateField(
        label=_("Dernier jour"), help_text=_("On regardera de nouveau ce parcours le lendemain.")
    )

    @property
    def written(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        return {name: self.cleaned_data[name] for name in ("reason", "first_on", "last_on")}
