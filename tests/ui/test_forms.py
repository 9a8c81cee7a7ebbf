"""What forms accept, and how they are drawn."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template import Context, Engine

from cite.ui.forms import DateField, FileField, Form, SuggestInput, shown_when
from tests.ui.html import check, read


class Sample(Form):
    name = forms.CharField(label="Nom", help_text="Comme sur la boîte aux lettres.")
    note = forms.CharField(label="Précision", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(
        label="Nature", choices=[("a", "Première"), ("b", "Seconde")], widget=forms.RadioSelect
    )
    day = DateField(label="Jour", required=False)
    agreed = forms.BooleanField(label="D’accord")
    secret = forms.CharField(widget=forms.HiddenInput)


class Upload(Form):
    file = FileField(label="Liste", max_bytes=1000, extensions=("csv", "xlsx"))


def draw(form, **props) -> str:
    extra = " ".join(f'{name}="{value}"' for name, value in props.items())
    source = "{% ui_form form=form submit='Envoyer' " + extra + " %}{% endui_form %}"
    return Engine.get_default().from_string(source).render(Context({"form": form, "csrf_token": "token"}))


@pytest.mark.parametrize("text", ["a\nb", "a\r\nBcc: c@example.org", "a\u2028b"])
def test_one_line_is_one_line(text):
    form = Sample({"name": text, "note": text, "kind": "a", "agreed": "on", "secret": text})
    assert form.errors == {"name": ["Écrivez ce texte sur une seule ligne."]}


@pytest.mark.parametrize("text", ["a\0b", "a\x1bb", "\x07ab", "a\x7fb", "a\x85b"])
def test_invisible_characters_are_refused_with_a_sentence(text):
    form = Sample({"name": text, "kind": "a", "agreed": "on", "secret": "x"})
    assert form.errors["name"] == [
        "Ce texte contient des caractères invisibles que nous ne pouvons pas lire. "
        "Effacez-le puis retapez-le."
    ]


@pytest.mark.parametrize("text", ["Zoé", "ligne 1\nligne 2", "une\ttabulation", "12, rue de l’Égalité 🙂"])
def test_what_a_keyboard_types_is_accepted(text):
    form = Sample({"name": "Zoé", "note": text, "kind": "a", "agreed": "on", "secret": "x"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["note"] == text


def test_a_missing_answer_says_what_to_do():
    errors = Sample({}).errors
    assert errors["name"] == ["Remplissez ce champ."]
    assert errors["kind"] == ["Choisissez une réponse."]
    assert errors["agreed"] == ["Cochez cette case pour continuer."]


@pytest.mark.parametrize("day", ["31/02/2026", "hier", "2026-13-01"])
def test_a_day_that_does_not_exist(day):
    assert Sample({"day": day}).errors["day"] == ["Cette date n’existe pas. Écrivez-la ainsi : 31/12/2026."]


@pytest.mark.parametrize("day", ["31/12/2026", "2026-12-31"])
def test_a_day_is_read_as_typed_or_as_picked(day):
    form = Sample({"day": day})
    form.is_valid()
    assert form.cleaned_data["day"].isoformat() == "2026-12-31"


def upload(name, content):
    return Upload({}, {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(("name", "size"), [("liste.csv", 1000), ("LISTE.XLSX", 1)])
def test_a_file_within_the_limits(name, size):
    assert upload(name, b"a" * size).is_valid()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "liste.csv",
            b"a" * 1001,
            "Ce fichier pèse 1 ko, la limite est de 1 ko. Coupez-le en plusieurs fichiers.",
        ),
        ("liste.pdf", b"a", "Ce fichier n’est pas du bon type. Types acceptés : CSV, XLSX."),
        ("liste", b"a", "Ce fichier n’est pas du bon type. Types acceptés : CSV, XLSX."),
        ("liste.csv", b"", "Ce fichier est vide. Vérifiez-le puis choisissez-le à nouveau."),
    ],
)
def test_a_file_outside_of_the_limits(name, content, sentence):
    assert upload(name, content).errors["file"] == [sentence]


def test_no_file_at_all():
    assert Upload({}, {}).errors["file"] == ["Choisissez un fichier."]


def test_the_limits_of_a_file_are_said_before():
    document = read(draw(Upload()))
    file = document.one("input", type="file")
    assert (file.attrs["accept"], file.attrs["data-max-bytes"]) == (".csv,.xlsx", "1000")
    assert "Types acceptés : CSV, XLSX. Taille maximale : 1 ko." in document.text
    assert document.one("form").attrs["enctype"] == "multipart/form-data"


def test_a_form_is_drawn_with_its_labels_and_hints():
    document = read(draw(Sample()))
    check(document)
    assert document.one("form").attrs["method"] == "post"
    assert document.one("input", name="csrfmiddlewaretoken").attrs["value"] == "token"
    assert document.one("input", name="name").attrs["aria-describedby"] == "id_name_helptext"
    assert "Sauf mention « facultatif »" in document.text
    assert document.text.count("(facultatif)") == 2
    assert not document.all("div", role="alert")


def test_a_field_asked_with_an_answer_is_not_optional_and_says_so_without_script():
    class Asked(Sample):
        answer = forms.ChoiceField(choices=[("yes", "Oui"), ("no", "Non")])
        why = forms.CharField(required=False)

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            shown_when(self, "why", "answer", ["no"], is_needed=True)

    drawn = draw(Asked())
    assert drawn.count("(facultatif)") == draw(Sample()).count("(facultatif)")
    assert '<noscript> <span class="ui-muted">(pour\u00a0: Non)</span></noscript>' in drawn


def test_a_field_says_with_which_answers_it_comes():
    class Asked(Sample):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            shown_when(self, "note", "kind", ["a", "b"])

    note = read(draw(Asked(prefix="x"))).one("textarea")
    assert note.attrs["data-ui-when"] == "x-kind=a,b"
    assert "disabled" not in note.attrs  # without JavaScript it is there, and sent


def test_errors_stand_on_top_and_lead_to_their_fields():
    form = Sample({"secret": ""})
    form.add_error(None, "La campagne est close.")
    document = read(draw(form))
    check(document)
    summary = document.one("div", role="alert")
    assert "autofocus" in summary.attrs
    assert summary.attrs["tabindex"] == "-1"
    links = [e.attrs["href"] for e in document.all("a")]
    assert links == ["#id_name", "#id_kind_0", "#id_agreed"]
    assert {link[1:] for link in links} <= set(document.ids)
    assert "La campagne est close." in document.text
    assert document.one("input", name="name").attrs["aria-invalid"] == "true"
    assert document.one("input", name="name").attrs["aria-describedby"] == "id_name_helptext id_name_error"


@pytest.mark.parametrize(
    ("missing", "title"),
    [(("name",), "Un point est à corriger"), (("name", "kind"), "2 points sont à corriger")],
)
def test_the_summary_counts(missing, title):
    data = {"name": "Zoé", "kind": "a", "agreed": "on", "secret": "x"}
    assert title in read(draw(Sample({k: v for k, v in data.items() if k not in missing}))).text


def test_what_was_typed_is_kept():
    document = read(draw(Sample({"name": "<Zoé>", "kind": "b"})))
    assert document.one("input", name="name").attrs["value"] == "<Zoé>"
    assert "checked" in document.one("input", value="b").attrs


def test_a_content_takes_the_place_of_the_fields():
    source = "{% ui_form form=form submit='Envoyer' %}{% ui_field field=form.name %}{% endui_form %}"
    document = read(Engine.get_default().from_string(source).render(Context({"form": Sample()})))
    assert document.one("input", name="name")
    assert not document.all("textarea")


def test_a_form_of_a_library_is_drawn_too():
    class Plain(forms.Form):
        login = forms.EmailField(label="Courriel", widget=forms.EmailInput(attrs={"class": "wide"}))

    document = read(draw(Plain({"login": "x"})))
    check(document)
    assert document.one("input", name="login").attrs["class"] == "fr-input wide"


def test_proposals_are_asked_by_the_input_itself():
    class Address(Form):
        address = forms.CharField(
            label="Adresse", widget=SuggestInput(url_name="ui:sample-suggestions", submit=True)
        )

    field = read(draw(Address())).one("input", name="address")
    assert field.attrs["data-suggest-url"] == "/ui/propositions/"
    assert field.attrs["data-ui-module"].endswith("suggest.js")
    assert "data-suggest-submit" in field.attrs


@pytest.mark.parametrize("chosen", ["", "b", "<c>"])
def test_a_list_of_choices_is_drawn_as_django_draws_it(chosen):
    choices = [
        ("", "Tous"),
        ("Groupe", [("a", "Première"), ("b", "« Seconde » & plus")]),
        ("<c>", "Troisième"),
    ]
    widget = forms.Select(choices=choices, attrs={"class": "fr-select", "disabled": True, "required": False})
    ours, theirs = (
        read(widget.render("kind", chosen, renderer=r())) for r in (TemplatesSetting, DjangoTemplates)
    )
    assert (ours.elements, ours.text.split()) == (theirs.elements, theirs.text.split())
