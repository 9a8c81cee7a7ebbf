"""What the fields of a sheet accept: what people paste and type, cleaned by the rules."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cite.core.telephones import readable_telephone, telephone
from cite.directory.enums.life import ContentObjection
from cite.directory.rules.cleaning import plain_text
from cite.directory.rules.contacts import web_address

YES, NO, UNKNOWN = "yes", "no", "unknown"
_CENTS = Decimal("0.01")
_NO_LIMIT = 10_000_000  # whoever types is told that it is too long: nothing is cut behind her back


class ServiceName(forms.CharField):
    """How a service is called, whether its sheet begins or is written further."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Nom du service"),
            help_text=_("Ce que la personne obtient, en quelques mots : « Aide au permis de conduire »."),
            min_length=3,
            max_length=150,
        )


class PastedText(forms.CharField):
    """A text of several lines, that may be pasted from a word processor: its words are kept, its marks are not."""

    def __init__(self, *, max_length: int, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.error_messages["too_long"] = ContentObjection.TOO_LONG.label
        self.validators = [check for check in self.validators if getattr(check, "code", "") != "max_length"]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let the browser take what is pasted whole: its marks do not count."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show again, when something stands against it, the words alone: they are what is to be cut."""
        return plain_text(data, limit=_NO_LIMIT) if isinstance(data, str) else data

    def to_python(self, value: Any) -> str:
        """Keep the words."""
        return plain_text(super().to_python(value), limit=_NO_LIMIT)

    def validate(self, value: Any) -> None:
        """Refuse what is too long once its marks are gone."""
        super().validate(value)
        if self.max_length is not None and len(value) > self.max_length:
            raise ValidationError(self.error_messages["too_long"], code="too_long")


class PhoneField(forms.CharField):
    """One telephone number, in whatever notation; kept as E.164."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
        super().__init__(max_length=60, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number as people read it."""
        return readable_telephone(value) if isinstance(value, str) and value.startswith("+") else value

    def to_python(self, value: Any) -> str:
        """Read it."""
        typed = super().to_python(value)
        if not typed:
            return ""
        found = telephone(typed)
        if found is None:
            raise ValidationError(ContentObjection.PHONE_UNREADABLE.label, code="phone")
        return found


class LinkField(forms.CharField):
    """The address of a page."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"})
        super().__init__(max_length=500, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """Read it."""
        typed = super().to_python(value)
        if not typed:
            return ""
        found = web_address(typed)
        if found is None:
            raise ValidationError(ContentObjection.LINK_UNREADABLE.label, code="link")
        return found


_NOT_KNOWN = _("Ne sait pas")


class ThreeValued(forms.ChoiceField):
    """A question of which nobody has to know the answer: yes, no, not known."""

    def __init__(self, unknown: Any = _NOT_KNOWN, **kwargs: Any) -> None:
        choices = ((YES, _("Oui")), (NO, _("Non")), (UNKNOWN, unknown))
        super().__init__(choices=choices, widget=forms.RadioSelect, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored answer as its choice."""
        if value in (YES, NO, UNKNOWN):
            return value
        return UNKNOWN if value is None else YES if value else NO

    def clean(self, value: Any) -> bool | None:
        """Keep a truth, or nothing."""
        return {YES: True, NO: False}.get(super().clean(value))


class Codes(forms.MultipleChoiceField):
    """Several codes among those of a list; their order means nothing."""

    def __init__(self, *, choices: Iterable[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(choices=list(choices), widget=forms.CheckboxSelectMultiple, required=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Keep them sorted."""
        return sorted(set(super().clean(value)))


class OneCode(forms.ChoiceField):
    """One code among those of a list, or none."""

    def __init__(
        self, *, choices: Iterable[tuple[str, Any]], nothing: Any = _NOT_KNOWN, **kwargs: Any
    ) -> None:
        listed = list(choices)
        widget = forms.Select if len(listed) > 6 else forms.RadioSelect
        blank = [("", nothing)]
        super().__init__(choices=[*listed, *blank], widget=widget, required=False, **kwargs)


class Number(forms.IntegerField):
    """A whole number that somebody may not know."""

    def __init__(self, *, most: int, least: int = 0, **kwargs: Any) -> None:
        super().__init__(min_value=least, max_value=most, required=False, **kwargs)


class Hours(forms.DecimalField):
    """A number of hours, kept as versions keep it: two decimals, as text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=80,
            max_digits=5,
            decimal_places=2,
            required=False,
            localize=True,
            **kwargs,
        )

    def clean(self, value: Any) -> str | None:
        """Write it as a version does."""
        found = super().clean(value)
        return None if found is None else str(found.quantize(_CENTS))


class Everywhere(forms.ChoiceField):
    """Whether a service is for all the districts, or for some."""

    def __init__(self, **kwargs: Any) -> None:
        choices = (("yes", _("Tous les quartiers prioritaires")), ("no", _("Certains quartiers")))
        super().__init__(choices=choices, widget=forms.RadioSelect, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored answer as its choice."""
        return value if value in ("yes", "no", "") else "yes" if value else "no"

    def clean(self, value: Any) -> bool:
        """Keep a truth."""
        return super().clean(value) == "yes"
