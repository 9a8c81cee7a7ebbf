"""The site, and one page that receives a file: enough to try uploads against a real server."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.decorators import method_decorator
from django.views import View

from cite.core.decisions import Refused
from cite.files.enums import FileKind
from cite.files.operations import store_upload
from cite.files.rules import UploadPolicy
from config import urls as site

POLICY = UploadPolicy(max_bytes=50_000_000, kinds=frozenset({FileKind.CSV, FileKind.XLSX}))


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField()


@method_decorator(login_not_required, name="dispatch")
class Upload(View):
    """Answers with sentences, one a line."""

    def get(self, request):
        return HttpResponse(get_token(request))

    def post(self, request):
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return HttpResponse("\n".join(form.errors["file"]), status=422)
        try:
            file = store_upload(
                upload=form.cleaned_data["file"],
                policy=POLICY,
                by=None,
                territory=request.territory,
                purpose="test",
            )
        except Refused as refusal:
            return HttpResponse("\n".join(refusal.decision.sentences), status=422)
        return HttpResponse(f"{file.kind} {file.size}")


urlpatterns = [path("upload/", Upload.as_view()), *site.urlpatterns]
handler400 = site.handler400
