"""The catalogue: every component declared, drawn with sample data."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.template import Context, Engine
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.core.languages import FRENCH, LANGUAGES
from cite.ui.components import COMPONENTS, Component
from cite.ui.components.actions import LanguageLink, TabLink, tab_group
from cite.ui.components.amounts import BarLine, Share, SheetGroup, SheetLine, ShiftLine
from cite.ui.components.data import Crossing, FunnelStep
from cite.ui.components.text import Part, Pictured, Stage
from cite.ui.components.timeline import Mark, MarkLine, Span
from cite.ui.forms import DateField, FileField, Form, SuggestInput
from cite.ui.tables import Column, Table
from cite.ui.views import PUBLIC, Page
from cite.ui.waiting import Waiting

_PICTOGRAMS = "dsfr/dist/artwork/pictograms"


class SampleForm(Form):
    """One field of each kind, two of them wrong."""

    address = forms.CharField(
        label="Adresse",
        help_text="Numéro, rue et commune. Exemple : 1 place de l’Hôtel de Ville, Saint-Étienne.",
        widget=SuggestInput(url_name="ui:sample-suggestions"),
    )
    since = DateField(label="Depuis quelle date ?", required=False)
    commune = forms.ChoiceField(
        label="Commune", choices=[("", "Choisir"), ("42218", "Saint-Étienne"), ("42095", "Firminy")]
    )
    kind = forms.ChoiceField(
        label="Pour qui ?",
        choices=[("self", "Pour moi"), ("other", "Pour quelqu’un d’autre")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="Précision", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    file = FileField(label="Votre liste", max_bytes=50_000_000, extensions=("csv", "xlsx"))
    agreed = forms.BooleanField(label="J’ai prévenu les personnes de cette liste.")


class SamplePoint(Form):
    """A point, typed or placed on the map."""

    lon = forms.FloatField(label="Longitude", min_value=-180, max_value=180)
    lat = forms.FloatField(label="Latitude", min_value=-90, max_value=90)


class SampleAmounts(Form):
    """A few amounts."""

    supplies = forms.CharField(widget=forms.TextInput(attrs={"class": "fr-input"}), initial="450")
    others = forms.CharField(widget=forms.TextInput(attrs={"class": "fr-input"}), required=False)
    rent = forms.CharField(widget=forms.TextInput(attrs={"class": "fr-input"}), initial="1 000")
    charges = forms.CharField(widget=forms.TextInput(attrs={"class": "fr-input"}), initial="1 000")


class SampleContour(Form):
    """A contour, pasted or drawn."""

    contour = forms.CharField(label="Contour (GeoJSON)", widget=forms.Textarea(attrs={"rows": 4}))


def _square(west: float, south: float, side: float, **properties: str) -> dict[str, Any]:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


_FEATURES = [
    _square(4.36, 45.41, 0.06, kind="commune", code="00001", label="Ville-Fictive"),
    _square(
        4.37,
        45.43,
        0.015,
        kind="priority",
        code="QN00001M",
        label="Quartier d’exemple",
        commune="Ville-Fictive",
    ),
    _square(4.395, 45.42, 0.012, kind="watch", code="", label="Quartier en veille", commune="Ville-Fictive"),
]
_ROWS = [
    {
        "label": "Montreynaud",
        "commune": "Saint-Étienne",
        "kind": "Prioritaire",
        "addresses": 2310,
        "since": datetime.date(2024, 1, 1),
    },
    {
        "label": "Le Soleil",
        "commune": "Saint-Étienne",
        "kind": "Prioritaire",
        "addresses": 1204,
        "since": datetime.date(2024, 1, 1),
    },
    {
        "label": "Firminy-Vert",
        "commune": "Firminy",
        "kind": "Prioritaire",
        "addresses": 980,
        "since": datetime.date(2024, 1, 1),
    },
    {
        "label": "Côte-Chaude",
        "commune": "Saint-Étienne",
        "kind": "En veille",
        "addresses": None,
        "since": None,
    },
]
_GAP = Crossing("Manque", "Manque\u00a0: qui pourrait\u00a0?", "#ui_matrix", is_gap=True, mark="0")
_COLUMNS = (
    Column(key="label", label="Quartier", sortable=True),
    Column(key="commune", label="Commune", sortable=True),
    Column(
        key="kind",
        label="Nature",
        kind="badge",
        tone=lambda row: "info" if row["kind"] == "Prioritaire" else "neutral",
    ),
    Column(key="addresses", label="Adresses", kind="number", sortable=True),
    Column(key="since", label="Depuis le", kind="date"),
)


def _sheet() -> list[SheetGroup]:
    form = SampleAmounts(prefix="feuille")
    return [
        SheetGroup(
            code="60",
            label="Achats",
            name="60",
            total="450 €",
            lines=[
                SheetLine(label="Achats matières et fournitures", amount=form["supplies"]),
                SheetLine(label="Autres fournitures", amount=form["others"]),
            ],
        ),
        SheetGroup(
            code="61",
            label="Services extérieurs",
            name="61",
            total="1 000 €",
            lines=[SheetLine(label="Locations", amount=form["rent"])],
            is_folded=True,
        ),
        SheetGroup(
            code="65",
            label="Autres charges de gestion courante",
            lines=[SheetLine(label="", amount=form["charges"])],
        ),
    ]


def samples(params: QueryDict) -> SimpleNamespace:
    """Gather what the examples call `demo`."""
    form = SampleForm(data={"address": "", "commune": "42218", "kind": "self"}, prefix="demo")
    look = SampleForm(prefix="recherche")
    table = {"columns": _COLUMNS, "params": params}
    return SimpleNamespace(
        summary=[
            ("Adresse tapée", "12 rue inventée"),
            ("Adresse comprise", "12 rue Inventée, 42000 Saint-Étienne"),
            ("Score", ""),
        ],
        funnel=[FunnelStep("Déposés", 12), FunnelStep("Recevables", 9), FunnelStep("Accordés", 5)],
        matrix_columns=["Accueil", "Formation"],
        matrix_rows=[
            ("Montreynaud", [Crossing("2", "Accueil à Montreynaud\u00a0: 2 structures", "#ui_matrix"), _GAP]),
            (
                "Le Soleil",
                [
                    _GAP,
                    Crossing("1", "Formation au Soleil\u00a0: 1 structure", "#ui_matrix", "École fictive"),
                ],
            ),
            (
                "Du plus clair…",
                [
                    Crossing("2", "Accueil\u00a0: 2 structures", "#ui_matrix", "4 places libres", heat=1),
                    Crossing("4", "Formation\u00a0: 4 structures", "#ui_matrix", heat=2),
                ],
            ),
            (
                "… au plus foncé",
                [
                    Crossing("7", "Accueil\u00a0: 7 structures", "#ui_matrix", heat=3),
                    Crossing("12", "Formation\u00a0: 12 structures", "#ui_matrix", "3 jours", heat=4),
                ],
            ),
        ],
        sheet_groups=_sheet(),
        shares=[
            Share(label="État", percent=50.0, value="6 000 €", detail="Demandé"),
            Share(label="Métropole", percent=30.0, value="3 600 €", detail="Obtenu"),
            Share(label="Ressources propres", percent=20.0, value="2 400 €"),
        ],
        bars=[
            BarLine(label="Montreynaud", value=24_000, text="24 000 €", detail="3 dossiers"),
            BarLine(label="Crêt de Roc", value=9_500, text="9 500 €", detail="1 dossier"),
        ],
        shifts=[
            ShiftLine(
                **{
                    "label": "Se déplacer",
                    "before": 1,
                    "after": 0.5,
                    "marks": (0, 0.5, 1),
                    "tone": "success",
                },
                **{"before_text": "Lourd", "after_text": "Léger", "text": "Plus léger"},
            ),
            ShiftLine(
                **{"label": "Le logement", "before": None, "after": 0, "marks": (0, 0.5, 1)},
                **{
                    "before_text": "Pas abordé",
                    "after_text": "Aucun",
                    "text": "Abordé pour la première fois",
                },
            ),
        ],
        figures=[("Dans un quartier prioritaire", "1 204"), ("En dehors", "3 650"), ("À vérifier", "146")],
        steps=["Déposer le fichier", "Confirmer les colonnes", "Reprendre la liste"],
        tabs=[
            tab_group(
                "Le dossier",
                [TabLink("En bref", "#ui_tabs"), TabLink("Budget", "#ui_tabs", is_current=True)],
            ),
            TabLink("L’argent", "#ui_tabs"),
            TabLink("Messages", "#ui_tabs"),
        ],
        pictured=[
            Pictured("Une carte du quartier.", f"{static(f'{_PICTOGRAMS}/map/map.svg')}#artwork-major"),
            Pictured(
                "Un document à apporter.", f"{static(f'{_PICTOGRAMS}/document/document.svg')}#artwork-major"
            ),
        ],
        languages=[LanguageLink(language, "#ui_languages", language is FRENCH) for language in LANGUAGES],
        parts=[
            Part("Versé", 17_500, "17 500 €"),
            Part("Prévu", 5_000, "5 000 €", "pending"),
            Part("Reste à verser", 2_500, "2 500 €", "left"),
        ],
        course=[
            Stage("Saisie", "done"),
            Stage("Recevabilité", "current", "jusqu’au 12 février 2027"),
            Stage("Bilan", "to_come", "pour le 30 juin 2028"),
        ],
        timeline=[
            MarkLine(
                "Échanges",
                [Mark(datetime.date(2026, 2, 3), "done"), Mark(datetime.date(2026, 5, 12), "missed")],
            ),
            MarkLine(
                "Rendez-vous",
                [Mark(datetime.date(2026, 3, 9), "done"), Mark(datetime.date(2026, 10, 8), "open")],
            ),
        ],
        timeline_legend=[("done", "Fait"), ("missed", "Sans réponse"), ("open", "À venir")],
        timeline_spans=[Span(datetime.date(2026, 6, 1), datetime.date(2026, 7, 15), "Pause")],
        timeline_today=datetime.date(2026, 9, 20),
        waiting=[
            Waiting(
                label="Répondre à deux demandes pour rejoindre une structure",
                url="#ui_waiting",
                detail="La plus ancienne date du 12 novembre.",
                count=2,
                due=datetime.date(2026, 11, 20),
                is_urgent=True,
            ),
            Waiting(
                label="Signer la charte de partenariat", url="#ui_waiting", due=datetime.date(2026, 12, 4)
            ),
            Waiting(label="Relire un compte rendu", url="#ui_waiting", detail="Comité technique"),
        ],
        day=datetime.date(2026, 11, 23),
        breadcrumb=[("Administration", "#ui_breadcrumb")],
        page=Paginator(range(1000), 20).get_page(12),
        form=form,
        look=look,
        filters=[look["commune"], look["kind"]],
        features=_FEATURES,
        geojson_url=reverse("ui:sample-districts"),
        marker=(4.382, 45.438),
        point_form=SamplePoint(prefix="demo"),
        contour_form=SampleContour(prefix="demo"),
        field=SampleForm(prefix="seul")["address"],
        table=Table(_ROWS, caption="Quartiers du territoire", order="label", page_size=3, **table),
        empty_table=Table(
            [],
            caption="Listes vérifiées",
            empty_title="Aucune liste",
            empty_text="Déposez un fichier.",
            **table,
        ),
    )


class Catalogue(Page):
    """Every component: what it is for, its properties, and examples drawn for real."""

    title = _("Catalogue des composants")
    permission = PUBLIC
    template_name = "ui/catalogue.html"

    def get_context(self) -> dict[str, Any]:
        """Draw the examples."""
        context = Context(
            {
                "demo": samples(self.request.GET),
                "request": self.request,
                "csrf_token": get_token(self.request),
            }
        )
        return {"components": [_entry(component, context) for component in COMPONENTS.values()]}


class SampleDistricts(Page):
    """The districts of a town that does not exist, for the maps of the catalogue."""

    permission = PUBLIC

    def get(self, request: HttpRequest) -> JsonResponse:
        """Give them as GeoJSON."""
        return JsonResponse(
            {"type": "FeatureCollection", "features": _FEATURES}, content_type="application/geo+json"
        )


class SampleSuggestions(Page):
    """Streets of a town that does not exist."""

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> JsonResponse:
        """Propose three numbers of the street typed."""
        street = request.POST.get("q", "").strip()[:60]
        return JsonResponse(
            {"suggestions": [f"{number} {street}, 00001 Ville-Fictive" for number in (1, 2, 12)]}
        )


def _entry(component: Component, context: Context) -> dict[str, Any]:
    example = Engine.get_default().get_template(f"ui/examples/{component.name}.html")
    return {"component": component, "source": example.source.strip(), "drawing": example.render(context)}
