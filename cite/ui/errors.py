"""What people read when something fails."""

from django.http import HttpResponse


def bad_request(request, exception=None):
    """Answer 400."""
    return HttpResponse(status=400)


def permission_denied(request, exception=None):
    """Answer 403."""
    return HttpResponse(status=403)


def csrf_failure(request, reason=""):
    """Answer 403."""
    return HttpResponse(status=403)


def page_not_found(request, exception=None):
    """Answer 404."""
    return HttpResponse(status=404)


def server_error(request):
    """Answer 500."""
    return HttpResponse(status=500)
