"""Pages of refusal, drawn once: a walk of every address meets the same one thousands of times."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from cite.ui import errors


def draw_refusals_once(monkeypatch: pytest.MonkeyPatch, drawn: dict[tuple, bytes]) -> None:
    """Draw a page of refusal once per person, part of the site and reasons; give the same page again afterwards.

    What decides of the refusal, and what notes it, runs each time; so does the drawing where the address asks
    something, since the page may tell it. `drawn`: those already drawn, kept by the caller as long as its people.
    """
    draw = errors.render

    def render(request: HttpRequest, template: str, context: dict, status: int) -> HttpResponse:
        user = getattr(request, "user", None)
        part = request.path.split("/")[1]
        said = (template, status, *context.get("sentences", ()))
        what = (user and user.pk, request.get_host(), part, get_language(), *said)
        if request.META.get("QUERY_STRING"):
            return draw(request, template, context, status=status)
        if what not in drawn:
            drawn[what] = draw(request, template, context, status=status).content
        return HttpResponse(drawn[what], status=status)

    monkeypatch.setattr(errors, "render", render)
