"""The base of every page: its title, who may see it, and how a form acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.generic.base import TemplateResponseMixin, View

from cite.core.deadlocks import let_pass
from cite.core.decisions import ALLOWED, Decision, Objection, Refused
from cite.ui.errors import method_not_allowed
from cite.ui.messages import tell
from cite.ui.metadata import page_addresses
from cite.ui.tables import Table


def PUBLIC(request: HttpRequest) -> Decision:  # noqa: N802 - a constant that happens to be callable
    """Open a page to everyone, signed in or not."""
    return ALLOWED


def SIGNED_IN(request: HttpRequest) -> Decision:  # noqa: N802 - a constant that happens to be callable
    """Open a page to every person who has an account."""
    return ALLOWED


class Page(TemplateResponseMixin, View):
    """A page: it declares a title and a permission, and gives its context to a template.

    The permission is asked before anything else: a visitor is sent to sign in, a person who may not is told
    every reason. `fragment_name` is the template htmx receives instead of the whole page. `refresh_seconds`
    reloads the page where JavaScript is absent. `breadcrumb` lists the pages above, from the home page down:
    label and address. `in_languages`: every sentence of it is translated, for residents. `own_parameters`: those of
    its address that make another page of it, for search engines.
    """

    title: str = ""
    permission: Callable[[HttpRequest], Decision]
    fragment_name: str = ""
    refresh_seconds: int | None = None
    in_languages: bool = False
    breadcrumb: tuple[tuple[str, str], ...] = ()
    own_parameters: tuple[str, ...] = ()

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., HttpResponseBase]:
        """Build the view; public pages opt out of the general sign-in here and nowhere else."""
        if not hasattr(cls, "permission"):
            raise ImproperlyConfigured(f"{cls.__name__} declares no permission.")
        view = super().as_view(**initkwargs)
        view.login_required = cls.permission is not PUBLIC
        view.in_languages = cls.in_languages
        return view

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer only those who may.

        Raises:
            PermissionDenied: with the decision, whose sentences the 403 page lists.
        """
        if type(self).permission is not PUBLIC and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not (decision := self.decide()):
            raise PermissionDenied(decision)
        return super().dispatch(request, *args, **kwargs)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say so on a page of its own."""
        return method_not_allowed(request, self._allowed_methods())

    def decide(self) -> Decision:
        """Ask the permission; a page about one object overrides this to ask about that object."""
        return type(self).permission(self.request)

    def get_title(self) -> str:
        """Name the page, in its heading and, unless `get_tab` says otherwise, in its tab."""
        return str(self.title)

    def get_tab(self) -> str:
        """Name the page in its tab, which stays in the history of the browser: nobody’s name stands there."""
        return self.get_title()

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """List the pages above this one."""
        return list(self.breadcrumb)

    def get_description(self) -> str:
        """Say in a sentence what is found here, where the address is sent or listed."""
        return ""

    def get_template_names(self) -> list[str]:
        """Choose the fragment for htmx, the whole page for everyone else."""
        htmx = getattr(self.request, "htmx", False)
        if self.fragment_name and htmx and not htmx.boosted:
            return [self.fragment_name]
        return super().get_template_names()

    def get_context(self) -> dict[str, Any]:
        """List what the template needs: dataclasses and lists, never a query to come."""
        return {}

    def show(self, **extra: Any) -> HttpResponse:
        """Render the page, with what this request adds to its context."""
        context = {
            "view": self,
            "title": self.get_title(),
            "tab": self.get_tab(),
            "breadcrumb": self.get_breadcrumb(),
            "refresh_seconds": self.refresh_seconds,
            "description": self.get_description(),
            "addresses": page_addresses(self.request, self.own_parameters) if self.in_languages else None,
        }
        response = self.render_to_response(context | self.get_context() | extra)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page."""
        return self.show()


class FormPage(Page):
    """A page with one form, whose POST makes one operation call.

    `perform` calls the operation. It returns nothing (go to `success_url`), an address to go to, or a
    response. When it raises `Refused`, every reason becomes an error of the form, and what was typed is kept.
    """

    form_class: type[forms.BaseForm]
    success_message: str = ""
    success_url: str = ""

    def get_initial(self) -> dict[str, Any]:
        """Fill the form before the person does."""
        return {}

    def get_form_kwargs(self) -> dict[str, Any]:
        """List what the form is built with."""
        kwargs: dict[str, Any] = {"initial": self.get_initial()}
        if self.request.method == "POST":
            kwargs |= {"data": self.request.POST, "files": self.request.FILES}
        return kwargs

    def get_form(self) -> forms.BaseForm:
        """Build the form for this request."""
        return self.form_class(**self.get_form_kwargs())

    def perform(self, form: forms.BaseForm) -> HttpResponseBase | str | None:
        """Make the one operation call of this page."""
        raise NotImplementedError(f"{type(self).__name__} says nothing of what its form does.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the empty form."""
        return self.show(form=self.get_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do what the form asks, or show it again with every reason why not."""
        form = self.get_form()
        if not form.is_valid():
            return self.show_errors(form)
        try:
            outcome = let_pass(lambda: self.perform(form))
        except Refused as refusal:
            for objection in refusal.decision.objections:
                name = self.field_about(objection, form)
                form.add_error(name if name in form.fields else None, str(objection.label))
            return self.show_errors(form)
        if isinstance(outcome, HttpResponseBase):
            return outcome
        if self.success_message:
            tell(request, str(self.success_message))
        return redirect(outcome or self.success_url)

    def field_about(self, objection: Objection, form: forms.BaseForm) -> str | None:
        """Name the field beside which a reason to refuse is said; none: above them all, it is about no field."""
        return None

    def show_errors(self, form: forms.BaseForm) -> HttpResponse:
        """Show the form again; the tab says that something is wrong."""
        return self.show(form=form, tab=_("Erreur : %(title)s") % {"title": self.get_title()})


class LinkPage(FormPage):
    """What a personal link offers to whoever holds it, without an account: opening it writes nothing, its button does.

    `offer` is what stands behind the link while it waits; without it, the page says that the link opens nothing.
    """

    permission = PUBLIC

    @property
    def offer(self) -> object | None:
        """What the link offers."""
        raise NotImplementedError(f"{type(self).__name__} does not say what its link offers.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; nothing of the address may be kept, nor told to another site."""
        response = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        # Not "no-referrer": browsers would then send the form with « Origin: null », which is refused as forged.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show what is offered, or that the link opens nothing."""
        return super().get(request, *args, **kwargs) if self.offer else self.show_nothing()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do what the button says, or say why not."""
        return super().post(request, *args, **kwargs) if self.offer else self.show_nothing()

    def show_nothing(self) -> HttpResponse:
        """Say that the link opens nothing, and what to do."""
        response = self.show(form=None)
        response.status_code = 410
        return response


class ActionPage(Page):
    """One button, whose POST makes one operation call and leads back: what was done is said there, or why not.

    `undo_url`: the button that takes it back, where there is one.
    """

    http_method_names = ["post"]
    success_message: str = ""
    undo_url: str = ""

    @property
    def back(self) -> str:
        """The address to go to, whatever came of it; unless `perform` names another."""
        raise NotImplementedError(f"{type(self).__name__} does not say where its button leads.")

    def perform(self) -> str | None:
        """Make the one operation call of this button; give the address to go to, where it is not `back`."""
        raise NotImplementedError(f"{type(self).__name__} says nothing of what its button does.")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, or say every reason why not."""
        address = None
        try:
            address = let_pass(self.perform)
        except Refused as refusal:
            for sentence in refusal.decision.sentences:
                tell(request, sentence, tone="error")
        else:
            if self.success_message:
                tell(request, str(self.success_message), undo_url=self.undo_url)
        return redirect(address or self.back)


class ScriptPage(Page):
    """A script at an address of its own, which never changes: its name among static files, and how it is sent."""

    permission = PUBLIC
    script: str
    headers: Mapping[str, str]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give it."""
        text = Path(finders.find(self.script)).read_text()
        return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers=self.headers)


class TablePage(Page):
    """A page around one table, which `?format=csv` or `?format=xlsx` gives back as a file."""

    csv_name: str = ""

    def get_table(self) -> Table:
        """Build the table from the rows this person may see."""
        raise NotImplementedError(f"{type(self).__name__} has no table.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the table, or give its CSV."""
        table = self.get_table()
        if self.csv_name and request.GET.get("format") == "csv":
            return table.csv_response(self.csv_name)
        if self.csv_name and request.GET.get("format") == "xlsx":
            return table.xlsx_response(self.csv_name)
        return self.show(table=table)
