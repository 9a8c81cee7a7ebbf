"""Where pathways begin: somebody whom a relay introduced, somebody who asked to be called."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.directory import ports as directory
from cite.directory.models import Callback
from cite.referrals import ports as referrals
from cite.referrals.models import Introduction
from cite.residents.permissions.people import opening_memberships


def introduction_doors(request: HttpRequest, introduction: Introduction) -> Iterator[referrals.Door]:
    """Let the structure that cares for somebody open her file and her pathway in one go."""
    mine = opening_memberships(request.user, request.territory)
    taken_by = introduction.taken_by.partner_id if introduction.taken_by else None
    if introduction.erased_on is None and any(each.partner_id == taken_by for each in mine):
        yield referrals.Door(
            _("Ouvrir son dossier et son parcours"),
            reverse("pathways:enter-introduction", args=[introduction.uuid]),
        )


def call_doors(request: HttpRequest, callback: Callback) -> Iterator[directory.Door]:
    """Let whoever calls somebody open her file and her pathway in one go."""
    if callback.is_open and opening_memberships(request.user, request.territory):
        yield directory.Door(
            _("Ouvrir son dossier et son parcours"), reverse("pathways:enter-call", args=[callback.uuid])
        )
