"""What the endpoints of files share: the key, and the file that its person carries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Path

from cite.api import file_queries as queries
from cite.api.enums import ProblemCode
from cite.api.file_queries import reasons_of
from cite.api.keys import KeyBearer
from cite.api.problems import Problem
from cite.core.decisions import Refused
from cite.core.journal import note_reading
from cite.grants.enums import ApplicationAct, WritingObjection
from cite.grants.models import Application
from cite.grants.permissions.applications import carried_partners, visible_applications

KEY = KeyBearer()
ID = Path(description="Identifiant public.")
_UNSIGNED = frozenset({WritingObjection.NOT_SIGNED.value, WritingObjection.SIGNATURE_STALE.value})
_RELATED = ("call", "edition", "partner__organization", "territory", "previous")


def visible_files(request: HttpRequest) -> QuerySet[Application]:
    """List the files that the person of the key may see."""
    return visible_applications(request.user, request.territory).select_related(*_RELATED)


def carried_file(request: HttpRequest, uuid: UUID) -> Application:
    """Find a file that the person writes for the organization of her key.

    Raises:
        Http404: there is no such file for her.
    """
    require_carrier(request)
    return get_object_or_404(visible_files(request), uuid=uuid, partner=request.membership.partner)


def require_carrier(request: HttpRequest) -> None:
    """Let pass whoever writes the files of the organization of her key.

    Raises:
        Http404: she does not.
    """
    carried = {partner.pk for partner in carried_partners(request.user, request.territory)}
    if request.membership.partner_id not in carried:
        raise Http404


def read_file(request: HttpRequest, uuid: UUID) -> Application:
    """Find a file to tell something of it: the journal keeps that it was read."""
    file = carried_file(request, uuid)
    note_reading(request, ApplicationAct.READ, target=file)
    return file


@contextmanager
def signed_in_person(file: Application) -> Iterator[None]:
    """Say to a program, where the signature lacks, that nobody but the representative gives it, and where.

    Raises:
        Problem: the file is not signed as it is; with everything else that stands against it.
    """
    try:
        yield
    except Refused as refusal:
        if not _UNSIGNED & {objection.value for objection in refusal.decision.objections}:
            raise
        detail = _(
            "Un logiciel ne signe pas : le représentant légal lit et signe ce dossier en personne, à cette adresse du "
            "site : %(page)s. « errors » donne toutes les raisons."
        ) % {"page": reverse("grants:check", args=[file.uuid])}
        raise Problem(ProblemCode.REFUSED, detail, reasons_of(refusal.decision)) from refusal


def changed_file(request: HttpRequest, file: Application) -> dict[str, Any]:
    """Answer after a change, with the file as it is now."""
    return queries.file_detail(carried_file(request, file.uuid))
