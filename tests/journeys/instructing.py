"""What the desk does with a file: taken up, checked, completed, admitted, reviewed by the State and the métropole."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.calls import field, follow, look, press, tells, tick


def take_up(page: Page, title: str) -> None:
    """Take a file up, from what waits on one's home page."""
    page.get_by_role("main").get_by_role("link", name=re.compile("à prendre en charge")).click()
    look(page)
    follow(page, title)
    look(page)
    follow(page, "Prendre ce dossier en charge")
    press(page, "Prendre ce dossier en charge")
    look(page)


def check_pieces(page: Page) -> None:
    """Say that every document is right; nothing stands against the file any more."""
    check_each_piece(page)
    tells(page, "Rien ne s’oppose à la recevabilité")


def check_each_piece(page: Page) -> None:
    """Look at every document that was joined, and say that it is right."""
    for box in page.get_by_label("Cette pièce est").all():
        box.select_option("compliant")
    press(page, "Enregistrer les vérifications")
    tells(page, "Les vérifications sont enregistrées")


def ask_correction(page: Page, place: str, words: str) -> None:
    """Ask the carrier to complete one place of her file."""
    follow(page, "Demander des compléments")
    field(page, "place_0").select_option(place)
    field(page, "text_0").fill(words)
    look(page)
    press(page, "Envoyer la demande")
    tells(page, "Le délai est suspendu")
    look(page)


def complete_file(page: Page, title: str, answer: str) -> None:
    """Answer what is asked, where it is asked, and say what was done."""
    follow(page, f"Compléter votre dossier : {title}")
    look(page)
    follow(page, "Corriger :")
    tells(page, "Ce qui vous est demandé dans cette étape")
    look(page)
    field(page, "schedule").fill(answer)
    press(page, "Enregistrer et continuer")
    tells(page, "Rien n’est demandé dans cette étape")
    follow(page, "Répondre aux remarques")
    field(page, "reply").fill("Les dates d’automne y sont.")
    press(page, "Enregistrer cette réponse")
    look(page)
    follow(page, "Vérifier, signer, déposer à nouveau")
    tells(page, "Peuvent signer")
    look(page)


def deposit_again(page: Page, title: str) -> None:
    """Deposit a file that was completed and signed again."""
    follow(page, f"Déposer le dossier : {title}")
    press(page, "Déposer le dossier")
    tells(page, "Dépôt n° 2")
    look(page)


def admit(page: Page, title: str) -> None:
    """Read what was answered, settle it, and declare the file admissible."""
    follow(page, "1 recevabilité à vérifier")
    follow(page, title)
    follow(page, "Vérifier la recevabilité")
    follow(page, "Lire les réponses du porteur")
    look(page)
    press(page, "Marquer comme réglée")
    follow(page, "Vérifier la recevabilité")
    press(page, "Déclarer recevable")
    tells(page, "Le dossier est recevable")
    look(page)


def follow_file(page: Page, title: str) -> None:
    """Find a file in the list of files."""
    page.goto("/".join(page.url.split("/")[:3]) + "/appels-a-projets/dossiers/")
    follow(page, title)
    look(page)


def assign(page: Page, title: str, names: tuple[str, ...]) -> None:
    """Entrust a file to an instructor of each side, from what waits on one's home page."""
    follow(page, "1 dossier sans instructeur pour l’État")
    follow(page, title)
    follow(page, "Instruire ce dossier")
    for name in names:
        form = page.locator("main form").filter(has_text=name)
        form.get_by_label("Qui instruit").select_option(label=name)
        form.get_by_role("button", name="Confier l’instruction").click()
        tells(page, name)
    look(page)


def review(page: Page, title: str, mark: int) -> None:
    """Say that one has no link with the carrier, mark every criterion, give one's opinion, hand it in."""
    follow(page, f"Instruire : {title}")
    tick(page.get_by_label("Non, aucun lien"))
    look(page)
    press(page, "Répondre")
    expect(field(page, "words")).to_be_visible()  # a click may lead on after the page is said to be loaded
    for box in page.locator(f'main [name^="mark_"][value="{mark}"]').all():
        tick(box)
    tick(page.locator('main [name="opinion"][value="favorable"]'))
    field(page, "words").fill("Le besoin est montré, les partenaires sont là.")
    look(page)
    press(page, "Rendre mon instruction")
    expect(page.get_by_role("button", name="Rendre mon instruction")).to_have_count(0)
    look(page)
