"""A field for an amount in euros, typed and read in French."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cite.grants.rules.amounts import AmountRefused, euros, format_amount, parse_amount

AMOUNT_EXAMPLE = _("En euros, par exemple : 12 500 ou 12 500,50.")
"""What helps where an amount stands alone."""
_LONGEST = 60


class AmountField(forms.Field):
    """An amount: « 1 234,56 »; nothing written is None, which is not zero. `lowest` and `highest`: what it may be."""

    default_error_messages = {"required": _("Écrivez un montant.")}

    def __init__(
        self, *, lowest: Decimal | None = None, highest: Decimal | None = None, **kwargs: Any
    ) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "fr-input", "maxlength": _LONGEST}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), "required": False} | kwargs)
        self.lowest, self.highest = lowest, highest

    def prepare_value(self, value: Any) -> Any:
        """Write a stored amount as people read it; what was typed stays as typed."""
        return format_amount(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        """Read it, or say why it is not an amount."""
        try:
            return parse_amount(value or "")
        except AmountRefused as refusal:
            raise ValidationError(str(refusal.problem.label), code=refusal.problem.value) from None

    def validate(self, value: Decimal | None) -> None:
        """Hold it between its limits, where it has some."""
        super().validate(value)
        if value is None:
            return
        if self.lowest is not None and value < self.lowest:
            at_least = _("Écrivez un montant d’au moins %(amount)s.")
            raise ValidationError(at_least, code="too_low", params={"amount": euros(self.lowest)})
        if self.highest is not None and value > self.highest:
            at_most = _("Écrivez un montant de %(amount)s au plus.")
            raise ValidationError(at_most, code="too_high", params={"amount": euros(self.highest)})
