from django.urls import path

from noaber.cemetery.maps import town_views

NL, EN = {"lang": "nl"}, {"lang": "en"}
urlpatterns = [
    path("<slug:town>/begraafplaatsen/graven.geojson", town_views.open_graves, name="open-graves"),
    path("<slug:town>/begraafplaatsen/graf/<str:number>/", town_views.find_grave, NL, name="find-grave-nl"),
    path("<slug:town>/en/cemeteries/grave/<str:number>/", town_views.find_grave, EN, name="find-grave-en"),
]
