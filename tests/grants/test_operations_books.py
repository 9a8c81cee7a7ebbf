"""The book of a committee: asked once, made from what a person may read, given to her alone, forgotten in time."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled
from pypdf import PdfReader

from cite.accounts.models import TerritoryRole
from cite.accounts.permissions import forget_roles
from cite.core.dates import now
from cite.files.models import StoredFile
from cite.files.queries import FileGone, open_file, readable_file
from cite.grants.enums import ApplicationState, Conflict
from cite.grants.enums.books import BookObjection as O
from cite.grants.models import BudgetLine, CommitteeBook, Pledge, Review
from cite.grants.operations import books
from cite.grants.permissions.books import can_read_book, can_read_book_file
from cite.grants.ports import forget_similar, register_similar
from cite.grants.queries.books import book_of, progress_of
from cite.grants.queries.sheets import sheets_of
from cite.grants.rules.call_content import GRID
from cite.jobs.enums import JobError, JobStatus
from cite.jobs.management.worker import run_next_job
from cite.jobs.models import Job
from cite.jobs.operations import cancel_job, claim_job, put_back_abandoned_jobs, retry_job
from cite.notifications.models import Notice
from tests.factories.accounts import make_user
from tests.factories.deciding import ask, make_advised, make_asked
from tests.factories.grants import (
    make_carrier,
    make_committee_item,
    make_funded_action,
    make_opinion,
    make_remark,
    make_review,
)
from tests.factories.meetings import make_attendee
from tests.refusals import refusal

pytestmark = pytest.mark.usefixtures("in_april")


TASK = "cite.grants.tasks.books.make_committee_book"


def on_agenda(scene, meeting, title, **fields):
    file = make_advised(scene, state=ApplicationState.IN_REVIEW, title=title, **fields)
    make_asked(file, scene.state, "3000.00")
    return make_committee_item(meeting, file, position=100 + file.pk)


def made(meeting, person) -> CommitteeBook:
    """Ask for the book, and let a worker make it."""
    books.ask_book(meeting=meeting, by=person)
    Job.objects.exclude(task_path=TASK).delete()
    assert run_next_job(worker="test")
    return book_of(person, meeting)


def words_of(book) -> str:
    with open_file(book.file) as stream:
        pages = PdfReader(BytesIO(stream.read())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


class TestAsking:
    def test_asked_twice_it_is_made_once(self, scene, meeting, claire):
        on_agenda(scene, meeting, "Atelier vélo")
        first, second = (books.ask_book(meeting=meeting, by=claire) for _ in range(2))
        assert first == second
        assert Job.objects.filter(task_path=TASK).count() == 1
        assert progress_of(second).is_waiting

    def test_made_it_is_a_tagged_pdf_in_the_order_of_the_agenda(self, scene, meeting, claire):
        late, early = (on_agenda(scene, meeting, title) for title in ("Zèbre", "Abeille"))
        late.position = early.position + 1
        late.save()
        book = made(meeting, claire)
        assert progress_of(book) is None
        notice = Notice.objects.get(user=claire)
        assert (notice.subject, notice.path) == (
            "Le livre du comité du 18 avril 2027 est prêt",
            reverse("grants:committee-book", args=[meeting.uuid]),
        )
        assert (book.made_at, book.job_id) == (now(), None)
        assert book.files == [early.application_id, late.application_id]
        with open_file(book.file) as stream:
            reader = PdfReader(BytesIO(stream.read()))
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean
        numbers = [item.application.number for item in (early, late)]
        assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == [
            "Sommaire",
            "Tous les dossiers",
            f"1. {numbers[0]} – Abeille",
            f"2. {numbers[1]} – Zèbre",
        ]
        assert len(reader.pages) == 4
        assert "6 000 €" in words_of(book).replace("\u202f", " ").replace("\xa0", " ")

    def test_asked_again_it_replaces_the_other_and_keeps_it_until_then(self, scene, meeting, claire):
        on_agenda(scene, meeting, "Atelier vélo")
        before = made(meeting, claire).file
        books.ask_book(meeting=meeting, by=claire)
        assert book_of(claire, meeting).file == before
        after = made(meeting, claire)
        assert after.file != before
        before.refresh_from_db()
        assert before.erased_at == now()
        assert CommitteeBook.objects.count() == 1

    def test_not_by_who_sees_no_file(self, scene, meeting, claire):
        assert refusal(lambda: books.ask_book(meeting=meeting, by=claire)) == {O.NO_FILES}
        on_agenda(scene, meeting, "Atelier vélo")
        assert refusal(lambda: books.ask_book(meeting=meeting, by=scene.paul)) == {O.NO_FILES}
        assert refusal(lambda: books.ask_book(meeting=meeting, by=scene.karim)) == {"nothing_to_decide"}
        make_attendee(meeting, scene.paul)
        assert made(meeting, scene.paul).files != []


class TestWhatItHolds:
    def test_everything_a_committee_needs_of_a_file(self, scene, territory, meeting, claire):
        item = on_agenda(
            scene,
            meeting,
            "Atelier vélo",
            answers={"need": "Peu de bus.", "participants_max": 12, "qpv_share": 80, "age_limit": "yes"},
        )
        file = item.application
        ask(file, scene.state, "3000.00")
        BudgetLine.objects.create(territory=territory, application=file, account="60_supplies", amount=7000)
        marks = {criterion.code: 5 for criterion in GRID}
        given = {"conflict": "none", "submitted_at": now(), "opinion": "favorable", "words": "Solide."}
        make_review(file, claire, marks=marks, **given)
        low = dict.fromkeys(marks, 1)
        make_review(file, scene.mona, side="metropole", marks=low, **given | {"words": "Fragile."})
        make_opinion(file, claire, opinion="reserved", words="Trop loin.", given_at=now(), state="given")
        make_remark(file, claire, text="Quels horaires ?", reply="Le soir.")
        make_funded_action(file.partner, year=2026, title="Avant")
        text = words_of(made(meeting, claire))
        for expected in (
            "Besoin : Peu de bus.",
            "12 participants, 80 % d’habitants des quartiers prioritaires, avec une limite d’âge",
            "Solide.",
            "Fragile.",
            "Désaccord : l’écart entre les notes dépasse",
            "Trop loin.",
            "Quels horaires ? Le soir.",
            "Avis du comité : à donner en séance.",
        ):
            assert expected in text, expected

    def test_an_opinion_already_written_partners_and_how_many_more(self, scene, territory, meeting, claire):
        answers = {"participants_min": 8, "participants_max": 12, "women_share": 50, "need": "Mot " * 200}
        days = {"starts_on": date(2027, 9, 1), "ends_on": date(2027, 12, 1)}
        item = on_agenda(scene, meeting, "Atelier vélo", answers=answers, **days)
        item.outcome, item.words = "partial", "Utile."
        item.amounts = {str(scene.state.uuid): "1234.56"}
        item.save()
        file = item.application
        make_asked(file, scene.metropole, "2000.00")
        for name, answer in (("Centre social", "yes"), ("Crèche", "unknown")):
            Pledge.objects.create(territory=territory, application=file, name=name, answer=answer)
        for n in range(5):
            make_remark(file, claire, text=f"Remarque {n}", reply="")
        silent = on_agenda(scene, meeting, "Jardin")
        Pledge.objects.create(territory=territory, application=silent.application, name="Mairie")
        text = words_of(made(meeting, claire)).replace("\u202f", " ").replace("\xa0", " ")
        for expected in (
            "Accordée en partie",
            "État : 1 234,56 €",
            "Utile.",
            "de 8 à 12 participants, 50 % de femmes",
            "du 1er septembre 2027 au 1er décembre 2027",
            "2 nommés, confirmés : Centre social",
            "1 nommé, aucun n’a encore confirmé",
            "État : 3 000 € ; Métropole : 2 000 € ; 5 000 € en tout",
            "Remarque 2 Pas de réponse",
            "Et 2 autres, dans le dossier.",
            "Mot Mot…",
        ):
            assert expected in text, expected
        assert "Remarque 3" not in text

    def test_not_the_marks_where_she_owes_hers_nor_a_file_with_a_declared_link(
        self, scene, territory, meeting, claire
    ):
        owed, linked, plain = (on_agenda(scene, meeting, t) for t in ("Dette", "Lien", "Rien"))
        given = {"side": "metropole", "conflict": "none", "submitted_at": now(), "opinion": "favorable"}
        for item in (owed, linked, plain):
            make_review(item.application, scene.mona, words=f"Avis sur {item.application}.", **given)
        make_review(owed.application, claire, conflict="none")
        make_review(linked.application, claire, conflict=Conflict.DECLARED, withdrawn_at=now())
        linked.application.partner = make_carrier(territory)
        linked.application.save()
        book = made(meeting, claire)
        text = words_of(book)
        found = [f"Avis sur {title}." in text for title in ("Dette", "Lien", "Rien")]
        assert found == [False, False, True]
        assert "Lien" not in text
        assert (book.files, book.marked) == (
            [owed.application_id, plain.application_id],
            [plain.application_id],
        )

    def test_ten_files_are_gathered_with_the_queries_of_one(
        self, scene, meeting, claire, django_assert_max_num_queries
    ):
        counts = []
        for how_many in (1, 2, 9):
            items = [on_agenda(scene, meeting, f"Action {n}") for n in range(how_many)]
            for item in items:
                make_review(item.application, claire, submitted_at=now(), opinion="favorable")
                ask(item.application, scene.state, "3000.00")
                make_remark(item.application, claire)
            files = [item.application for item in items]
            with django_assert_max_num_queries(17) as captured:
                assert len(sheets_of(files, claire, now().date())) == how_many
            counts.append(len(captured))
        assert counts == [counts[0]] * 3


class TestWhoIsGivenIt:
    def test_its_asker_alone(self, scene, meeting, claire):
        on_agenda(scene, meeting, "Atelier vélo")
        make_attendee(meeting, scene.paul)
        book = made(meeting, claire)
        assert can_read_book_file(claire, book.file)
        assert readable_file(claire, book.file.uuid) == book.file
        assert readable_file(scene.paul, book.file.uuid) is None

    def test_no_longer_once_she_declared_a_link(self, scene, meeting, claire):
        item = on_agenda(scene, meeting, "Atelier vélo")
        book = made(meeting, claire)
        make_review(item.application, claire, conflict=Conflict.DECLARED, withdrawn_at=now())
        assert can_read_book(claire, book).objections == (O.NO_LONGER_YOURS,)
        assert readable_file(claire, book.file.uuid) is None

    def test_nor_while_she_owes_the_marks_that_it_shows(self, scene, meeting, claire):
        item = on_agenda(scene, meeting, "Atelier vélo")
        make_review(item.application, scene.mona, side="metropole", submitted_at=now(), opinion="favorable")
        book = made(meeting, claire)
        mine = make_review(item.application, claire, conflict="none")
        assert can_read_book(claire, book).objections == (O.NO_LONGER_YOURS,)
        Review.objects.filter(pk=mine.pk).update(submitted_at=now())
        assert can_read_book(claire, book)

    def test_nor_once_her_role_is_over(self, scene, meeting, claire):
        on_agenda(scene, meeting, "Atelier vélo")
        book = made(meeting, claire)
        TerritoryRole.objects.filter(user=claire).delete()
        forget_roles(claire)
        assert not can_read_book(claire, book)


class TestWhatGoesWrong:
    @pytest.fixture
    def boss(self, db):
        return make_user("boss", is_staff=True)

    def test_nothing_is_left_to_read_and_the_page_says_so(self, scene, meeting, claire):
        item = on_agenda(scene, meeting, "Atelier vélo")
        books.ask_book(meeting=meeting, by=claire)
        item.delete()
        Job.objects.exclude(task_path=TASK).delete()
        run_next_job(worker="test")
        progress = progress_of(book_of(claire, meeting))
        assert (progress.is_waiting, progress.error) == (False, str(O.NO_FILES.label))
        on_agenda(scene, meeting, "Autre")
        assert made(meeting, claire).file is not None

    def test_whoever_asked_is_told_why_and_what_to_do_once(self, scene, meeting, claire):
        item = on_agenda(scene, meeting, "Atelier vélo")
        book = books.ask_book(meeting=meeting, by=claire)
        item.delete()
        Job.objects.exclude(task_path=TASK).delete()
        while run_next_job(worker="test"):
            pass
        notice = Notice.objects.get(user=claire)
        assert (notice.subject, notice.path) == (
            "Le livre du comité du 18 avril 2027 n’a pas pu être fait",
            reverse("grants:committee-book", args=[meeting.uuid]),
        )
        assert str(O.NO_FILES.label) in notice.body
        books.tell_book_not_made(job_id=book.job_id)  # a worker was killed in between
        assert Notice.objects.count() == 1

    def test_whoever_asked_is_told_when_the_work_is_canceled(self, scene, meeting, claire, boss):
        on_agenda(scene, meeting, "Atelier vélo")
        book = books.ask_book(meeting=meeting, by=claire)
        Job.objects.exclude(task_path=TASK).delete()
        cancel_job(job=Job.objects.get(uuid=book.job_id), by=boss)
        while run_next_job(worker="test"):
            pass
        notice = Notice.objects.get(user=claire)
        assert str(O.STOPPED.label) in notice.body

    def test_whoever_asked_is_told_when_its_workers_died(self, scene, meeting, claire):
        on_agenda(scene, meeting, "Atelier vélo")
        book = books.ask_book(meeting=meeting, by=claire)
        Job.objects.exclude(task_path=TASK).delete()
        Job.objects.filter(uuid=book.job_id).update(max_attempts=1)
        claim_job(worker="killed")
        Job.objects.filter(uuid=book.job_id).update(leased_until=now() - timedelta(hours=1))
        with scopes_disabled():
            assert put_back_abandoned_jobs() == 1
        assert run_next_job(worker="test")
        assert str(JobError.INTERRUPTED.label) in Notice.objects.get(user=claire).body

    def test_nobody_is_told_of_a_work_that_another_replaced(self, scene, meeting, claire):
        on_agenda(scene, meeting, "Atelier vélo")
        older = books.ask_book(meeting=meeting, by=claire).job_id
        Job.objects.filter(uuid=older).update(status=JobStatus.CANCELED)
        assert made(meeting, claire).file is not None
        assert books.tell_book_not_made(job_id=older) is False
        assert Notice.objects.get(user=claire).kind == "grants.book_ready"

    def test_nobody_is_told_of_a_work_that_was_started_again(self, scene, meeting, claire, boss):
        on_agenda(scene, meeting, "Atelier vélo")
        job_id = books.ask_book(meeting=meeting, by=claire).job_id
        cancel_job(job=Job.objects.get(uuid=job_id), by=boss)
        retry_job(job=Job.objects.get(uuid=job_id), by=boss)
        assert books.tell_book_not_made(job_id=job_id) is False

    @pytest.mark.parametrize("ends", [JobStatus.CANCELED, JobStatus.DONE, None])
    def test_a_work_that_is_gone_is_said_and_asked_again(self, scene, meeting, claire, ends):
        on_agenda(scene, meeting, "Atelier vélo")
        books.ask_book(meeting=meeting, by=claire)
        jobs = Job.objects.filter(task_path=TASK)
        jobs.update(status=ends) if ends else jobs.delete()
        assert progress_of(book_of(claire, meeting)).error == str(O.STOPPED.label)
        jobs.delete()
        assert made(meeting, claire).file is not None

    def test_an_older_work_changes_nothing(self, scene, meeting, claire):
        on_agenda(scene, meeting, "Atelier vélo")
        book = books.ask_book(meeting=meeting, by=claire)
        older = book.job_id
        Job.objects.filter(uuid=older).update(status=JobStatus.CANCELED)
        newer = books.ask_book(meeting=meeting, by=claire).job_id
        assert newer != older
        assert books.make_book(book_id=book.uuid, job_id=older) == 0
        assert StoredFile.objects.count() == 0

    def test_a_work_overtaken_before_its_end_leaves_no_file(self, scene, meeting, claire):
        on_agenda(scene, meeting, "Atelier vélo")
        book = books.ask_book(meeting=meeting, by=claire)
        newer = uuid4()

        def overtake(actions, *, territory):
            CommitteeBook.objects.filter(pk=book.pk).update(job_id=newer)
            return []

        register_similar("overtake", overtake)
        try:
            Job.objects.exclude(task_path=TASK).delete()
            run_next_job(worker="test")
        finally:
            forget_similar("overtake")
        book.refresh_from_db()
        assert (book.file, book.job_id) == (None, newer)
        assert [file.erased_at for file in StoredFile.objects.all()] == [now()]

    def test_its_time_over_it_is_forgotten(self, scene, meeting, claire):
        on_agenda(scene, meeting, "Atelier vélo")
        book = made(meeting, claire)
        assert books.expire_books(at=now() + books.KEPT - timedelta(minutes=1)) == 0
        assert books.expire_books(at=now() + books.KEPT) == 1
        assert CommitteeBook.objects.count() == 0
        with pytest.raises(FileGone):
            open_file(StoredFile.objects.get(pk=book.file_id))

    def test_its_time_over_while_another_is_on_its_way_only_the_file_goes(self, scene, meeting, claire):
        on_agenda(scene, meeting, "Atelier vélo")
        made(meeting, claire)
        books.ask_book(meeting=meeting, by=claire)
        assert books.expire_books(at=now() + books.KEPT) == 1
        book = CommitteeBook.objects.get()
        assert (book.file, book.files) == (None, [])
        assert progress_of(book).is_waiting
