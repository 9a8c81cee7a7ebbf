"""A prescriber has a list of addresses checked, takes it back, and leaves nothing behind."""

import csv
import re

import pytest
from django.conf import settings

from cite.territories.enums import Status
from tests.browser import visit
from tests.journeys.pages import examine, sign_in
from tests.processes import worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOWN_HALLS = settings.REFERENCE_DATA_DIR / "ban" / "adresses_mairies_sem.csv"


@pytest.fixture
def town_halls() -> list[dict[str, str]]:
    """Thirty real places."""
    with TOWN_HALLS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))[:30]


@pytest.fixture
def her_file(town_halls, tmp_path):
    """The same as a list of hers: a reference, two coordinates."""
    path = tmp_path / "suivi.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("référence", "longitude", "latitude"))
        writer.writerows((number, place["lon"], place["lat"]) for number, place in enumerate(town_halls))
    return path


def test_she_brings_a_list_and_takes_it_back(browser, site, her_file, town_halls):
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Nadia Perrin")
        page.goto(f"{site}/listes/")
        page.get_by_role("link", name="Vérifier une liste d’adresses").first.click()
        page.set_input_files("input[type=file]", her_file)
        page.get_by_role("button", name="Envoyer le fichier").click()

        page.get_by_role("heading", name="Les colonnes à lire").wait_for()
        assert page.get_by_text("30 lignes à traiter").is_visible()
        assert "longitude" in page.get_by_label("Longitude").locator("option:checked").inner_text()
        examine(page)
        page.get_by_role("button", name="Confirmer et commencer").click()

        page.get_by_text("Le traitement commence dans un instant.").wait_for()
        examine(page)
        with worker("tests.imports.worker_settings"):
            page.get_by_text("Votre liste est prête").wait_for(timeout=60_000)
        examine(page)

        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile("Télécharger la liste complétée")).click()
        text = download.value.path().read_text(encoding="utf-8-sig")
        answers = list(csv.DictReader(text.splitlines(), delimiter=";"))
        assert [row["référence"] for row in answers] == [str(number) for number in range(30)]
        assert {row["qpv_status"] for row in answers} <= set(Status.values)
        computed = {n: place["qpv2024_calcule"] for n, place in enumerate(town_halls)}
        inside = {int(row["référence"]): row["qpv_code"] for row in answers if row["qpv_code"]}
        assert inside
        assert inside == {n: computed[n] for n in inside}

        page.get_by_role("button", name="Supprimer maintenant").click()
        page.get_by_text("Votre liste et ses réponses sont supprimées.").wait_for()
        assert page.get_by_text("Aucune liste").is_visible()
        examine(page)
