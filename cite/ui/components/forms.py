"""Forms drawn from any Django form: labels, hints, errors beside each field and together at the top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from django import forms
from django.forms.boundfield import BoundField
from django.utils.choices import flatten_choices
from django.utils.safestring import SafeString

from cite.ui.components.registry import component, html_attributes

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.RadioSelect, "options"),
    (forms.CheckboxSelectMultiple, "options"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "upload"),
    (forms.MultiWidget, "group"),
    (forms.SelectDateWidget, "group"),
    (forms.Select, "select"),
)
_CLASSES = {"input": "fr-input", "group": "fr-input", "select": "fr-select", "upload": "fr-upload"}


@component
def form(
    context: dict[str, Any],
    content: SafeString,
    *,
    form: forms.BaseForm,
    submit: str,
    action: str = "",
    method: Literal["post", "get"] = "post",
    icon: str = "",
    cancel_url: str = "",
    cancel: str = "",
    level: Literal[2, 3] = 2,
    focus_errors: bool = True,
    **attrs: Any,
) -> dict[str, Any]:
    """Draw a form: errors on top, linked to the fields; the fields, or the content instead; buttons."""
    visible = list(form.visible_fields())
    return {
        "form": form,
        "fields": visible,
        "content": content if content.strip() else "",
        "errors": _errors(form),
        "says_optional": _says_optional(form) and len({bool(field.field.required) for field in visible}) > 1,
        "csrf_token": context.get("csrf_token", "") if method == "post" else "",
        **{"submit": submit, "action": action, "method": method, "icon": icon, "level": level},
        "focus_errors": focus_errors,
        **{"cancel_url": cancel_url, "cancel": cancel, "attrs": html_attributes(attrs)},
    }


@component
def search(
    context: dict[str, Any],
    content: SafeString,
    *,
    form: forms.BaseForm,
    submit: str,
    filters: Sequence[BoundField] = (),
    more: str = "",
    apply: str = "",
    open: bool = False,  # noqa: A002 - as in HTML
    action: str = "",
    level: Literal[2, 3] = 2,
    focus_errors: bool = True,
    **attrs: Any,
) -> dict[str, Any]:
    """Look for something: fields and button on one line where there is room, then the filters, folded.

    The content is the fields of the line. `more` names the fold, `apply` its own button: without script too, what is
    chosen there is sent from there.
    """
    return {
        "form": form,
        "content": content,
        "errors": _errors(form),
        "csrf_token": context.get("csrf_token", ""),
        **{"submit": submit, "filters": filters, "more": more, "apply": apply, "open": open},
        **{"action": action, "level": level, "focus_errors": focus_errors, "attrs": html_attributes(attrs)},
    }


@component
def field(*, field: BoundField) -> dict[str, Any]:
    """Draw one field: label, hint, input and errors, tied together for those who listen to the page."""
    kind = kind_of(field.field.widget)
    classes = " ".join(filter(None, [_CLASSES.get(kind, ""), field.field.widget.attrs.get("class", "")]))
    return {
        "field": field,
        "kind": kind,
        "widget": "" if kind == "options" else field.as_widget(attrs={"class": classes} if classes else None),
        "optional": _says_optional(field.form) and not field.field.required and kind != "checkbox",
        "needed_with": _needed_with(field),
        "errors": list(field.errors),
    }


def _needed_with(field: BoundField) -> str:
    """Say with which choices of another field this one is to be filled."""
    other, values = getattr(field.field, "needed_with", ("", ()))
    choices = field.form.fields[other].choices if other else ()
    return ", ".join(str(label) for value, label in flatten_choices(choices) if str(value) in values)


def _says_optional(form: forms.BaseForm) -> bool:
    return getattr(form, "says_optional", True)


def kind_of(widget: forms.Widget) -> str:
    """Tell which drawing a widget takes."""
    return next((kind for cls, kind in _KINDS if isinstance(widget, cls)), "input")


def _errors(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """List every error: anchor, label, sentence. Those of the whole form have neither anchor nor label."""
    if not form.is_bound:
        return []
    general = [("", "", sentence) for sentence in form.non_field_errors()]
    hidden = [("", str(f.label), sentence) for f in form.hidden_fields() for sentence in f.errors]
    visible = [(_anchor(f), str(f.label), sentence) for f in form.visible_fields() for sentence in f.errors]
    return general + hidden + visible


def _anchor(field: BoundField) -> str:
    return field.id_for_label or f"{field.auto_id}_0"
