"""Where services and planned actions overlap, and what each side says of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.directory.enums.overlaps import Side, Standing
from cite.directory.models import OverlapVerdict
from cite.directory.operations.overlaps import judge_overlap
from cite.directory.permissions import can_open_overlaps, sides_in
from cite.directory.queries.overlap_words import headline, sentences, side_words
from cite.directory.queries.overlaps import (
    ACTION,
    Pair,
    meetings_to_write,
    overlap_of,
    pair_of,
    pairs_for,
    priority_names,
    seen_files,
    verdicts_on,
)
from cite.directory.rules.overlaps import Offer
from cite.directory.web.forms.overlaps import OpinionForm
from cite.directory.web.tables.overlaps import (
    STANDING_TONES,
    explanation_table,
    pairs_table,
    verdicts_table,
)
from cite.directory.web.views.base import ABOVE
from cite.ui.components.actions import TabLink
from cite.ui.tables import Table
from cite.ui.views import FormPage, TablePage

_MINE, _ALL = "a-repondre", "tous"
_LISTS: tuple[tuple[str, Any, frozenset[Standing]], ...] = (
    (_MINE, _("Votre avis est attendu"), frozenset(Standing)),
    ("sans-avis", _("Sans avis"), frozenset({Standing.OPEN})),
    ("differents", _("Avis différents"), frozenset({Standing.DISAGREED})),
    ("a-revoir", _("À revoir"), frozenset({Standing.TO_REVIEW})),
    ("donnes", _("Avis donnés"), frozenset({Standing.WAITING, Standing.AGREED})),
    (_ALL, _("Tous"), frozenset(Standing)),
)
_NEXT = {
    Standing.OPEN: _("Personne n’a encore donné son avis sur ces deux propositions."),
    Standing.WAITING: _("Un avis est donné. Tant que les trois côtés n’ont pas répondu, rien n’est tranché."),
    Standing.AGREED: _("Les deux structures et les copilotes disent la même chose."),
    Standing.DISAGREED: _("Les avis diffèrent. Lisez les raisons, puis parlez-en ensemble."),
    Standing.TO_REVIEW: _("Une des propositions a changé depuis un avis. Relisez, puis redites le vôtre."),
}


def sees_overlaps(request: HttpRequest) -> Decision:
    """Open the pages to the pilots and to those who write for an organization."""
    return can_open_overlaps(request.user, request.territory)


class Overlaps(TablePage):
    """The pairs a person sees, sorted by what coincides."""

    title = _("Recoupements")
    permission = sees_overlaps
    template_name = "directory/overlaps.html"
    breadcrumb = ABOVE
    csv_name = "recoupements"

    @cached_property
    def pairs(self) -> list[Pair]:
        """All the pairs this person sees."""
        return pairs_for(self.request.user, self.request.territory, on=today())

    def _listed(self, key: str) -> list[Pair]:
        wanted = next(standings for name, _label, standings in _LISTS if name == key)
        return [p for p in self.pairs if p.standing in wanted and (key != _MINE or p.awaits_me)]

    @cached_property
    def which(self) -> str:
        """The list asked; what awaits her otherwise, all of them where nothing does."""
        asked = self.request.GET.get("liste", "")
        if asked in {name for name, _label, _standings in _LISTS}:
            return asked
        return _MINE if self._listed(_MINE) else _ALL

    def get_table(self) -> Table:
        """List the pairs asked."""
        return pairs_table(self._listed(self.which), self.request.GET)

    def get_context(self) -> dict[str, Any]:
        """Lead to the other lists, with how many pairs each has."""
        address = reverse("directory:overlaps")
        links = []
        for name, label, _standings in _LISTS:
            words = _now("%(label)s (%(count)s)") % {"label": label, "count": len(self._listed(name))}
            links.append(TabLink(words, f"{address}?liste={name}", name == self.which))
        return {"lists": links, "base_url": f"{address}?liste={self.which}&format="}


class OverlapPage(FormPage):
    """One pair: what coincides, what each side says, and one's own opinion."""

    title = _("Un recoupement")
    permission = sees_overlaps
    template_name = "directory/overlap.html"
    form_class = OpinionForm
    success_message = _("Votre avis est enregistré. Les autres côtés sont prévenus.")
    breadcrumb = (*ABOVE, (_("Recoupements"), reverse_lazy("directory:overlaps")))

    @property
    def success_url(self) -> str:
        """Stay on the pair: what was said is read there."""
        return reverse("directory:overlap", args=[self.kwargs["first"], self.kwargs["second"]])

    @cached_property
    def history(self) -> list[OverlapVerdict]:
        """Everything that was said of this pair, as she may read it."""
        user, territory = self.request.user, self.request.territory
        return verdicts_on(user, territory, self.kwargs["first"], self.kwargs["second"])

    @cached_property
    def pair(self) -> Pair | None:
        """The pair as it is now; None where it does not overlap any more, and opinions are all that is left.

        Raises:
            Http404: not hers to see, or no such pair.
        """
        user, territory = self.request.user, self.request.territory
        overlap = overlap_of(territory, self.kwargs["first"], self.kwargs["second"], on=today())
        last = {one.side: one for one in self.history if one.is_last}
        if overlap is not None and overlap.keys == (self.kwargs["first"], self.kwargs["second"]):
            pair = pair_of(user, territory, overlap, last)
            if pair.is_seen:
                return pair
        if not self.history:
            raise Http404
        return None

    @property
    def names(self) -> tuple[str, str]:
        """The names of the two organizations."""
        if self.pair is not None:
            return self.pair.overlap.one.carrier_name, self.pair.overlap.other.carrier_name
        return str(self.history[0].first_partner), str(self.history[0].second_partner)

    @property
    def titles(self) -> tuple[str, str]:
        """The titles of the two proposals."""
        if self.pair is not None:
            return self.pair.overlap.one.title, self.pair.overlap.other.title
        return tuple(self.history[0].titles)

    @property
    def sides(self) -> frozenset[Side]:
        """For whom she may speak."""
        if self.pair is not None:
            return self.pair.sides
        one = self.history[0]
        return sides_in(
            self.request.user, self.request.territory, one.first_partner_id, one.second_partner_id
        )

    def get_title(self) -> str:
        """Name the two."""
        return _now("« %(one)s » et « %(other)s »") % dict(zip(("one", "other"), self.titles, strict=True))

    def get_form(self) -> OpinionForm:
        """Offer what the person may say; a pilot may have it noted in a meeting."""
        sides = self.sides
        meetings = (
            meetings_to_write(self.request.user, self.request.territory) if Side.PILOTS in sides else []
        )
        kwargs = self.get_form_kwargs()
        return OpinionForm(**kwargs, sides=sides, names=self.names, meetings=meetings)

    def get_initial(self) -> dict[str, Any]:
        """Begin with what her side said last."""
        side = next((side for side in Side if side in self.sides), None)
        last = {one.side: one for one in self.history if one.is_last}
        said = last.get(side)
        names = ("verdict", "reason", "follow_up", "who", "until")
        seen = ",".join(f"{key}:{one.uuid}" for key, one in sorted(last.items()) if key in self.sides)
        return {"side": side, "seen": seen} | ({name: getattr(said, name) for name in names} if said else {})

    def get_context(self) -> dict[str, Any]:
        """Explain the pair, and gather what was said."""
        pair, params = self.pair, self.request.GET
        last = [one for one in self.history if one.is_last]
        fingerprint = pair.overlap.fingerprint if pair else ""
        told = {"names": self.names, "fingerprint": fingerprint}
        context = {
            "pair": pair,
            "verdicts": verdicts_table(
                sorted(last, key=lambda one: list(Side).index(one.side)),
                params, caption=_now("Ce que dit chaque côté"), prefix="avis_", **told,
            ),
            "history": verdicts_table(
                self.history, params, caption=_now("Tous les avis"), prefix="tous_", **told
            ) if len(self.history) > len(last) else None,
            "silent": [side_words(side, self.names) for side in Side if side not in {o.side for o in last}],
            "speaks_for": [side_words(side, self.names) for side in Side if side in self.sides],
            "decisions": [
                reverse("meetings:decision", args=[one.decision.uuid]) for one in last if one.decision
            ],
            "may_speak": pair is not None and bool(self.sides),
        }  # fmt: skip
        if pair is not None:
            on = today()
            lines = sentences(pair.overlap, priority_names(self.request.territory, on=on))
            context |= {
                "headline": headline(pair.overlap),
                "explanation": explanation_table(lines, params),
                "standing": str(pair.standing.label),
                "tone": STANDING_TONES[pair.standing],
                "next_step": _NEXT[pair.standing],
                "offers": self._offers(pair),
            }
        return context

    def _offers(self, pair: Pair) -> list[tuple[Offer, str]]:
        """The two proposals, each with the page this person may open."""
        both = (pair.overlap.one, pair.overlap.other)
        numbers = {offer.key: offer.key.partition("-")[2] for offer in both}
        files = seen_files(
            self.request.user,
            self.request.territory,
            [numbers[offer.key] for offer in both if offer.kind == ACTION],
        )
        found = []
        for offer in both:
            number = numbers[offer.key]
            if offer.kind != ACTION:
                found.append((offer, reverse("directory:sheet", args=[number])))
            else:
                found.append((offer, reverse("grants:application", args=[number]) if number in files else ""))
        return found

    def perform(self, form: OpinionForm) -> None:
        """Keep it."""
        seen = dict(part.split(":", 1) for part in form.cleaned_data["seen"].split(",") if ":" in part)
        judge_overlap(
            territory=self.request.territory,
            first=self.kwargs["first"],
            second=self.kwargs["second"],
            opinion=form.opinion,
            seen=seen.get(form.cleaned_data["side"], ""),
            by=self.request.user,
            meeting=form.chosen_meeting,
        )
