"""The base of every page: who enters, what a form does, what is said after."""

from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpResponse
from django.template import Context, Engine
from django.test import RequestFactory

from cite.core.decisions import Decision, Refused
from cite.ui.forms import Form
from cite.ui.messages import tell, undo_url
from cite.ui.views import PUBLIC, SIGNED_IN, ActionPage, FormPage, Page, TablePage
from tests.ui.html import read


class Late:
    value, label = "late", "La campagne est close."


class Poor:
    value, label = "poor", "Le budget est épuisé."


class NameForm(Form):
    name = forms.CharField(label="Nom")


class Hello(Page):
    title = "Bonjour"
    permission = PUBLIC
    template_name = "ui/catalogue.html"


class Rename(FormPage):
    title = "Renommer"
    permission = SIGNED_IN
    template_name = "ui/base.html"
    form_class = NameForm
    success_url = "/apres/"
    success_message = "C’est fait."
    outcome = None

    def perform(self, form):
        if form.cleaned_data["name"] == "interdit":
            raise Refused(Decision((Late, Poor)))
        return self.outcome


class Forget(ActionPage):
    permission = SIGNED_IN
    success_message = "C’est oublié."
    back = "/apres/"
    refusal = None

    def perform(self):
        if self.refusal is not None:
            raise Refused(self.refusal)


def ask(view, method="get", data=None, user=None, htmx=False, path="/ici/?q=1"):
    request = getattr(RequestFactory(), method)(path, data)
    request.user = user or SimpleNamespace(is_authenticated=True)
    request.htmx = SimpleNamespace(boosted=False) if htmx else False
    request.session = {}
    request._messages = FallbackStorage(request)
    return view(request), request


def test_a_public_page_opens_to_everyone():
    view = Hello.as_view()
    assert view.login_required is False
    response, _request = ask(view, user=AnonymousUser())
    assert response.status_code == 200
    assert response.context_data["title"] == "Bonjour"
    assert response["Vary"] == "HX-Request"


def test_a_visitor_is_sent_to_sign_in_and_comes_back():
    view = Rename.as_view()
    assert view.login_required is True
    response, _request = ask(view, user=AnonymousUser())
    assert response.status_code == 302
    assert response["Location"] == "/compte/connexion/?next=/ici/%3Fq%3D1"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_refusal_carries_every_reason(method):
    class Closed(Rename):
        permission = lambda request: Decision((Late, Poor))  # noqa: E731

    with pytest.raises(PermissionDenied) as refusal:
        ask(Closed.as_view(), method)
    assert refusal.value.args[0].sentences == ["La campagne est close.", "Le budget est épuisé."]


def test_a_page_may_ask_about_its_object():
    class Closed(Hello):
        def decide(self):
            return Decision((Late,))

    with pytest.raises(PermissionDenied):
        ask(Closed.as_view())


def test_a_page_without_permission_does_not_exist():
    class Forgotten(Page):
        template_name = "ui/base.html"

    with pytest.raises(ImproperlyConfigured, match="Forgotten declares no permission"):
        Forgotten.as_view()


@pytest.mark.parametrize(("htmx", "template"), [(False, "ui/catalogue.html"), (True, "ui/_messages.html")])
def test_htmx_receives_the_fragment(htmx, template):
    class Parts(Hello):
        fragment_name = "ui/_messages.html"

    response, _request = ask(Parts.as_view(), htmx=htmx)
    assert response.template_name == [template]


def test_a_form_acts_tells_and_leads_on():
    response, request = ask(Rename.as_view(), "post", {"name": "Zoé"})
    assert (response.status_code, response["Location"]) == (302, "/apres/")
    assert [str(message) for message in request._messages] == ["C’est fait."]


@pytest.mark.parametrize(
    ("refusal", "sentences"),
    [
        (None, ["C’est oublié."]),
        (Decision((Late, Poor)), ["La campagne est close.", "Le budget est épuisé."]),
    ],
)
def test_a_button_acts_or_says_every_reason_why_not_and_leads_back(refusal, sentences):
    response, request = ask(Forget.as_view(refusal=refusal), "post")
    assert (response.status_code, response["Location"]) == (302, "/apres/")
    assert [str(message) for message in request._messages] == sentences


def test_a_form_may_lead_elsewhere_or_answer_itself():
    response, _request = ask(Rename.as_view(outcome="/la/"), "post", {"name": "Zoé"})
    assert response["Location"] == "/la/"
    response, _request = ask(Rename.as_view(outcome=HttpResponse("voici")), "post", {"name": "Zoé"})
    assert response.content == b"voici"


def test_a_wrong_form_comes_back_as_typed():
    response, request = ask(Rename.as_view(), "post", {"name": ""})
    assert response.context_data["tab"] == "Erreur : Renommer"
    assert response.context_data["title"] == "Renommer"
    assert response.context_data["form"].errors["name"] == ["Remplissez ce champ."]
    assert list(request._messages) == []


def test_an_operation_refused_becomes_errors_all_of_them():
    response, _request = ask(Rename.as_view(), "post", {"name": "interdit"})
    form = response.context_data["form"]
    assert form.non_field_errors() == ["La campagne est close.", "Le budget est épuisé."]
    assert form["name"].value() == "interdit"


def test_a_table_page_gives_its_csv():
    class Rows(TablePage):
        permission = PUBLIC
        template_name = "ui/base.html"
        csv_name = "lignes"

        def get_table(self):
            return SimpleNamespace(csv_response=lambda name: HttpResponse(name))

    assert ask(Rows.as_view(), path="/?format=csv")[0].content == b"lignes"
    assert ask(Rows.as_view(), path="/?format=exe")[0].context_data["table"]


def test_a_message_offers_to_undo():
    _response, request = ask(Hello.as_view())
    tell(request, "Liste supprimée.", undo_url="/listes/1/reprendre/")
    tell(request, "Attention.", tone="warning")
    kept, plain = list(request._messages)
    assert (undo_url(kept), undo_url(plain)) == ("/listes/1/reprendre/", "")
    template = Engine.get_default().get_template("ui/_messages.html")
    document = read(template.render(Context({"messages": [kept, plain], "csrf_token": "t"})))
    assert document.one("form").attrs["action"] == "/listes/1/reprendre/"
    assert len(document.all("button")) == 1
    assert [e.attrs["class"].split()[1] for e in document.all("div")[1:]] == [
        "fr-alert--success",
        "fr-alert--warning",
    ]
