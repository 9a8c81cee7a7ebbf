"""What is true of every page, whoever asks for it: checked wherever a test opens one."""

import re
from functools import cache

from django.apps import apps
from django.db import models

from cite.accounts.models import User
from cite.audit.enums import Category
from cite.audit.models import Entry

_NOT_FRENCH = re.compile(r"<(script|style|textarea|pre|code|p(?= lang=\"en\"))\b.*?</\1>|<[^>]*>", re.S)
_LOOSE = r"(?:\S [:;?!»](?!=)|« )"
_FIRST_LOOSE = re.compile(_LOOSE)
_ALL_LOOSE = re.compile(rf"[^\n]{{0,40}}{_LOOSE}[^\n]{{0,40}}")

_TABS = re.compile(r'<nav class="ui-tabs".*?</nav>', re.S)

_WORDS_OF_OTHERS = "/appels-a-projets/"  # these pages quote calls, as their authors wrote them


def loose_spaces(html: str) -> list[str]:
    """The texts of a page where a line could begin with « : ; ? ! » or a guillemet stand alone."""
    text = _NOT_FRENCH.sub("", html)
    # What stands around takes thirty times longer to find, and there is hardly ever anything to tell.
    return [found.strip() for found in _ALL_LOOSE.findall(text)] if _FIRST_LOOSE.search(text) else []


def lost_tabs(html: str) -> list[str]:
    """The tabs of a page that do not say, once, which of them is on screen."""
    return [tabs for tabs in _TABS.findall(html) if tabs.count('aria-current="page"') != 1]


def check(response) -> None:
    """Check one answer, where it is a page."""
    is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
    if is_page and response.status_code == 200:
        assert not lost_tabs(response.content.decode()), response.wsgi_request.path
    is_ours = not response.wsgi_request.path.startswith(_WORDS_OF_OTHERS)
    if is_page and is_ours and response.status_code == 200:
        found = loose_spaces(response.content.decode())
        assert not found, f"{response.wsgi_request.path}: {found}"


@cache
def _protected() -> list[tuple[type[models.Model], list[str], list[str]]]:
    """The protected records, with the fields of each that tell something of people, and those that say of whom."""
    found = []
    for model in apps.get_models():
        if not getattr(model, "journal_protected", False):
            continue
        fields = model._meta.concrete_fields
        telling = [
            f.attname
            for f in fields
            if isinstance(f, models.EmailField | models.TextField) or f.name == "phone"
        ]
        people = [f.attname for f in fields if f.related_model is User or (f.primary_key and model is User)]
        found.append((model, telling, people))
    return found


def protected_values() -> dict[str, set[int]]:
    """What protected records say of people, with whom each is about: addresses, telephones, what somebody wrote."""
    found: dict[str, set[int]] = {}
    for model, telling, people in _protected():
        for row in model._base_manager.values_list(*telling, *people):
            for value in filter(None, row[: len(telling)]):
                found.setdefault(str(value), set()).update(row[len(telling) :])
    return found


def untold_readings(body: str, values: dict[str, set[int]], user: User) -> list[str]:
    """What a page shows of somebody else, where it noted no reading of it in the journal."""
    shown = [v for v, about in values.items() if v in body and user.pk not in about and v != user.email]
    if not shown or Entry.objects.filter(category=Category.READING, by_uuid=user.uuid).exists():
        return []
    return shown
