"""How a component is declared, checked when a template is compiled, and drawn.

A component is a function. Its keyword-only parameters are its properties (without default: required;
`Literal`: a closed list); a first parameter named `content` makes it a block; `**attrs` lets `id`, `hx_…`,
`data_…` and `aria_…` through. It returns the context of its template, `ui/components/<name>.html`. The tag is
`ui_<name>`; the examples of the catalogue are `ui/examples/<name>.html`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Literal, get_args, get_origin, get_type_hints

from django.forms.utils import flatatt
from django.template import Library, TemplateSyntaxError
from django.template.base import FilterExpression
from django.template.loader import get_template
from django.utils.safestring import SafeString

_PASSED_THROUGH = re.compile(r"id|(hx|data|aria)_[a-z_]+")


@dataclass(frozen=True, slots=True)
class Prop:
    """A property of a component, as the catalogue shows it. No choices: anything goes."""

    name: str
    type_name: str
    required: bool
    default: Any
    choices: tuple[Any, ...]


@dataclass(frozen=True)
class Component:
    """A declared component: its function, and what can be read from it."""

    function: Callable[..., dict[str, Any]]

    @property
    def name(self) -> str:
        """The name of the tag, without `ui_`."""
        return self.function.__name__

    @property
    def tag(self) -> str:
        """The name to write in a template."""
        return f"ui_{self.name}"

    @property
    def summary(self) -> str:
        """What it is for."""
        return inspect.getdoc(self.function) or ""

    @cached_property
    def is_block(self) -> bool:
        """Whether it wraps a content."""
        return "content" in inspect.signature(self.function).parameters

    @cached_property
    def takes_context(self) -> bool:
        """Whether it reads the context of the page (the request, the CSRF token)."""
        return "context" in inspect.signature(self.function).parameters

    @cached_property
    def props(self) -> list[Prop]:
        """The declared properties, in order."""
        hints = get_type_hints(self.function)
        parameters = inspect.signature(self.function).parameters.values()
        return [_prop(p, hints.get(p.name, Any)) for p in parameters if p.kind is p.KEYWORD_ONLY]

    @cached_property
    def _props_by_name(self) -> dict[str, Prop]:
        return {prop.name: prop for prop in self.props}

    @cached_property
    def passes_attributes(self) -> bool:
        """Whether it accepts `id`, `hx_…`, `data_…` and `aria_…`."""
        return any(p.kind is p.VAR_KEYWORD for p in inspect.signature(self.function).parameters.values())

    def check(self, given: dict[str, Any]) -> None:
        """Refuse what is not declared; a value that only the page will know is not judged yet.

        Raises:
            TemplateSyntaxError: an unknown property, or a value outside of its closed list.
        """
        props = self._props_by_name
        for name, value in given.items():
            if name not in props:
                if not (self.passes_attributes and _PASSED_THROUGH.fullmatch(name)):
                    raise TemplateSyntaxError(f"{self.tag} has no property “{name}”.")
            elif value is not _UNKNOWN and props[name].choices and value not in props[name].choices:
                allowed = ", ".join(repr(choice) for choice in props[name].choices)
                raise TemplateSyntaxError(f"{self.tag}: {name}={value!r} is not one of {allowed}.")

    def draw(self, *args: Any, **given: Any) -> SafeString:
        """Render the component."""
        self.check(given)
        context = self.function(*args, **given)
        return get_template(f"ui/components/{self.name}.html").render(context)

    def register(self, library: Library) -> None:
        """Add the tag of this component to a template library."""

        @wraps(self.function)
        def tag(*args: Any, **given: Any) -> SafeString:
            return self.draw(*args, **given)

        kind = library.simple_block_tag if self.is_block else library.simple_tag
        kind(tag, name=self.tag, takes_context=self.takes_context or None)
        compile_tag = library.tags[self.tag]

        def compile_checked(parser, token):
            node = compile_tag(parser, token)
            self.check({name: _written(expression) for name, expression in node.kwargs.items()})
            return node

        library.tag(self.tag, compile_checked)


COMPONENTS: dict[str, Component] = {}
_UNKNOWN = object()


def component(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Declare a component; `ui/examples/<name>.html` shows it in the catalogue."""
    COMPONENTS[function.__name__] = Component(function)
    return function


def html_attributes(attrs: dict[str, Any]) -> SafeString:
    """Write what a component lets through: `hx_get` becomes `hx-get`; None and False disappear."""
    return flatatt({name.replace("_", "-"): value for name, value in attrs.items() if value is not None})


def _written(expression: FilterExpression) -> Any:
    """Take a value written in the template itself; what the page will bring is unknown."""
    value = expression.var.literal if expression.is_var else expression.var
    return _UNKNOWN if value is None or expression.filters else value


def _prop(parameter: inspect.Parameter, hint: Any) -> Prop:
    required = parameter.default is parameter.empty
    choices = get_args(hint) if get_origin(hint) is Literal else ()
    type_name = getattr(hint, "__name__", str(hint)).replace("typing.", "")
    return Prop(parameter.name, type_name, required, None if required else parameter.default, choices)
