"""What the search reads of the sheets: in order, and nothing stays open meanwhile."""

import threading

import pytest
from django.db import connections, transaction
from django_scopes import scope

from cite.directory.models import Service
from cite.directory.queries import documents
from tests.factories.directory import TODAY, make_service, make_structure


@pytest.mark.django_db(transaction=True)
def test_whoever_reads_them_may_write_though_others_wrote_meanwhile(territory, monkeypatch):
    monkeypatch.setattr(documents, "_AT_ONCE", 1)
    structure = make_structure(territory)
    services = [make_service(structure, f"Atelier {n}") for n in range(4)]

    def another():
        with scope(territory=territory):
            Service.objects.filter(pk=services[3].pk).update(name="Changé")
        connections.close_all()

    read = []
    for document in documents.documents_of(territory, on=TODAY):
        read.append(document.title)
        if len(read) == 2:
            thread = threading.Thread(target=another)
            thread.start()
            thread.join()
        with transaction.atomic():
            Service.objects.filter(pk=document.object_id).update(summary="Lu.")
    assert read == ["Atelier 0", "Atelier 1", "Atelier 2", "Changé"]
    assert set(Service.objects.values_list("summary", flat=True)) == {"Lu."}


@pytest.mark.django_db
def test_some_of_them_are_read_in_the_order_of_their_numbers(territory, monkeypatch):
    monkeypatch.setattr(documents, "_AT_ONCE", 2)
    structure = make_structure(territory)
    pks = [make_service(structure, f"Atelier {n}").pk for n in range(5)]
    among = [pks[4], pks[0], pks[3], pks[0]]
    read = documents.documents_of(territory, on=TODAY, among=among)
    assert [document.object_id for document in read] == [pks[0], pks[3], pks[4]]
    assert [d.object_id for d in documents.documents_of(territory, on=TODAY)] == pks
