"""The base of every form: invisible characters refused, files limited, errors that say the remedy.

The components `ui_form` and `ui_field` draw any Django form; what is here is what its fields check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import ProhibitNullCharactersValidator
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cite.core.free_text import check_free_text
from cite.core.text import readable_size, without_control_characters, without_turning_signs

_LINE_BREAKS = frozenset("\r\n\u2028\u2029")


def refuse_control_characters(value: Any) -> None:
    """Refuse NUL, escape sequences and their like: no keyboard types them, PostgreSQL refuses them.

    Raises:
        ValidationError: the text has some.
    """
    if isinstance(value, str) and without_control_characters(value) != value:
        raise ValidationError(
            _(
                "Ce texte contient des caractères invisibles que nous ne pouvons pas lire. "
                "Effacez-le puis retapez-le."
            ),
            code="control_characters",
        )


def refuse_line_breaks(value: Any) -> None:
    """Refuse several lines where a page offers one: a name with a line break would go into subjects and calendars.

    Raises:
        ValidationError: the text has several lines.
    """
    if isinstance(value, str) and not _LINE_BREAKS.isdisjoint(value):
        raise ValidationError(_("Écrivez ce texte sur une seule ligne."), code="line_breaks")


class Form(forms.Form):
    """A form whose every text is readable; `{% ui_form form %}` draws it.

    `says_optional` is False where everything is: filters, for instance.
    """

    use_required_attribute = True
    says_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _what_to_do(field)
            if isinstance(field, forms.CharField):
                kept = [v for v in field.validators if not isinstance(v, ProhibitNullCharactersValidator)]
                one_line = [refuse_line_breaks] if isinstance(field.widget, forms.TextInput) else []
                field.validators = [refuse_control_characters, *one_line, *kept]
                field.to_python = _straight(field.to_python)


def _straight(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Read a text without the signs that would turn it back."""
    return lambda value: read(without_turning_signs(value) if isinstance(value, str) else value)


def _what_to_do(field: forms.Field) -> Any:
    if isinstance(field, forms.BooleanField):
        return _("Cochez cette case pour continuer.")
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return _("Choisissez une réponse.")
    return _("Remplissez ce champ.")


def shown_when(
    form: forms.BaseForm, name: str, other: str, values: Iterable[Any], *, is_needed: bool = False
) -> None:
    """Show a field only while another has one of these values; without JavaScript, it stays on the page.

    `is_needed`: it is to be filled then; it does not say « facultatif », and without JavaScript it says with what.
    """
    kept = tuple(map(str, values))
    form.fields[name].widget.attrs["data-ui-when"] = f"{form.add_prefix(other)}={','.join(kept)}"
    if is_needed:
        form.fields[name].needed_with = (other, kept)


class VersionField(forms.IntegerField):
    """Which version of a record the person has before her, so that two people never overwrite each other."""

    widget = forms.HiddenInput

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(min_value=0, max_value=2_000_000_000, required=required)


class VersionForm(Form):
    """Nothing to fill in but one button: which version the person has before her."""

    version = VersionField()


class NumbersForm(Form):
    """A draft of numbers, each between its bounds, and why; it says which draft the person has before her, if any.

    `bounds`: each number, a choice whose label is said, with its first value, its least and its most. `laid_out`: every
    number once, under what it is about.
    """

    bounds: Mapping[Any, tuple[int, int, int]]
    laid_out: Sequence[tuple[Any, Sequence[Any]]]
    why_label: str

    why = forms.CharField(help_text=_("Une ou deux phrases, pour l’autre copilote."), max_length=500)
    draft = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = VersionField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label = self.why_label
        for number, (first, least, most) in self.bounds.items():
            self.fields[str(number)] = forms.IntegerField(
                label=number.label,
                help_text=_("De %(least)s à %(most)s. Première valeur : %(first)s.")
                % {"least": least, "most": most, "first": first},
                min_value=least,
                max_value=most,
            )
        self.order_fields([*map(str, self.bounds), *(name for name in self.fields if name != "why")])

    @classmethod
    def initial_of(cls, numbers: Mapping[Any, int], draft: Any = None) -> dict[str, Any]:
        """Fill the form with numbers, and with the draft that they are of."""
        known = {"why": draft.why, "draft": draft.uuid, "version": draft.version} if draft else {}
        return {str(number): numbers[number] for number in cls.bounds} | known

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Lay the numbers out by what they are about."""
        return [(str(title), [self[str(number)] for number in some]) for title, some in self.laid_out]

    @property
    def numbers(self) -> dict[Any, int]:
        """The numbers that were filled in."""
        return {number: self.cleaned_data[str(number)] for number in self.bounds}

    @property
    def beside(self) -> dict[str, Any]:
        """What is kept with them: why, and which draft she read."""
        given = self.cleaned_data
        return {"why": given["why"], "uuid": given["draft"], "version": given["version"] or 0}


class DateField(forms.DateField):
    """A day, picked in the browser's own calendar or typed."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": _("Cette date n’existe pas. Écrivez-la ainsi : 31/12/2026.")}


class FileField(forms.FileField):
    """An upload whose kinds and size are announced before it is sent, and checked on arrival.

    `extensions` are lower case without dot. The content itself is checked by `cite.files`.
    """

    widget = forms.FileInput
    default_error_messages = {
        "required": _("Choisissez un fichier."),
        "empty": _("Ce fichier est vide. Vérifiez-le puis choisissez-le à nouveau."),
        "too_big": _(
            "Ce fichier pèse %(size)s, la limite est de %(limit)s. Coupez-le en plusieurs fichiers."
        ),
        "extension": _("Ce fichier n’est pas du bon type. Types acceptés : %(accepted)s."),
    }

    def __init__(self, *, max_bytes: int, extensions: tuple[str, ...], **kwargs: Any) -> None:
        self.max_bytes = max_bytes
        self.extensions = extensions
        # Said when it is read: a form is defined once, whatever the language of the page that asked for it first.
        kwargs.setdefault("help_text", lazy(self._limits_text, str)())
        super().__init__(**kwargs)

    def _limits_text(self) -> str:
        return _("Types acceptés : %(accepted)s. Taille maximale : %(limit)s.") % self._limits()

    def _limits(self) -> dict[str, str]:
        return {
            "accepted": ", ".join(extension.upper() for extension in self.extensions),
            "limit": readable_size(self.max_bytes),
        }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Tell the browser which files to offer, and the script which size to refuse."""
        attrs = super().widget_attrs(widget)
        attrs["accept"] = ",".join(f".{extension}" for extension in self.extensions)
        attrs["data-max-bytes"] = self.max_bytes
        attrs["data-too-big"] = self.default_error_messages["too_big"]
        return attrs

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        """Check the size and the name of the file."""
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return upload
        if upload.size > self.max_bytes:
            params = {"size": readable_size(upload.size), **self._limits()}
            raise ValidationError(self.error_messages["too_big"], code="too_big", params=params)
        if upload.name.rpartition(".")[2].lower() not in self.extensions:
            raise ValidationError(self.error_messages["extension"], code="extension", params=self._limits())
        return upload


class SuggestInput(forms.TextInput):
    """A text for which the server proposes answers while one types; without JavaScript, a plain input.

    The browser neither proposes its own nor sends it to a spell checker.

    Args:
        url_name: the page that receives `q` by POST and answers `{"suggestions": ["…", "…"]}`.
        submit: send the form as soon as a proposal is taken.
    """

    def __init__(self, *, url_name: str, submit: bool = False) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false"})
        self.url_name = url_name
        self.submit = submit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the script where to ask."""
        script = {
            "data-ui-module": static("ui/js/suggest.js"),
            "data-suggest-url": reverse(self.url_name),
            "data-suggest-label": _("Propositions"),
            "data-suggest-some": _("Propositions : %(number)s. Flèches pour choisir."),
            "data-suggest-none": _("Aucune proposition."),
        }
        return super().get_context(
            name, value, {**(attrs or {}), **script, "data-suggest-submit": self.submit}
        )


class FreeText(forms.CharField):
    """A short text about a person: an identifier in it is refused, and the text stays to be corrected."""

    def validate(self, value: Any) -> None:
        """Refuse identifiers.

        Raises:
            ValidationError: the text holds one.
        """
        super().validate(value)
        if decision := check_free_text(value or ""):
            return
        raise ValidationError(decision.sentences)
