"""The one page of ours about signing in: a demonstration account in one click."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from cite.accounts.queries import demo_user
from cite.ui.views import PUBLIC


@method_decorator(login_not_required, name="dispatch")
class DemoSignIn(View):
    """Enter as one of the demonstration's people; the address does not exist where they are not opened."""

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign in and go where the person wanted to go."""
        user = demo_user(request.POST.get("account", ""))
        if user is None:
            raise Http404
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        wanted = request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
            return redirect(wanted)
        return redirect(settings.LOGIN_REDIRECT_URL)
