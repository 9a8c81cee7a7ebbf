"""The pages of imports: one list all the way, and whom each page opens to."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.imports import operations
from cite.imports.enums import DraftState
from cite.imports.models import ImportDraft
from cite.jobs.models import Job
from tests.factories.accounts import make_user
from tests.factories.imports import Greetings, csv_upload, make_draft
from tests.factories.jobs import run_waiting_jobs

pytestmark = pytest.mark.django_db
COLUMNS = {"name": 0, "born": 1, "postcode": 2}
START = "/listes/saluts/"


@pytest.fixture
def pilot(territory):
    return make_user("pilote", role=Role.CO_PILOT_STATE, territory=territory)


@pytest.fixture
def page(client, pilot):
    """A browser where the co-pilot is signed in."""
    client.force_login(pilot)
    return client


def address(name: str, draft: ImportDraft) -> str:
    return reverse(f"imports:{name}", args=[draft.uuid])


def text_of(response) -> str:
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def test_a_list_goes_all_the_way(page, territory):
    start = page.get(START)
    assert "Saluer une liste" in text_of(start)
    assert "200 000 lignes et 5 Mo" in text_of(start)
    assert "Au-delà de 50 000 lignes" in text_of(start)
    assert "gardées 1 heure" in text_of(start)

    columns = page.post(START, {"file": csv_upload()}, follow=True)
    draft = ImportDraft.objects.get()
    assert columns.redirect_chain[-1][0] == address("columns", draft)
    assert "nom (par exemple : Zoé)" in text_of(columns)
    assert "Colonne reconnue à son nom." in text_of(columns)
    assert '<option value="0" selected>' in text_of(columns)

    chosen = {"version": draft.version, "name": "0", "born": "1", "postcode": ""}
    waiting = page.post(address("columns", draft), chosen, follow=True)
    assert waiting.redirect_chain[-1][0] == address("import", draft)
    assert "Le traitement commence dans un instant." in text_of(waiting)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in text_of(waiting)

    run_waiting_jobs()
    done = text_of(page.get(address("import", draft)))
    draft.refresh_from_db()
    assert "Votre liste est prête" in done
    assert "Les réponses le seront à" in done
    assert "Ce n’est pas une date. Écrivez par exemple 31/12/2026." in done
    download = page.get(reverse("files:download", args=[draft.result.uuid]))
    assert (
        b"".join(download.streaming_content).decode().splitlines()[1] == "Zoé;31/12/1990;42000;Bonjour Zoé;"
    )

    deleted = page.post(address("delete", draft), follow=True)
    assert "supprimées" in text_of(deleted)
    assert page.get(address("import", draft)).status_code == 404


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (csv_upload("nom;cp\n"), "Ce fichier n’a que des en-têtes."),
        (csv_upload("<html><table>"), "page web"),
        (csv_upload("x" * 5_000_001), "la limite est de 5 Mo"),
        (csv_upload("nom\nZoé\n", "liste.exe"), "Ce fichier n’est pas du bon type."),
        (SimpleUploadedFile("liste.xlsx", b"PK\x03\x04" + bytes(50)), "abîmé"),
        (None, "Choisissez un fichier."),
    ],
)
def test_a_bad_file_is_said_on_the_page(page, upload, sentence):
    answer = page.post(START, {} if upload is None else {"file": upload})
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert "Erreur :" in text_of(answer)
    assert not ImportDraft.objects.exists()


def test_what_is_missing_is_said_beside_its_field(page, pilot, territory):
    draft = make_draft(pilot, territory)
    answer = page.post(address("columns", draft), {"version": 1, "name": "", "born": "1", "postcode": "1"})
    assert "Choisissez la colonne." in text_of(answer)
    answer = page.post(address("columns", draft), {"version": 1, "name": "1", "born": "1", "postcode": ""})
    assert "La même colonne est choisie deux fois." in text_of(answer)
    answer = page.post(address("columns", draft), {"version": 1, "name": "9", "born": "", "postcode": ""})
    assert answer.status_code == 200
    assert not Job.objects.exists()


def test_the_person_says_that_the_first_row_is_data(page, pilot, territory):
    draft = make_draft(pilot, territory)
    answer = page.post(address("without-header", draft), follow=True)
    assert "les colonnes sont numérotées" in text_of(answer)
    assert "Colonne 1 (par exemple : nom)" in text_of(answer)
    assert "La première ligne nomme les colonnes." in text_of(
        page.post(address("with-header", draft), follow=True)
    )
    operations.confirm_columns(draft=draft, mapping=COLUMNS, by=pilot, version=3)
    late = page.post(address("with-header", draft), follow=True)
    assert "Cet import n’en est plus là." in text_of(late)


def test_the_progress_is_a_fragment_for_htmx_until_it_is_over(page, pilot, territory):
    draft = make_draft(pilot, territory, mapping=COLUMNS)
    ImportDraft.objects.update(state=DraftState.RUNNING, row_count=1000)
    Job.objects.update(progress_done=250, progress_total=1000)
    fragment = page.get(address("import", draft), headers={"HX-Request": "true"})
    assert "<html" not in text_of(fragment)
    assert '<progress aria-label="Lignes traitées" value="250" max="1000">' in text_of(fragment)
    assert "250 lignes sur 1 000" in text_of(fragment)
    ImportDraft.objects.update(state=DraftState.CONFIRMED)
    run_waiting_jobs()
    over = page.get(address("import", draft), headers={"HX-Request": "true"})
    assert over["HX-Refresh"] == "true"


def test_what_failed_is_told_with_its_remedy(page, pilot, territory, monkeypatch):
    draft = make_draft(pilot, territory, mapping=COLUMNS)
    monkeypatch.setattr(Greetings, "process", lambda *args: 1 / 0)
    Job.objects.update(max_attempts=1)
    run_waiting_jobs()
    for settled in (False, True):
        answer = text_of(page.get(address("import", draft)))
        assert "Le traitement s’est arrêté" in answer
        assert "inattendue" in answer
        assert "Apporter une autre liste" in answer
        if not settled:
            operations.expire_imports(at=now())


def test_canceling(page, pilot, territory):
    draft = make_draft(pilot, territory, mapping=COLUMNS)
    assert "Traitement annulé." in text_of(page.post(address("cancel", draft), follow=True))
    assert "Vous avez annulé ce traitement." in text_of(page.get(address("import", draft)))
    again = page.post(address("cancel", draft), follow=True)
    assert "Cet import n’en est plus là." in text_of(again)


def test_an_expired_list_says_when_it_was_erased(page, pilot, territory):
    draft = make_draft(pilot, territory)
    operations.expire_imports(at=draft.expires_at + timedelta(hours=1))
    assert "ont été supprimées à" in text_of(page.get(address("import", draft)))
    assert page.get(address("columns", draft)).status_code == 302


def test_a_double_click_finds_the_list_on_its_way(page, pilot, territory):
    draft = make_draft(pilot, territory)
    columns = {"version": 1, "name": "0", "born": "1", "postcode": "2"}
    for _click in range(2):
        answer = page.post(address("columns", draft), columns)
        assert answer["Location"] == address("import", draft)
    assert Job.objects.count() == 1


def test_an_unconfirmed_list_leads_back_to_its_columns(page, pilot, territory):
    draft = make_draft(pilot, territory)
    assert page.get(address("import", draft))["Location"] == address("columns", draft)


def test_reading_a_page_does_not_change_anything_by_post_addresses(page, pilot, territory):
    draft = make_draft(pilot, territory)
    for name in ("with-header", "without-header", "cancel", "delete"):
        assert page.get(address(name, draft)).status_code == 405


def test_the_sample_file(page):
    answer = page.get("/listes/saluts/exemple.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="exemple-saluts.csv"'
    assert answer.content.decode() == "\ufeffnom;date de naissance\r\nZoé;31/12/1990\r\n"


def test_my_lists_are_listed_in_a_constant_number_of_queries(
    page, pilot, territory, django_assert_num_queries
):
    home = page.get("/listes/")
    assert "Saluer une liste" in text_of(home)
    assert "Aucune liste" in text_of(home)
    make_draft(pilot, territory)
    with django_assert_num_queries(9):
        page.get("/listes/")
    for _number in range(2):
        make_draft(pilot, territory)
    with django_assert_num_queries(9):
        answer = page.get("/listes/")
    assert text_of(answer).count("liste.csv") == 3


def test_pages_ask_for_an_account_then_for_a_role(client, pilot, territory):
    draft = make_draft(pilot, territory)
    for where in ("/listes/", START, address("import", draft)):
        assert client.get(where).status_code == 302
    client.force_login(make_user("porteuse", role=Role.CARRIER, territory=territory))
    refused = client.get(START)
    assert refused.status_code == 403
    assert "Seuls les copilotes" in text_of(refused)
    client.force_login(make_user("sans-role"))
    assert client.get("/listes/").status_code == 403


def test_somebody_else_s_list_does_not_exist(client, pilot, territory):
    draft = make_draft(pilot, territory, mapping=COLUMNS)
    client.force_login(make_user("autre", role=Role.CO_PILOT_METROPOLE, territory=territory))
    for name in ("import", "columns"):
        assert client.get(address(name, draft)).status_code == 404
    for name in ("with-header", "without-header", "cancel", "delete"):
        assert client.post(address(name, draft)).status_code == 404
    assert ImportDraft.objects.get().state == DraftState.CONFIRMED


def test_an_unknown_kind_does_not_exist(page):
    assert page.get("/listes/inconnue/").status_code == 404


def test_cells_are_never_html(page, pilot, territory):
    draft = make_draft(pilot, territory, "nom\n<script>alert(1)</script>\n")
    assert "<script>alert" not in text_of(page.get(address("columns", draft)))
