"""The pages of a territory: one question, one map."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.text import without_control_characters
from cite.tenancy.models import Territory
from cite.territories.enums import DistrictKind, Reason, Status
from cite.territories.queries.atlas import map_token
from cite.territories.queries.geocoding import address_index_status, search_addresses
from cite.territories.queries.location import locate
from cite.territories.queries.territory_map import CommuneEntry, districts_by_commune, territory_map
from cite.territories.rules.addresses import Candidate
from cite.territories.rules.inputs import MAX_ADDRESS_LENGTH
from cite.territories.rules.residence import Answer
from cite.territories.web.forms.questions import AddressForm, PointForm
from cite.ui.views import PUBLIC, FormPage, Page

TONES = {
    Status.IN_QPV: "success",
    Status.OTHER_TERRITORY: "info",
    Status.OUTSIDE: "neutral",
    Status.TO_VERIFY: "warning",
    Status.NOT_COVERED: "info",
    Status.NOT_VERIFIABLE: "info",
    Status.UNKNOWN: "info",
}
# Answers that a better choice among the addresses found would settle.
_WORTH_CHOOSING = {Reason.LOW_SCORE, Reason.AMBIGUOUS_ADDRESS, Reason.NO_HOUSENUMBER}


class _InTerritory(Page):
    """A page about the territory of this host."""

    territory: Territory

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the Cité asked for.

        Raises:
            Http404: this host has none.
        """
        super().setup(request, *args, **kwargs)
        if request.territory is None:
            raise Http404
        self.territory = request.territory


class _Question(_InTerritory, FormPage):
    """One question about a place; nothing of it is kept, neither here nor in the address of the page."""

    title = _("Cette adresse est-elle dans un quartier prioritaire ?")
    permission = PUBLIC
    in_languages = True
    template_name = "territories/address.html"
    form_name: str

    def get_context(self) -> dict[str, Any]:
        """Say whether addresses can be typed here, and draw the map."""
        return {
            "address_form": AddressForm(),
            "point_form": PointForm(auto_id=PointQuestion.auto_id),
            "address_index": address_index_status(),
        }

    def ask(self, form: AddressForm | PointForm) -> Answer:
        """Ask the one question of this page."""
        raise NotImplementedError

    def perform(self, form: AddressForm | PointForm) -> HttpResponse:
        """Show the answer above the question."""
        answer = self.ask(form)
        has_chosen = bool(form.cleaned_data.get("candidate"))
        response = self.show(
            **self.form_in_context(form),
            answer=answer,
            tone=TONES[answer.status],
            facts=facts_of(answer),
            choices=answer.candidates if answer.reason in _WORTH_CHOOSING and not has_chosen else (),
            marker=(answer.longitude, answer.latitude) if answer.longitude is not None else None,
        )
        response["Cache-Control"] = "no-store"
        return response

    def show_errors(self, form: AddressForm | PointForm) -> HttpResponse:
        """Keep what was typed, and say what is wrong with it."""
        tab = _("Erreur : %(title)s") % {"title": self.title}
        return self.show(**self.form_in_context(form), tab=tab)

    def form_in_context(self, form: AddressForm | PointForm) -> dict[str, Any]:
        """Put the form of this question in its place, beside the other one."""
        return {self.form_name: form}


class AddressQuestion(_Question):
    """An address, typed or chosen among those found."""

    form_class = AddressForm
    form_name = "address_form"

    def ask(self, form: AddressForm) -> Answer:
        """Locate the address."""
        typed, on = form.cleaned_data["address"], form.cleaned_data["on"] or today()
        chosen = self._chosen(typed, form.cleaned_data["candidate"])
        return locate(territory=self.territory, on=on, address=typed, candidate=chosen)

    def _chosen(self, typed: str, candidate_id: str) -> Candidate | None:
        """Find again, among what the search gives, the address the person chose: a form can be forged."""
        if not candidate_id:
            return None
        found = search_addresses(typed, territory=self.territory)
        return next((candidate for candidate in found if candidate.id == candidate_id), None)


class PointQuestion(_Question):
    """A point of the map."""

    form_class = PointForm
    form_name = "point_form"
    auto_id = "id_point_%s"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Keep the names of the fields apart from the other form's, on the same page."""
        return super().get_form_kwargs() | {"auto_id": self.auto_id}

    def ask(self, form: PointForm) -> Answer:
        """Locate the point."""
        data = form.cleaned_data
        return locate(
            territory=self.territory, on=data["on"] or today(), point=(data["longitude"], data["latitude"])
        )


class AddressSuggestions(_InTerritory):
    """The addresses that what is being typed may mean, for the list under the field."""

    permission = PUBLIC
    in_languages = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Search; by POST, so that no address stands in a log."""
        typed = without_control_characters(request.POST.get("q", ""))[:MAX_ADDRESS_LENGTH]
        found = search_addresses(typed, online=False, territory=self.territory)
        return JsonResponse({"suggestions": [candidate.label for candidate in found]})


class TerritoryMapPage(_InTerritory):
    """The map of the territory, and the list beside it."""

    title = _("Les quartiers du territoire")
    permission = PUBLIC
    in_languages = True
    template_name = "territories/map.html"

    def get_context(self) -> dict[str, Any]:
        """List the communes that have districts, then name the others."""
        communes = districts_by_commune(self.territory, on=today())
        concerned = [_listed(commune) for commune in communes if commune.districts]
        priority = {district["code"] for commune in concerned for district in commune["priority"]}
        return {
            "communes": concerned,
            "others": [commune.name for commune in communes if not commune.districts],
            "priority_count": len(priority),
            "features": drawn_features(self.territory),
        }


def _listed(commune: CommuneEntry) -> dict[str, Any]:
    """Write a commune as the list shows it: priority districts, then watch districts."""

    def entries(kind: DistrictKind) -> list[dict[str, Any]]:
        return [
            {
                "code": district.code,
                "label": district.label,
                "is_confirmed": district.is_confirmed,
                "shared_with": ", ".join(name for name in district.commune_names if name != commune.name),
            }
            for district in commune.districts
            if district.kind == kind
        ]

    return {
        "name": commune.name,
        "priority": entries(DistrictKind.PRIORITY),
        "watch": entries(DistrictKind.WATCH),
    }


class MapData(_InTerritory):
    """What the map draws, simplified for a screen."""

    permission = PUBLIC
    in_languages = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give communes and districts in one collection, again only once the map has changed."""
        etag = f'"{map_token()}-{today():%j}"'
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged:
            return unchanged
        drawn = {"type": "FeatureCollection", "features": drawn_features(self.territory)}
        return JsonResponse(drawn, headers={"Cache-Control": "no-cache", "ETag": etag})


def drawn_features(territory: Territory) -> list[dict[str, Any]]:
    """List what the map component draws: each shape with its kind, its code and its name."""
    drawn = territory_map(territory, on=today())
    communes = [
        feature | {"properties": {"kind": "commune", "code": place["code"], "label": place["name"]}}
        for feature in drawn.communes["features"]
        if (place := feature["properties"])
    ]
    districts = [
        feature
        | {
            "properties": {
                "kind": place["kind"],
                "code": place["code"] or place["uuid"],
                "label": place["label"],
                "commune": place["commune_names"],
            }
        }
        for feature in drawn.watch_districts["features"] + drawn.priority_districts["features"]
        if (place := feature["properties"])
    ]
    return communes + districts


def facts_of(answer: Answer) -> list[tuple[str, Any]]:
    """List what explains an answer; what is not known is left out rather than shown as a no."""
    facts = [
        (_("Adresse écrite"), answer.typed_address),
        (_("Adresse trouvée"), answer.resolved_address),
        (_("Commune"), answer.commune_name),
        (_("Quartier prioritaire"), answer.qpv_label),
        (_("Code du quartier"), answer.qpv_code),
        (_("Distance à la limite la plus proche"), answer.distance_label),
        (_("Réponse valable pour le"), answer.on),
        (_("Liste des quartiers"), _("génération %s") % answer.generation if answer.generation else ""),
    ]
    return [(label, value) for label, value in facts if value]
