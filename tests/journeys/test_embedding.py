"""The search in the page of a partner: a real browser, another site around, before and after it is removed."""

import pytest

from cite.accounts.enums import Role
from cite.core.languages import FRENCH, language_of
from cite.directory.operations.embedding import remove_partner_site
from cite.directory.operations.indexing import follow_services
from cite.directory.queries.embedding import embedding_code
from tests.browser import SIZES, audit
from tests.factories.accounts import make_user
from tests.factories.directory import make_partner_site, make_service, make_structure

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PARTNER, CITE = "http://www.mairie-exemple.fr/", "http://cite.exemple.fr"
"""Two names that the browser believes: it refuses by itself that a site far away shows one of this machine."""
AROUND = '<!doctype html><html lang="fr"><title>Mairie</title><h1>Mairie</h1>{code}</html>'


@pytest.fixture
def service(territory):
    service = make_service(
        make_structure(territory, name="Le Relais"), "Aide au permis", fee="gratuit", shown_until=None
    )
    follow_services(territory=territory, services=[service])
    return service


def code_of(language=FRENCH, query="?mots=permis"):
    root = language.root
    return embedding_code(
        site=CITE,
        frame=f"{root}offre/recherche-integree/{query}",
        page=f"{root}offre/chercher/",
        script="/offre/recherche-integree/hauteur.js",
        language=language,
    )


def around(browser, live_server, code, size="phone"):
    """Open the page of the partner."""
    context = browser.new_context(viewport=SIZES[size], locale="fr-FR")

    def answer(route):
        ours = route.request.url.replace(CITE, live_server.url)
        route.fulfill(response=route.fetch(url=ours))

    context.route(f"{CITE}/**", answer)
    context.route(
        f"{PARTNER}**", lambda route: route.fulfill(content_type="text/html", body=AROUND.format(code=code))
    )
    page = context.new_page()
    page.goto(PARTNER)
    return page


def close(page):
    """Leave, once what is under way has come."""
    for each in page.context.pages:
        each.wait_for_load_state("networkidle")
    page.context.unroute_all(behavior="ignoreErrors")
    page.context.close()


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("code", ["fr", "ar"])
def test_a_site_that_is_named_shows_the_search(browser, live_server, territory, service, code, size):
    make_partner_site(territory)
    page = around(browser, live_server, code_of(language_of(code)), size)
    frame = page.frame_locator("iframe")
    link = frame.get_by_role("link", name="Aide au permis")
    link.wait_for()
    page.wait_for_function("document.querySelector('iframe').height !== '700'")
    inside = page.frames[1]
    assert audit(inside) == []
    assert inside.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert inside.evaluate("document.documentElement.scrollHeight <= innerHeight")
    with page.context.expect_page() as opened:
        link.click()
    assert opened.value.url.endswith(f"/offre/services/{service.uuid}/")
    assert page.context.cookies() == []
    close(page)


def test_a_site_that_is_removed_shows_nothing(browser, live_server, territory, service):
    remove_partner_site(site=make_partner_site(territory), by=_moderator(territory))
    page = around(browser, live_server, code_of())
    page.frames[1].wait_for_load_state()
    assert page.frame_locator("iframe").get_by_role("link").count() == 0
    assert page.get_by_role("link", name="Chercher un service").is_visible()
    close(page)


def test_another_page_of_the_site_is_never_framed(browser, live_server, territory, service):
    make_partner_site(territory)
    page = around(browser, live_server, code_of().replace("recherche-integree/?mots=permis", "chercher/"))
    page.frames[1].wait_for_load_state()
    assert page.frame_locator("iframe").get_by_role("link").count() == 0
    close(page)


def _moderator(territory):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)
