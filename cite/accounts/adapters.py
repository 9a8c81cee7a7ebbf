"""How allauth behaves here: accounts are opened by the Cité, nobody signs up alone."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes self-registration: an unknown address receives a message that says so, and the page never tells."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: the coordination opens accounts."""
        return False
