"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("noaber.today.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/", include("allauth.mfa.urls")),
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("zaken/", include("noaber.cases.urls")),
    path("bijlagen/", include("noaber.attachments.urls")),
    path("brieven/", include("noaber.papers.urls")),
    path("termijnen/", include("noaber.duties.urls")),
    path("bevoegdheden/", include("noaber.competence.urls")),
    path("functiescheiding/", include("noaber.separation.urls")),
    path("bevindingen/", include("noaber.quality.urls")),
    path("advies/", include("noaber.advice.urls")),
    path("gehoord/", include("noaber.heard.urls")),
    path("adresonderzoek/", include("noaber.investigation.urls")),
    path("dossiers/", include("noaber.corrections.urls")),
    path("documenten/", include("noaber.documents.urls")),
    path("nationaliteit/", include("noaber.nationality.urls")),
    path("eerste-inschrijving/", include("noaber.registration.urls")),
    path("begraafplaatsen/kaarten/", include("noaber.cemetery.maps.urls")),
    path("begraafplaatsen/stand/", include("noaber.cemetery.cockpit.urls")),
    path("begraafplaatsen/meenemen/", include("noaber.cemetery.takehome.urls")),
    path("begraafplaatsen/openbaar/", include("noaber.cemetery.publicregister.urls")),
    path("begraafplaatsen/vragen/", include("noaber.cemetery.questions.urls")),
    path("begraafplaatsen/piket/", include("noaber.cemetery.piket.urls")),
    path("begraafplaatsen/vergunningen/", include("noaber.cemetery.permits.urls")),
    path("begraafplaatsen/", include("noaber.cemetery.urls")),
    path("begraafplaatsen/", include("noaber.cemetery.evidence.urls")),
    path("begraafplaatsen/", include("noaber.cemetery.charges.urls")),
    path("begraafplaatsen/", include("noaber.cemetery.funerals.urls")),
    path("meerwerk/", include("noaber.extrawork.urls")),
    path("loon/", include("noaber.staffing.urls")),
    path("facturen/", include("noaber.invoicing.urls")),
    path("rapporten/", include("noaber.reporting.urls")),
    path("overeenkomst/", include("noaber.agreement.urls")),
    path("journaal/", include("noaber.agreement.journal_urls")),
    path("api/v1/", include("noaber.config.api")),
    path("", include("noaber.appointments.urls")),
    path("", include("noaber.appointments.town_urls")),
    path("", include("noaber.cemetery.permits.town_urls")),
    path("", include("noaber.heard.town_urls")),
    path("", include("noaber.cemetery.maps.town_urls")),
    path("", include("noaber.cemetery.publicregister.town_urls")),
    path("", include("noaber.cemetery.funerals.town_urls")),
    path("", include("noaber.portal.urls")),
]
handler404 = "noaber.web.views.not_found"
handler403 = "noaber.web.views.not_allowed"
handler500 = "noaber.web.views.broken"
handler400 = "noaber.web.views.not_taken"
