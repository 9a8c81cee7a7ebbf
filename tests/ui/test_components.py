"""Every component of the catalogue, drawn; and what a template may not write."""

import pytest
from django.http import QueryDict
from django.template import Context, Engine, TemplateSyntaxError

from cite.ui.catalogue import samples
from cite.ui.components import COMPONENTS
from cite.ui.components.actions import TabLink, tab_group
from tests.ui.html import check, read

UNDEFINED = "undefined variable"


def draw(source: str, **context) -> str:
    return Engine.get_default().from_string(source).render(Context(context))


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_an_example_is_drawn(name, monkeypatch):
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", UNDEFINED)
    source = Engine.get_default().get_template(f"ui/examples/{name}.html").source
    html = draw(source, demo=samples(QueryDict()), csrf_token="token")
    assert f"ui_{name}" in source
    assert UNDEFINED not in html
    check(read(html))


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_a_component_says_what_it_is_for(name):
    assert COMPONENTS[name].summary
    assert COMPONENTS[name].props or COMPONENTS[name].is_block


@pytest.mark.parametrize(
    "source",
    [
        "{% ui_badge label='Prêt' colour='red' %}",
        "{% ui_badge tone='success' %}",
        "{% ui_badge 'Prêt' %}",
        "{% ui_badge label='Prêt' tone='purple' %}",
        "{% ui_badge label='Prêt' hx_get='/x' %}",
        "{% ui_button label='Aller' onclick='x' %}",
        "{% ui_alert tone='info' %}",
        "{% ui_section title='Titre' level=1 %}{% endui_section %}",
    ],
)
def test_what_is_not_declared_does_not_compile(source):
    with pytest.raises(TemplateSyntaxError):
        Engine.get_default().from_string(source)


def test_the_pages_of_a_part_come_under_it_and_one_of_them_is_on_screen():
    parts = [
        tab_group("Le dossier", [TabLink("En bref", "/a/"), TabLink("Budget", "/b/", is_current=True)]),
        tab_group("Messages", [TabLink("Messages", "/c/")]),
    ]
    nav = read(draw("{% ui_tabs label='Pages' items=parts %}", parts=parts))
    check(nav)
    links = [(link.attrs["href"], link.attrs.get("aria-current")) for link in nav.all("a")]
    assert links == [
        ("/a/", "true"),
        ("/c/", None),
        ("/a/", None),
        ("/b/", "page"),
    ]


def test_a_value_known_too_late_is_refused_when_drawn():
    with pytest.raises(TemplateSyntaxError, match="tone='purple' is not one of"):
        draw("{% ui_badge label='Prêt' tone=tone %}", tone="purple")


def test_a_component_lets_htmx_and_aria_through():
    button = read(
        draw("{% ui_button label='Relire' hx_get='/relire/' aria_pressed='true' id='relire' %}")
    ).one("button")
    assert button.attrs["hx-get"] == "/relire/"
    assert button.attrs["aria-pressed"] == "true"
    assert button.attrs["id"] == "relire"


@pytest.mark.parametrize(
    "source",
    [
        "{% ui_badge label=text %}",
        "{% ui_button label=text href=text hx_get=text %}",
        "{% ui_answer sentence=text tone='info' detail=text %}{% endui_answer %}",
        "{% ui_summary items=items %}",
        "{% ui_alert tone='info' title=text %}{{ text }}{% endui_alert %}",
        "{% ui_map id='m' label=text geojson_url=text selected=text %}{{ text }}{% endui_map %}",
    ],
)
def test_what_people_wrote_stays_text(source):
    html = draw(source, text='<script>alert(1)</script>" onload="x', items=[("<b>", "<i>")])
    document = read(html)
    assert not document.all("script")
    assert not document.all("b")
    check(document)


def test_the_content_of_a_block_is_kept():
    html = draw("{% ui_alert tone='info' %}<p>{{ name }}</p>{% endui_alert %}", name="Zoé & co")
    assert "<p>Zoé &amp; co</p>" in html


@pytest.mark.parametrize(
    ("value", "maximum", "share"),
    [(None, 10, None), (0, 10, "0 %"), (5, 10, "50 %"), (12, 10, "100 %"), (1, 0, None)],
)
def test_progress_never_says_more_than_all(value, maximum, share):
    document = read(
        draw("{% ui_progress label='Lecture' value=value max=maximum %}", value=value, maximum=maximum)
    )
    assert ("%" in document.text) == (share is not None)
    assert share is None or share in document.text


def test_progress_asks_again_only_with_an_address():
    still = draw("{% ui_progress label='Lecture' value=1 %}")
    moving = read(draw("{% ui_progress label='Lecture' value=1 url='/ou-en-est/' every=5 %}")).one("div")
    assert "hx-get" not in still
    assert (moving.attrs["hx-get"], moving.attrs["hx-trigger"]) == ("/ou-en-est/", "every 5s")


@pytest.mark.parametrize(
    ("current", "name", "following"), [(1, "Un", "Deux"), (2, "Deux", "Trois"), (3, "Trois", None)]
)
def test_stepper_names_the_step_and_the_next(current, name, following):
    text = read(
        draw("{% ui_stepper steps=steps current=current %}", steps=["Un", "Deux", "Trois"], current=current)
    ).text
    assert f"Étape {current} sur 3" in text
    assert name in text
    assert ("Étape suivante" in text) == (following is not None)


def test_an_action_posts_with_its_token():
    document = read(draw("{% ui_action label='Relancer' url='/relancer/' %}", csrf_token="secret"))
    assert document.one("form").attrs["method"] == "post"
    assert document.one("input", name="csrfmiddlewaretoken").attrs["value"] == "secret"
