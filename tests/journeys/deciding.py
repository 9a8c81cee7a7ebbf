"""What the committee advises, what each funder decides and pays, what the carrier reads of it and when."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.calls import field, follow, look, press, tells, tick


def convene(page: Page, day: str) -> str:
    """Prepare a committee of funders, and put on its agenda the files that both sides reviewed."""
    page.goto("/".join(page.url.split("/")[:3]) + "/reunions/")
    follow(page, "Préparer une réunion")
    field(page, "kind").select_option(label="Comité des financeurs")
    field(page, "title").fill("Comité des financeurs de la journée")
    field(page, "day").fill(day)
    field(page, "start").fill("09:30")
    field(page, "end").fill("12:00")
    press(page, "Préparer la réunion")
    look(page)
    follow(page, "Dossiers")
    look(page)
    follow(page, "Choisir des dossiers")
    look(page)
    press(page, "Mettre à l’ordre du jour")
    tells(page, "1 dossier")
    look(page)
    return page.url


def advise(page: Page, amounts: dict[str, str]) -> None:
    """Write the opinion of the committee on its first file, then agree to it for one's side."""
    follow(page, "Examiner les dossiers")
    look(page)
    tick(page.locator('main [name="outcome"][value="partial"]'))
    for funder, amount in amounts.items():
        page.get_by_label(f"{funder} : montant conseillé").fill(amount)
    field(page, "words").fill("Action utile ; le budget peut être resserré.")
    press(page, "Enregistrer l’avis")
    look(page)


def agree_to_opinions(page: Page, committee: str) -> None:
    """Agree, as the other co-pilot, to the opinions as they were written."""
    page.goto(committee)
    follow(page, "Examiner les dossiers")
    look(page)
    page.goto("/".join(page.url.split("/")[:3]))
    follow(page, "Avis à approuver")
    look(page)
    for box in page.locator('main [name="items"]').all():
        tick(box)
    press(page, "Donner mon accord")
    look(page)


def decide(page: Page, funder: str, number: str, amount: str, act: tuple[str, str]) -> None:
    """Prepare what a funder grants, then record its act, from what waits on one's home page."""
    follow(page, f"Décisions à préparer : {funder}")
    look(page)
    follow(page, number)
    follow_award(page, funder, "Préparer la décision")
    look(page)
    tick(page.locator('main [name="outcome"][value="partial"]'))
    field(page, "amount").fill(amount)
    press(page, "Préparer la décision")
    tells(page, "La décision est préparée")
    page.goto("/".join(page.url.split("/")[:3]))
    follow(page, f"Actes à enregistrer : {funder}")
    field(page, "number").fill(act[0])
    field(page, "on").fill(act[1])
    field(page, "signatory_name").fill("Armelle Quintard")
    field(page, "signatory_quality").fill("Par délégation")
    look(page)
    press(page, "Enregistrer l’acte")
    tells(page, "L’acte est enregistré")


def follow_award(page: Page, funder: str, name: str) -> None:
    """Follow a link in the part of a page that is about one funder."""
    part = page.locator("main section").filter(has=page.get_by_role("heading", name=f"Financeur : {funder}"))
    part.get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def notify(page: Page, funder: str) -> None:
    """Tell the carrier what a funder decided."""
    follow(page, f"Décisions à notifier : {funder}")
    look(page)
    press(page, "Notifier")
    tells(page, "notifiée")


def issue_letter(page: Page) -> None:
    """Issue the letter that tells the carrier of one's decision, on the page of the documents of a file."""
    follow(page, "La décision")
    follow(page, "Documents")
    look(page)
    choice = field(page, "choice").get_by_role("option").filter(has_text="notification").first
    field(page, "choice").select_option(choice.get_attribute("value"))
    press(page, "Établir ce document")
    look(page)


def plan_payment(page: Page, kind: str, amount: str) -> None:
    """Plan a payment, on the page of the money of a file, and open it."""
    follow(page, "L’argent")
    look(page)
    follow(page, "Prévoir un versement")
    field(page, "kind").select_option(kind)
    field(page, "amount").fill(amount)
    look(page)
    press(page, "Prévoir ce versement")
    look(page)
    follow(page, "Noter le versement")


def note_payment(page: Page, paid_on: str, reference: str) -> None:
    """Note that a planned payment was made, on its page."""
    field(page, "paid_on").fill(paid_on)
    field(page, "reference").fill(reference)
    press(page, "Noter ce versement")
    tells(page, reference)
