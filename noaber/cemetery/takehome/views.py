"""The page from which the whole register is taken home."""

from __future__ import annotations

import tempfile

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from noaber.agreement.access import WORKERS, open_to
from noaber.agreement.acting import Refusal
from noaber.agreement.pages import page, refused
from noaber.cemetery.takehome.actions import export
from noaber.cemetery.views import has_cemeteries
from noaber.parties.clock import today

IN_MEMORY = 4 << 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(*WORKERS, "director")
def take_home(request: HttpRequest) -> HttpResponse:
    """What is in the file, and the file itself. It is made on disk and sent in pieces."""
    if not has_cemeteries(request):
        return page(request, "cemetery/none.html")
    if request.method != "POST":
        return page(request, "takehome/take_home.html")
    agreement = request.agreement  # type: ignore[attr-defined]
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  the answer closes it, when it was sent
    try:
        export(request.user, agreement.code, file)
    except Refusal as refusal:
        file.close()
        return refused(request, refusal, reverse("take-graves-home"))
    name = f"begraafplaatsen-{agreement.client.slug}-{today().isoformat()}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")  # type: ignore[return-value]
