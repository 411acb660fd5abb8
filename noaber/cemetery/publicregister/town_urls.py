from django.urls import path

from noaber.cemetery.publicregister import town_views

NL, EN = {"lang": "nl"}, {"lang": "en"}
urlpatterns = [
    path("<slug:town>/begraafplaatsen/zoeken/", town_views.find_deceased, NL, name="find-deceased-nl"),
    path("<slug:town>/en/cemeteries/search/", town_views.find_deceased, EN, name="find-deceased-en"),
]
