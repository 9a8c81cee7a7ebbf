"""How second factors behave here: their secrets are encrypted, and a required one cannot be removed."""

import base64
from hashlib import sha256

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cite.accounts.permissions import can_remove_factor


def _box() -> MultiFernet:
    """Encrypt with the key of the installation; read with the former ones too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(sha256(f"second-factor:{key}".encode()).digest())) for key in keys]
    )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps secrets unreadable in the database, and says in French what is refused."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy(
            "Votre rôle demande une deuxième étape : ajoutez-en une autre avant de retirer celle-ci."
        ),
        "incorrect_code": gettext_lazy("Ce code n’est pas le bon. Recopiez celui qui s’affiche maintenant."),
    }

    def encrypt(self, text: str) -> str:
        """Make a secret unreadable to whoever copies the database."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret back."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to remove the last factor of a person whose role requires one."""
        territory = getattr(context.request, "territory", None)
        return bool(can_remove_factor(authenticator.user, territory, authenticator))

    def generate_authenticator_name(self, user: object, type: Authenticator.Type) -> str:  # noqa: A002 - its word
        """Propose a name for a new passkey."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Clé d’accès %(number)d") % {"number": number}

    def get_totp_issuer(self) -> str:
        """Name the account in the person's application."""
        territory = getattr(context.request, "territory", None)
        return f"Cité de l’emploi {territory}" if territory else "Cité de l’emploi"
