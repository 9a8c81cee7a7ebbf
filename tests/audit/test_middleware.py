"""Readings and refusals are journaled when the answer is ready; nothing protected is shown without its trace."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.urls import reverse

from cite.accounts.enums import AccessObjection, Role
from cite.audit import middleware
from cite.audit.enums import AuditAct, Category
from cite.audit.middleware import JournalMiddleware
from cite.audit.models import Entry
from cite.core.decisions import Decision, Refused
from cite.core.journal import ActingFor, acting_for, note_reading, note_refusal
from cite.imports.enums import ImportObjection
from cite.ui.forms import Form
from cite.ui.views import PUBLIC, FormPage
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def ask(view, *, user, territory=None, method="get"):
    request = getattr(RequestFactory(), method)("/")
    request.user, request.territory, request.resolver_match = user, territory, None
    return JournalMiddleware(view)(request)


def test_a_reading_is_one_line_with_its_reader_and_organization(territory, django_assert_num_queries):
    reader, person = make_user("reader"), make_user("person")

    def view(request):
        note_reading(request, "x.read", target=person, person=person)
        note_reading(request, "x.read_too")
        assert not Entry.objects.exists(), "the page is read first"
        return HttpResponse("shown")

    token = acting_for.set(ActingFor(uuid4(), "Association fictive"))
    try:
        with django_assert_num_queries(2):
            ask(view, user=reader, territory=territory)
    finally:
        acting_for.reset(token)
    first, second = Entry.objects.order_by("pk")
    assert first.category == second.category == Category.READING
    assert (first.by_uuid, first.person_uuid, first.territory) == (reader.uuid, person.uuid, territory)
    assert first.organization_name == "Association fictive"


@pytest.mark.parametrize("status", [403, 404, 500])
def test_what_was_not_shown_was_not_read(territory, status):
    def view(request):
        note_reading(request, "x.read")
        return HttpResponse(status=status)

    ask(view, user=make_user())
    assert not Entry.objects.exists()


def test_a_reading_that_cannot_be_journaled_is_not_shown(territory, monkeypatch):
    def fail(acts):
        raise DatabaseError("disk full")

    def view(request):
        note_reading(request, "x.read")
        return HttpResponse("secret")

    monkeypatch.setattr(middleware, "add_entries", fail)
    with pytest.raises(DatabaseError):
        ask(view, user=make_user())


def test_a_streamed_answer_is_journaled_before_its_first_byte(territory):
    def view(request):
        note_reading(request, "x.export")

        def lines():
            assert Entry.objects.count() == 1
            yield b"one"
            with pytest.raises(AttributeError):
                note_reading(request, "x.read")

        return StreamingHttpResponse(lines())

    assert b"".join(ask(view, user=make_user()).streaming_content) == b"one"


def test_a_page_that_notes_nothing_costs_no_query(territory, django_assert_num_queries):
    with django_assert_num_queries(0):
        ask(lambda request: HttpResponse(), user=AnonymousUser())


def test_a_refusal_is_written_once_whatever_the_insistence(territory):
    def view(request):
        note_refusal(request, Decision((AccessObjection.CO_PILOTS_ONLY,)))
        return HttpResponse(status=403)

    insistent, other = make_user("insistent"), make_user("other")
    for user in (insistent, insistent, other, AnonymousUser()):
        ask(view, user=user, territory=territory)
    assert [entry.by_name for entry in Entry.objects.order_by("pk")] == ["Insistent", "Other"]
    entry = Entry.objects.first()
    assert (entry.action, entry.category) == (AuditAct.REFUSE, Category.SECURITY)
    assert entry.changes["reasons"] == [None, "co_pilots_only"]


def test_a_wrong_role_is_told_why_and_journaled(territory, client):
    client.force_login(make_user("carrier", role=Role.CARRIER, territory=territory))
    assert client.get(reverse("audit:journal")).status_code == 403
    entry = Entry.objects.get(action=AuditAct.REFUSE)
    assert entry.changes == {"page": [None, "Journal"], "reasons": [None, "protection_only"]}
    assert entry.territory == territory


def test_somebody_who_tries_every_door_does_not_fill_the_journal(territory, client, monkeypatch):
    monkeypatch.setattr(middleware, "REFUSALS_KEPT", 3)
    client.force_login(make_user("carrier", role=Role.CARRIER, territory=territory))
    records = [uuid4() for _ in range(5)]
    for record in records:
        assert client.get(reverse("audit:entry", args=[record])).status_code == 403
    kept = Entry.objects.filter(action=AuditAct.REFUSE).order_by("pk")
    assert [entry.changes["record"][1] for entry in kept] == [str(record) for record in records[:3]]


def test_a_form_refused_for_want_of_a_right_is_journaled(territory, rf, monkeypatch):
    class Give(FormPage):
        permission = PUBLIC
        form_class = Form
        objection = AccessObjection.CO_PILOTS_ONLY

        def perform(self, form):
            raise Refused(Decision((self.objection,)))

        def show_errors(self, form):
            return HttpResponse("again")

    for objection in (AccessObjection.CO_PILOTS_ONLY, ImportObjection.TOO_MANY_DRAFTS):
        monkeypatch.setattr(Give, "objection", objection)
        assert ask(Give.as_view(), user=make_user(objection.value), method="post").status_code == 200
    assert [entry.changes["reasons"][1] for entry in Entry.objects.all()] == ["co_pilots_only"]


def test_a_refusal_without_a_decision_is_journaled_too(territory, client, monkeypatch):
    def deny(self):
        raise PermissionDenied

    monkeypatch.setattr("cite.audit.web.views.MyData.decide", deny)
    client.force_login(make_user())
    assert client.get(reverse("audit:mine")).status_code == 403
    assert Entry.objects.filter(action=AuditAct.REFUSE).count() == 1
