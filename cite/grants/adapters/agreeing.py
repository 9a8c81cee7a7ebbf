"""What waits for a co-pilot alone to decide: points of files, and calls that the other side agreed to."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.grants.queries.calls import editions_to_agree
from cite.grants.queries.rulings import files_to_rule
from cite.ui.waiting import Waiting

_SHOWN = 5


def rulings_to_decide(request: HttpRequest) -> Iterable[Waiting]:
    """Tell a co-pilot which files wait for her side to rule a point."""
    for file, subjects in files_to_rule(request.user, request.territory, _SHOWN):
        yield Waiting(
            label=_("Décider un point : %(file)s") % {"file": file},
            url=reverse("grants:rulings", args=[file.uuid]),
            detail=" · ".join(str(subject.label) for subject in subjects),
            due=file.edition.admissibility_on,
        )


def calls_to_agree(request: HttpRequest) -> Iterable[Waiting]:
    """Tell a co-pilot which calls the other side agreed to, and wait for hers."""
    for edition in editions_to_agree(request.user, request.territory)[:_SHOWN]:
        yield Waiting(
            label=_("Donner votre accord : %(call)s") % {"call": edition.call.title},
            url=reverse("grants:call-desk", args=[edition.call.uuid]),
            detail=_("L’autre copilote a donné le sien."),
            due=edition.opens_on,
        )
