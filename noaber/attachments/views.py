"""Showing a file that somebody added."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from noaber.agreement.access import WORKERS, open_to
from noaber.attachments.models import Attachment
from noaber.parties.scope import reading


@require_safe
@never_cache
@open_to(*WORKERS)
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of the client at work, for those who do the work."""
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        found = Attachment.objects.of(client).filter(pk=pk).first()
    if found is None:
        raise Http404
    return answer_with(found)


def answer_with(found: Attachment) -> HttpResponse:
    """A file as an answer, for views of others that let somebody see it: a photo in the page, anything else saved.

    Whatever a file holds, the browser runs nothing of it.
    """
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    header = content_disposition_header(not found.is_photo, found.name)
    answer["Content-Disposition"] = header or "attachment"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
