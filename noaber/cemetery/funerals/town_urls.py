from typing import Any

from django.urls import URLPattern, path

from noaber.cemetery.funerals import confirm_views, family_views, portal_views

PAGES: tuple[tuple[str, str, str, Any], ...] = (
    ("funeral-start", "uitvaart/", "funeral/", portal_views.start),
    ("funeral-request", "uitvaart/<slug:code>/", "funeral/<slug:code>/", portal_views.request_page),
    ("funeral-change", "uitvaart/<slug:code>/wijzigen/", "funeral/<slug:code>/change/", portal_views.change_page),
    ("funeral-details", "uitvaart/<slug:code>/gegevens/", "funeral/<slug:code>/details/", portal_views.details),
    ("funeral-paper", "uitvaart/<slug:code>/verlof/", "funeral/<slug:code>/permission/", portal_views.paper),
    ("funeral-proposal", "uitvaart/<slug:code>/voorstel/", "funeral/<slug:code>/proposal/", portal_views.proposal),
    ("funeral-withdraw", "uitvaart/<slug:code>/intrekken/", "funeral/<slug:code>/withdraw/", portal_views.withdraw),
    ("confirm-funeral", "bevestigen/<slug:code>/", "confirm/<slug:code>/", confirm_views.confirm),
    ("family-start", "mijn-graf/", "my-grave/", family_views.start),
    ("family-grave", "mijn-graf/<slug:code>/", "my-grave/<slug:code>/", family_views.grave),
    ("family-renewal", "mijn-graf/<slug:code>/verlengen/", "my-grave/<slug:code>/renew/", family_views.renewal),
    ("family-follower", "mijn-graf/<slug:code>/opvolger/", "my-grave/<slug:code>/follower/", family_views.follower),
    ("family-address", "mijn-graf/<slug:code>/adres/", "my-grave/<slug:code>/address/", family_views.address),
    ("family-share", "laat-weten/<slug:code>/", "tell-me/<slug:code>/", family_views.share),
    ("grave-news", "bericht/<slug:code>/", "news/<slug:code>/", family_views.news),
)


def _both(name: str, dutch: str, english: str, view: Any) -> tuple[URLPattern, URLPattern]:
    return (
        path(f"<slug:town>/begraafplaatsen/{dutch}", view, {"lang": "nl"}, name=f"{name}-nl"),
        path(f"<slug:town>/en/cemeteries/{english}", view, {"lang": "en"}, name=f"{name}-en"),
    )


urlpatterns = [one for row in PAGES for one in _both(*row)]
