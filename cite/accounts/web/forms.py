"""The forms of signing in: those of the library, in our words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from cite.ui.forms import Form, refuse_control_characters


class InOurWords:
    """Replaces the labels and hints of a form of the library, whose placeholders only repeat them."""

    words: dict[str, tuple[Any, Any]] = {}
    max_length = 254

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]
            if name in self.words and isinstance(field, forms.CharField):
                field.error_messages["required"] = _("Remplissez ce champ.")
                field.widget.attrs["maxlength"] = self.max_length
                field.validators = [
                    refuse_control_characters,
                    MaxLengthValidator(self.max_length),
                    *field.validators,
                ]


_CODE = (_("Code"), _("Les six chiffres que votre application affiche maintenant, ou un code de secours."))
_EMAIL = (_("Adresse électronique"), _("Celle de votre compte. Exemple : prenom.nom@exemple.fr"))
_NEW_PASSWORD = {
    "password1": (_("Nouveau mot de passe"), _("Douze caractères au moins. Une phrase est un bon choix.")),
    "password2": (_("Le même, encore une fois"), ""),
}


class RequestCodeForm(InOurWords, account_forms.RequestLoginCodeForm):
    """Asks for a code by mail."""

    words = {"email": _EMAIL}


class ConfirmCodeForm(InOurWords, account_forms.ConfirmLoginCodeForm):
    """Gives back the code received by mail."""

    words = {"code": (_("Code"), _("Huit caractères, avec ou sans tiret. Exemple : ABCD-2345"))}
    max_length = 20


class PasswordSignInForm(InOurWords, account_forms.LoginForm):
    """Signs in with a password."""

    words = {"login": _EMAIL, "password": (_("Mot de passe"), "")}
    max_length = 512

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = True


class SetPasswordForm(InOurWords, account_forms.SetPasswordForm):
    """Chooses a first password."""

    words = _NEW_PASSWORD
    max_length = 512


class ChangePasswordForm(InOurWords, account_forms.ChangePasswordForm):
    """Changes a password."""

    words = {"oldpassword": (_("Mot de passe actuel"), ""), **_NEW_PASSWORD}
    max_length = 512


class ConfirmPasswordForm(InOurWords, account_forms.ReauthenticateForm):
    """Confirms who is there, by the password."""

    words = {"password": (_("Mot de passe"), "")}
    max_length = 512


class SecondFactorForm(InOurWords, factor_forms.AuthenticateForm):
    """Passes the second step at sign-in."""

    words = {"code": _CODE}
    max_length = 20


class ConfirmFactorForm(InOurWords, factor_forms.ReauthenticateForm):
    """Confirms who is there, by the second factor."""

    words = {"code": _CODE}
    max_length = 20


class AddApplicationForm(InOurWords, ActivateTOTPForm):
    """Proves that the application knows the secret."""

    words = {
        "code": (_("Code affiché par l’application"), _("Six chiffres, renouvelés toutes les 30 secondes."))
    }
    max_length = 20


class CredentialField(forms.JSONField):
    """What a browser says of a passkey; whatever else comes is refused as a wrong code is."""

    widget = forms.HiddenInput
    max_characters = 20_000

    def to_python(self, value: Any) -> Any:
        """Read it, unless it is nothing a browser writes."""
        if isinstance(value, str) and len(value) > self.max_characters:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            found = super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if found is not None and not isinstance(found, dict):  # « 0 » would be kept without any proof
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Show nothing of what cannot be read."""
        try:
            return super().bound_data(data, initial)
        except (ValueError, RecursionError):
            return None


class ReadsPasskey:
    """Refuses what only looks like a passkey: the library expects that a browser wrote it."""

    refusal = _("Cette clé d’accès n’a pas été reconnue. Recommencez, ou choisissez une autre façon.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(error_messages={"invalid": self.refusal})

    def clean_credential(self) -> Any:
        """Recognize the passkey, where this form uses one."""
        recognize = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])
        with _refused_where_unreadable(self.refusal):
            return recognize()

    def clean(self) -> Any:
        """Register the passkey, where this form adds one."""
        with _refused_where_unreadable(self.refusal):
            return super().clean()


@contextmanager
def _refused_where_unreadable(refusal: Any) -> Iterator[None]:
    """Turn what the library stumbles on into a sentence."""
    try:
        yield
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise ValidationError(refusal) from error


class PasskeySignInForm(ReadsPasskey, passkey_forms.LoginWebAuthnForm):
    """Signs in with a passkey alone."""


class PasskeyFactorForm(ReadsPasskey, passkey_forms.AuthenticateWebAuthnForm):
    """Passes the second step with a passkey."""


class ConfirmPasskeyForm(ReadsPasskey, passkey_forms.ReauthenticateWebAuthnForm):
    """Confirms who is there, with a passkey."""


class AddPasskeyForm(ReadsPasskey, InOurWords, passkey_forms.AddWebAuthnForm):
    """Names a new passkey, before the browser makes it."""

    words = {
        "name": (_("Nom de la clé"), _("Pour la reconnaître. Exemple : téléphone de service")),
        "passwordless": (
            _("Me connecter avec cette clé seule, sans code par courriel"),
            _("Décochez pour une clé physique ancienne, sans code ni empreinte."),
        ),
    }
    max_length = 60

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["passwordless"] = True


class RenamePasskeyForm(InOurWords, passkey_forms.EditWebAuthnForm):
    """Renames a passkey."""

    words = {"name": (_("Nom de la clé"), "")}
    max_length = 60


class NameForm(Form):
    """Changes the name one goes by."""

    full_name = forms.CharField(
        label=_("Nom et prénom"),
        max_length=150,
        help_text=_("Tel que vos partenaires vous connaissent."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
