"""A field for an amount in euros, typed and read in French."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cite.grants.rules.amounts import AmountRefused, format_amount, parse_amount

_LONGEST = 60


class AmountField(forms.CharField):
    """An amount: « 1 234,56 »; nothing written is None, which is not zero."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "fr-input"}
        super().__init__(
            **{"widget": forms.TextInput(attrs=attrs), "required": False, "max_length": _LONGEST} | kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        """Write a stored amount as people read it; what was typed stays as typed."""
        return format_amount(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        """Read it, or say why it is not an amount."""
        text = super().clean(value)
        try:
            amount = parse_amount(text or "")
        except AmountRefused as refusal:
            raise ValidationError(str(refusal.problem.label), code=refusal.problem.value) from None
        if amount is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return amount
