"""The first page: for a visitor, the question itself; for whoever has an account, what awaits her."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cite.accounts.enums import Role
from cite.accounts.permissions import can_administer
from cite.core.dates import today
from cite.core.decisions import Refused
from cite.core.languages import FRENCH
from cite.core.speaking import spoken
from cite.directory.queries.needs import ON_THE_FIRST_PAGE, need_links
from cite.opening.queries import is_empty_installation
from cite.portals import operations
from cite.portals.queries.guide import Guide, guide_of
from cite.portals.queries.home import coming_for, doors_for, main_role
from cite.portals.web.forms import AddressStart
from cite.residents.enums.delays import Delay
from cite.residents.queries.delays import delays_of
from cite.ui.messages import tell
from cite.ui.views import PUBLIC, SIGNED_IN, Page
from cite.ui.waiting import waiting_for


class Home(Page):
    """What this is and its first answer; or what awaits a person, her main doors, and what comes."""

    title = gettext_lazy("Une adresse, un quartier, des aides vers l’emploi")
    permission = PUBLIC
    in_languages = True

    @property
    def is_hers(self) -> bool:
        """Whether it is the page of somebody signed in; in another language than French, it is the residents'."""
        return self.request.user.is_authenticated and spoken() is FRENCH

    @property
    def nothing_here(self) -> bool:
        """Whether this address leads to no Cité."""
        return self.request.territory is None

    def get_template_names(self) -> list[str]:
        """Choose the page of a visitor, or of a person; or say that there is no Cité yet."""
        if self.nothing_here:
            return ["portals/no_cite.html"]
        return ["portals/home_signed_in.html" if self.is_hers else "portals/home.html"]

    def get_title(self) -> str:
        """Greet the person."""
        if self.nothing_here:
            return _("Aucune Cité à cette adresse")
        name = self.request.user.full_name if self.is_hers else ""
        if not name:
            return _("Accueil") if self.is_hers else super().get_title()
        return _("Bonjour %(name)s") % {"name": name}

    def get_context(self) -> dict[str, Any]:
        """Gather what the page of this person shows."""
        if self.nothing_here:
            return {"is_empty": is_empty_installation(), "may_open": bool(can_administer(self.request.user))}
        if not self.is_hers:
            return {"address_form": AddressStart(), "needs": need_links(ON_THE_FIRST_PAGE)}
        role = main_role(self.request)
        return {
            "role": Role(role).label if role else "",
            "today": today(),
            "waiting": waiting_for(self.request),
            "soon_days": delays_of(self.request.territory)[Delay.SOON],
            "doors": doors_for(self.request),
            "coming": coming_for(self.request),
            "guide": guide_of(self.request),
        }


class _GuideButton(Page):
    """One button of the guide."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    @cached_property
    def guide(self) -> Guide:
        """The guide of this person."""
        return guide_of(self.request)


class FollowStep(_GuideButton):
    """Notes that a step is followed, and leads there."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the page of the step."""
        key = request.POST.get("step", "")[:40]
        try:
            operations.follow_step(user=request.user, step=key, known=self.guide.keys)
        except Refused as refusal:
            tell(request, str(refusal), tone="error")
            return redirect("portals:home")
        return redirect(next(step.url for step in self.guide.steps if step.key == key))


class HideGuide(_GuideButton):
    """Puts the guide away."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Go on without it."""
        operations.hide_guide(user=request.user)
        tell(request, _("Le guide est rangé. La page d’aide permet de le revoir."))
        return redirect("portals:home")


class ShowGuide(_GuideButton):
    """Shows the guide again."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Begin again."""
        operations.show_guide(user=request.user)
        return redirect("portals:home")
