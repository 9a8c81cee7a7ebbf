"""The fields of the forms about people: three values, telephones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cite.core.telephones import read_phone, readable_telephone
from cite.residents.enums.objections import IdentityObjection

_YES, _NO = "yes", "no"
_KNOWN = {_YES: True, _NO: False}


class ThreeValued(forms.ChoiceField):
    """Yes, no, or nobody asked: unknown is not no."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", _("Non demandé")), (_YES, _("Oui")), (_NO, _("Non"))]
        super().__init__(choices=choices, widget=forms.RadioSelect, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Choose the answer that is known."""
        return {True: _YES, False: _NO, None: ""}.get(value, value) if not isinstance(value, str) else value

    def clean(self, value: Any) -> bool | None:
        """Read it back."""
        return _KNOWN.get(super().clean(value))


class Codes(forms.MultipleChoiceField):
    """Several choices of a list, or none: nobody asked."""

    def __init__(self, *, choices: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(choices=list(choices), widget=forms.CheckboxSelectMultiple, required=False, **kwargs)


class OneCode(forms.ChoiceField):
    """One choice of a list, or none: nobody asked."""

    def __init__(self, *, choices: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        listed = [("", _("Non demandé")), *choices]
        widget = forms.Select if len(listed) > 6 else forms.RadioSelect
        super().__init__(choices=listed, widget=widget, required=False, **kwargs)


class PhoneField(forms.CharField):
    """One telephone number, shown as people read it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
        super().__init__(max_length=60, required=False, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show it as people read it."""
        return readable_telephone(value) if isinstance(value, str) and value.startswith("+") else value

    def to_python(self, value: Any) -> str:
        """Read it.

        Raises:
            ValidationError: no such number, or nobody lives there.
        """
        typed = super().to_python(value)
        number = read_phone(typed) if typed else ""
        if typed and not (number or "").startswith("+"):
            raise ValidationError(str(IdentityObjection.PHONE_UNREADABLE.label))
        return number or ""
