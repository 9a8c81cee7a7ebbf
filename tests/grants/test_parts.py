"""The documents and the partners of a file: who reads them, what partners answer through their link."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cite.accounts.enums import Role
from cite.accounts.operations import create_link
from cite.accounts.queries import open_link
from cite.core.dates import now
from cite.core.decisions import Refused
from cite.files.permissions import can_read_file
from cite.grants.enums import ApplicationState
from cite.grants.models import Application, Attachment, Pledge
from cite.grants.operations.attachments import (
    ATTACHMENT_PURPOSE,
    POLICY,
    attach_document,
    detach_document,
    reuse_document,
)
from cite.grants.operations.pledges import (
    PLEDGE_PURPOSE,
    answer_pledge,
    ask_partner,
    name_partner,
    remove_partner,
)
from cite.grants.queries.applications import missing_of
from cite.grants.queries.attachments import reusable_documents
from cite.grants.rules.opinions import OPINION_PURPOSE
from cite.notifications.models import Message
from tests.factories.accounts import make_user
from tests.factories.files import make_file, make_upload
from tests.factories.grants import (
    make_application,
    make_award,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
    make_funder,
)
from tests.refusals import refusal

PARIS = ZoneInfo("Europe/Paris")
DURING = datetime(2026, 12, 10, 10, tzinfo=PARIS)
PDF = b"%PDF-1.4\n%fictif\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DURING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def file(edition, carrier, lea):
    return make_application(edition, carrier, lea)


def attach(file, by, *, piece="bank_details", content=PDF, name="rib.pdf"):
    return attach_document(application=file, piece=piece, upload=make_upload(content, name), by=by, year=2026)


class TestDocuments:
    def test_a_document_is_joined_and_no_longer_lacks(self, file, lea):
        label = "Relevé d’identité bancaire"
        assert label in {lack.label for lack in missing_of(file)}
        document = attach(file, lea)
        assert (document.piece, document.year, document.file.purpose) == (
            "bank_details",
            2026,
            ATTACHMENT_PURPOSE,
        )
        assert label not in {lack.label for lack in missing_of(file)}

    def test_a_scan_too_heavy_is_refused_in_words(self, file, lea):
        upload = make_upload(b"x", "scan.pdf")
        upload.size = 40_000_000
        with pytest.raises(Refused) as caught:
            attach_document(application=file, piece="bank_details", upload=upload, by=lea)
        assert caught.value.decision.sentences == [
            "Ce fichier est trop gros (40\u00a0Mo). La limite est de 20\u00a0Mo. Découpez-le en plusieurs fichiers."
        ]
        assert POLICY.max_bytes == 20_000_000

    def test_a_program_under_a_false_name_is_refused(self, file, lea):
        found = refusal(lambda: attach(file, lea, content=b"MZ\x90\x00" + b"\x00" * 200))
        assert found & {"wrong_kind", "unknown_kind"}

    def test_only_what_the_call_asks(self, file, lea):
        assert refusal(lambda: attach(file, lea, piece="nonsense")) == {"not_a_piece"}

    def test_not_by_others_nor_after_the_deposit(self, territory, file, lea):
        other = make_carrier_member(make_carrier(territory), "zoe")
        assert refusal(lambda: attach(file, other)) == {"not_your_file"}
        file.state = ApplicationState.DEPOSITED
        file.save()
        assert refusal(lambda: attach(file, lea)) == {"not_editable"}

    def test_who_reads_it(self, territory, file, lea, carrier):
        document = attach(file, lea)
        omar = make_carrier_member(carrier, "omar")
        ida = make_user("ida", role=Role.INSTRUCTOR, territory=territory)
        reader = make_user("reader", role=Role.READER, territory=territory)
        authority = make_carrier(territory, kind="departement", legal_form="local_authority")
        funder = make_funder(territory, "Département", partner=authority)
        paul = make_carrier_member(authority, "paul", Role.FUNDER)
        stored = document.file
        assert can_read_file(omar, stored)
        assert not any(can_read_file(person, stored) for person in (ida, reader, paul))
        Application.objects.filter(pk=file.pk).update(deposited_at=DURING, state="deposited")
        make_award(file, funder)
        assert can_read_file(ida, stored)
        assert can_read_file(paul, stored)
        assert not can_read_file(reader, stored)

    def test_last_year_s_document_is_taken_again_once(self, territory, file, carrier, lea):
        before = make_application(make_edition(make_call(territory, year=2026)), carrier, lea)
        document = Attachment.objects.create(
            territory=territory,
            application=before,
            piece="bank_details",
            file=make_file(territory, by=lea),
            added_by=lea,
        )
        taken = {reuse_document(application=file, document=document, by=lea).pk for _ in range(2)}
        assert Attachment.objects.get(application=file).file == document.file
        detach_document(application=file, document=Attachment.objects.get(pk__in=taken), by=lea)
        assert not Attachment.objects.filter(application=file).exists()
        assert Attachment.objects.filter(application=before).exists()

    def test_the_same_document_is_offered_once_whatever_the_files_it_was_in(
        self, territory, file, carrier, lea
    ):
        stored = [make_file(territory, by=lea) for _ in range(2)]
        joined = [
            Attachment.objects.create(
                territory=territory,
                application=make_application(make_edition(make_call(territory, year=year)), carrier, lea),
                piece="bank_details",
                file=one,
                added_by=lea,
            )
            for one, year in zip(stored, (2025, 2026), strict=True)
        ]
        assert reusable_documents(file) == [joined[1]]
        reuse_document(application=file, document=joined[1], by=lea)
        assert reusable_documents(file) == [], "what the file holds is not offered again"

    def test_another_carrier_s_document_is_never_taken(self, territory, file, edition, lea):
        other = make_carrier(territory)
        zoe = make_carrier_member(other, "zoe")
        theirs = Attachment.objects.create(
            territory=territory,
            application=make_application(edition, other, zoe),
            piece="bank_details",
            file=make_file(territory, by=zoe),
            added_by=zoe,
        )
        call = lambda: reuse_document(application=file, document=theirs, by=lea)  # noqa: E731
        assert refusal(call) == {"not_the_same_carrier"}


@pytest.fixture
def pledge(file, lea):
    return name_partner(
        application=file, name=" Centre  social ", part="Prête une salle", email="CS@Example.org", by=lea
    )


def token_sent() -> str:
    body = Message.objects.filter(kind="grants.pledge").latest("pk").body
    return body.split("/partenaire/")[1].split("/")[0]


class TestPartners:
    def test_named_twice_is_corrected(self, file, pledge, lea):
        again = name_partner(application=file, name="Centre social", part="Oriente", by=lea)
        assert (again.pk, again.part, pledge.email) == (pledge.pk, "Oriente", "cs@example.org")

    def test_asked_then_answered_without_an_account(self, client, pledge, lea):
        ask_partner(pledge=pledge, by=lea)
        page = f"/appels-a-projets/partenaire/{token_sent()}/"
        assert "Prête une salle" in client.get(page).content.decode()
        pledge.refresh_from_db()
        assert pledge.answer == "unknown"  # opening the page writes nothing
        data = {"answer": "otherwise", "words": "Le mardi", "name": "Ana, directrice"}
        thanks = client.post(page, data).content.decode()
        assert [words in thanks for words in ("Merci", "Votre réponse", "Le mardi")] == [True] * 3
        pledge.refresh_from_db()
        assert (pledge.answer, pledge.words, pledge.answered_by) == (
            "otherwise",
            "Le mardi",
            "Ana, directrice",
        )
        assert client.post(page, data | {"answer": "no"}).status_code == 410
        assert client.get(page).status_code == 410

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"answer": "unknown", "name": "x"},
            {"answer": "yes", "name": "a\x00"},
            {"answer": "otherwise", "name": "Ana, directrice", "words": "  "},
        ],
    )
    def test_an_answer_that_says_nothing(self, client, pledge, lea, data):
        ask_partner(pledge=pledge, by=lea)
        page = f"/appels-a-projets/partenaire/{token_sent()}/"
        assert client.post(page, data).status_code == 200
        pledge.refresh_from_db()
        assert pledge.answer == "unknown"

    def test_asked_again_only_after_a_while(self, pledge, lea, clock):
        pledge = ask_partner(pledge=pledge, by=lea)
        first = token_sent()
        assert refusal(lambda: ask_partner(pledge=pledge, by=lea)) == {"asked_recently"}
        clock.move_to(DURING + timedelta(days=2))
        ask_partner(pledge=pledge, by=lea)
        assert token_sent() != first
        assert open_link(token=first, purpose=PLEDGE_PURPOSE) is None

    def test_not_without_an_address_nor_once_answered(self, file, pledge, lea):
        silent = name_partner(application=file, name="Sans adresse", by=lea)
        assert refusal(lambda: ask_partner(pledge=silent, by=lea)) == {"no_address"}
        Pledge.objects.filter(pk=pledge.pk).update(answer="yes")
        assert refusal(lambda: ask_partner(pledge=pledge, by=lea)) == {"already_answered"}

    def test_taken_out_its_link_opens_nothing(self, client, pledge, lea):
        ask_partner(pledge=pledge, by=lea)
        token = token_sent()
        remove_partner(pledge=pledge, by=lea)
        assert client.get(f"/appels-a-projets/partenaire/{token}/").status_code == 410
        assert open_link(token=token, purpose=PLEDGE_PURPOSE) is None

    @pytest.mark.parametrize("state", ["withdrawn", "inadmissible", "refused", "closed"])
    def test_a_file_that_is_over_asks_nobody_any_more(self, client, file, pledge, lea, state):
        ask_partner(pledge=pledge, by=lea)
        token = token_sent()
        silent = name_partner(application=file, name="École", email="ecole@example.org", by=lea)
        Application.objects.filter(pk=file.pk).update(state=state)
        page = f"/appels-a-projets/partenaire/{token}/"
        assert client.get(page).status_code == 410
        assert client.post(page, {"answer": "yes", "name": "Ana"}).status_code == 410
        link = open_link(token=token, purpose=PLEDGE_PURPOSE)
        assert refusal(lambda: answer_pledge(link=link, answer="yes")) == {"file_over"}
        assert refusal(lambda: ask_partner(pledge=silent, by=lea)) == {"file_over"}
        pledge.refresh_from_db()
        link.refresh_from_db()
        assert (pledge.answer, link.used_at) == ("unknown", None)

    def test_opened_by_the_scanner_of_a_mailbox_it_is_not_spent(self, client, pledge, lea):
        ask_partner(pledge=pledge, by=lea)
        page = f"/appels-a-projets/partenaire/{token_sent()}/"
        for ask in (client.get, client.head, client.options):
            answer = ask(page)
        assert answer["Referrer-Policy"] == "same-origin"
        pledge.refresh_from_db()
        assert (pledge.answer, client.get(page).status_code) == ("unknown", 200)

    def test_the_link_of_something_else_opens_nothing(self, client, pledge, lea, territory):
        _link, token = create_link(
            purpose=OPINION_PURPOSE,
            territory=territory,
            target_uuid=pledge.uuid,
            by=lea,
            expires_at=now() + timedelta(days=1),
        )
        assert client.get(f"/appels-a-projets/partenaire/{token}/").status_code == 410
        assert client.get(f"/appels-a-projets/avis/{token}/").status_code == 410

    def test_an_answer_never_voids_what_was_written(self, file, pledge, lea):
        ask_partner(pledge=pledge, by=lea)
        version = Application.objects.get(pk=file.pk).version
        answer_pledge(link=open_link(token=token_sent(), purpose=PLEDGE_PURPOSE), answer="yes")
        assert Application.objects.get(pk=file.pk).version == version


class TestPages:
    def test_pieces_and_partners(self, client, file, pledge, lea):
        client.force_login(lea)
        at = f"/appels-a-projets/dossiers/{file.uuid}/"
        answer = client.post(
            f"{at}pieces/", {"piece": "bank_details", "upload": make_upload(PDF, "rib.pdf"), "year": "2026"}
        )
        assert answer.status_code == 302
        html = client.get(f"{at}pieces/").content.decode()
        assert "rib.pdf" in html
        document = Attachment.objects.get(application=file)
        assert client.post(f"{at}pieces/{document.uuid}/retirer/").status_code == 302
        assert "Centre social" in client.get(f"{at}partenaires/").content.decode()
        assert client.post(f"{at}partenaires/{pledge.uuid}/solliciter/").status_code == 302
        assert Message.objects.filter(kind="grants.pledge").count() == 1
