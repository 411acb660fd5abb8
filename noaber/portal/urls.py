from django.urls import path

from noaber.portal import views

urlpatterns = [
    path("<slug:town>/producten/", views.products, {"lang": "nl"}, name="products-nl"),
    path("<slug:town>/producten/nodig/", views.what_you_need, {"lang": "nl"}, name="what-you-need-nl"),
    path("<slug:town>/producten/<slug:product>/", views.product, {"lang": "nl"}, name="product-nl"),
    path("<slug:town>/en/products/", views.products, {"lang": "en"}, name="products-en"),
    path("<slug:town>/en/products/what-you-need/", views.what_you_need, {"lang": "en"}, name="what-you-need-en"),
    path("<slug:town>/en/products/<slug:product>/", views.product, {"lang": "en"}, name="product-en"),
]
