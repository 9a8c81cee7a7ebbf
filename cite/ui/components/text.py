"""What a page says: its introduction, its messages, its answers."""

from __future__ import annotations

from typing import Any, Literal

from django.utils.safestring import SafeString

from cite.ui.components.registry import component, html_attributes

Tone = Literal["info", "success", "warning", "error"]
BadgeTone = Literal["neutral", "info", "success", "warning", "error", "new"]
AnswerTone = Literal["success", "info", "warning", "neutral"]
Level = Literal[2, 3, 4]

_ANSWER_ICONS = {
    "success": "checkbox-circle-fill",
    "info": "information-fill",
    "warning": "question-fill",
    "neutral": "close-circle-fill",
}


@component(
    """{% ui_page_intro title="Mon adresse est-elle dans un quartier prioritaire ?" lead="Tapez une adresse : la réponse vient tout de suite. Rien n’est enregistré." level=2 %}{% endui_page_intro %}""",
    """{% ui_page_intro title="Vérifier une liste" lead="Déposez un fichier d’adresses, reprenez-le avec les réponses." can_do="Un fichier CSV ou Excel, jusqu’à 200 000 lignes." next="Vous confirmez les colonnes, puis le calcul commence. Le fichier est effacé au bout d’une heure." level=2 %}{% endui_page_intro %}""",
)
def page_intro(
    content: SafeString,
    *,
    title: str,
    lead: str = "",
    can_do: str = "",
    next: str = "",  # noqa: A002 - the word of the page
    level: Literal[1, 2] = 1,
) -> dict[str, Any]:
    """Open a page: its title, what it is for, what one can do there and what happens next."""
    return locals()


@component("""{% ui_section title="Quartiers de Saint-Étienne" %}<p>Six quartiers prioritaires.</p>{% endui_section %}""")
def section(content: SafeString, *, title: str, level: Level = 2, **attrs: Any) -> dict[str, Any]:
    """Group a part of the page under its heading."""
    return locals() | {"attrs": html_attributes(attrs)}


@component(
    """{% ui_alert title="Le fichier a été effacé" tone="info" %}<p>Il l’est toujours une heure après le calcul.</p>{% endui_alert %}""",
    """{% ui_alert title="3 lignes n’ont pas d’adresse" tone="warning" %}<p>Complétez-les dans votre fichier, puis déposez-le à nouveau.</p>{% endui_alert %}""",
    """{% ui_alert tone="success" small=True %}<p>Liste vérifiée.</p>{% endui_alert %}""",
    """{% ui_alert title="Le fichier n’a pas pu être lu" tone="error" %}<p>Enregistrez-le en CSV ou en XLSX, puis recommencez.</p>{% endui_alert %}""",
)
def alert(
    content: SafeString,
    *,
    tone: Tone,
    title: str = "",
    small: bool = False,
    level: Level = 2,
    live: bool = False,
    **attrs: Any,
) -> dict[str, Any]:
    """Draw attention to something that happened or must be done. `live`: read aloud when htmx brings it."""
    return locals() | {"attrs": html_attributes(attrs)}


@component(
    """{% ui_callout title="Zone de doute" icon="information-line" %}<p>À moins de 10 m d’une limite, un conseiller vérifie.</p>{% endui_callout %}"""
)
def callout(content: SafeString, *, title: str = "", icon: str = "", level: Level = 2) -> dict[str, Any]:
    """Set apart something worth knowing, that nobody has to act on."""
    return locals()


@component(
    """{% ui_badge label="Terminé" tone="success" %} {% ui_badge label="En cours" tone="info" %} {% ui_badge label="À vérifier" tone="warning" %} {% ui_badge label="Refusé" tone="error" %} {% ui_badge label="Brouillon" %}"""
)
def badge(*, label: str, tone: BadgeTone = "neutral", icon: bool = True) -> dict[str, Any]:
    """Name a state in a word."""
    return locals()


@component("""{% ui_tag label="QPV 2024" %} {% ui_tag label="Essayer : 1 place de l’Hôtel de Ville" href="#ui_tag" %}""")
def tag(*, label: str, href: str = "", icon: str = "") -> dict[str, Any]:
    """Show a keyword; with an address, propose a shortcut."""
    return locals()


@component(
    """{% ui_answer sentence="Votre adresse ouvre droit aux actions de la Cité de l’emploi." tone="success" detail="Quartier prioritaire Montreynaud, à Saint-Étienne" level=3 %}<p>Parlez-en à votre conseiller.</p>{% endui_answer %}""",
    """{% ui_answer sentence="L’adresse est à 6 m de la limite. Un conseiller vérifie." tone="warning" level=3 %}{% endui_answer %}""",
    """{% ui_answer sentence="Cette adresse n’est pas dans un quartier prioritaire. D’autres aides existent : les voici." tone="neutral" level=3 %}{% endui_answer %}""",
    """{% ui_answer sentence="Nous ne connaissons pas cette adresse." tone="info" level=3 %}<p>Placez un point sur la carte.</p>{% endui_answer %}""",
)
def answer(
    content: SafeString, *, sentence: str, tone: AnswerTone, detail: str = "", level: Level = 2, **attrs: Any
) -> dict[str, Any]:
    """Answer a question in one large sentence; the tone is said by an icon and a colour together."""
    return locals() | {"icon": _ANSWER_ICONS[tone], "attrs": html_attributes(attrs)}


@component("""{% ui_summary items=demo.summary %}""")
def summary(*, items: list[tuple[str, Any]]) -> dict[str, Any]:
    """List facts: pairs of a label and a value; an empty value reads « Non renseigné »."""
    return locals()


@component("""{% ui_figures items=demo.figures %}""")
def figures(*, items: list[tuple[str, Any]]) -> dict[str, Any]:
    """Show a few key figures: pairs of a label and a number already written as it is read."""
    return locals()


@component(
    """{% ui_empty_state title="Aucune liste vérifiée" icon="file-text-line" level=3 %}<p>Déposez un premier fichier : il apparaîtra ici.</p>{% endui_empty_state %}"""
)
def empty_state(content: SafeString, *, title: str, icon: str = "information-line", level: Level = 2) -> dict[str, Any]:
    """Say why there is nothing here, and what to do."""
    return locals()


@component(
    """{% ui_disclosure summary="Comment la réponse est-elle calculée ?" %}<p>La limite d’un quartier suit l’axe de la rue.</p>{% endui_disclosure %}"""
)
def disclosure(content: SafeString, *, summary: str, open: bool = False, **attrs: Any) -> dict[str, Any]:  # noqa: A002
    """Keep details folded until someone wants them; works without JavaScript."""
    return locals() | {"attrs": html_attributes(attrs)}


@component("""{% ui_stepper steps=demo.steps current=2 level=3 %}""")
def stepper(*, steps: list[str], current: int, level: Level = 2) -> dict[str, Any]:
    """Show where one stands in a course of several pages; `current` counts from 1."""
    following = steps[current] if current < len(steps) else ""
    return locals() | {"name": steps[current - 1], "total": len(steps)}


@component(
    """{% ui_progress value=1250 max=5000 label="Adresses vérifiées" detail="1 250 sur 5 000" %}""",
    """{% ui_progress label="Lecture du fichier" detail="Le calcul commence dans un instant." %}""",
)
def progress(
    *, label: str, value: int | None = None, max: int = 100, detail: str = "", url: str = "", every: int = 2, **attrs: Any  # noqa: A002
) -> dict[str, Any]:
    """Show how far a work is; no value: not known yet. With `url`, htmx replaces it every few seconds."""
    share = None if value is None or max <= 0 else min(100, value * 100 // max)
    return locals() | {"share": share, "attrs": html_attributes(attrs)}
