from django.urls import path

from noaber.cemetery.permits import link_views, portal_views

NL, EN = {"lang": "nl"}, {"lang": "en"}
DUTCH, ENGLISH = "<slug:town>/begraafplaatsen/vergunning/", "<slug:town>/en/cemeteries/permit/"
urlpatterns = [
    path(DUTCH, portal_views.ask_link, NL, name="ask-permit-link-nl"),
    path(f"{DUTCH}steenhouwer/<slug:code>/", portal_views.mason, NL, name="mason-nl"),
    path(
        f"{DUTCH}steenhouwer/<slug:code>/<slug:kind>/<str:number>/",
        portal_views.mason_apply,
        NL,
        name="mason-apply-nl",
    ),
    path(f"{DUTCH}aanvraag/<slug:code>/", link_views.status, NL, name="permit-status-nl"),
    path(f"{DUTCH}toestemming/<slug:code>/", link_views.consent, NL, name="consent-nl"),
    path(f"{DUTCH}controle/<slug:code>/", link_views.check, NL, name="check-permit-nl"),
    path(ENGLISH, portal_views.ask_link, EN, name="ask-permit-link-en"),
    path(f"{ENGLISH}mason/<slug:code>/", portal_views.mason, EN, name="mason-en"),
    path(f"{ENGLISH}mason/<slug:code>/<slug:kind>/<str:number>/", portal_views.mason_apply, EN, name="mason-apply-en"),
    path(f"{ENGLISH}application/<slug:code>/", link_views.status, EN, name="permit-status-en"),
    path(f"{ENGLISH}consent/<slug:code>/", link_views.consent, EN, name="consent-en"),
    path(f"{ENGLISH}check/<slug:code>/", link_views.check, EN, name="check-permit-en"),
]
