from django.urls import path

from noaber.cemetery.charges import file_views, layout_views, post_views, tariff_views

urlpatterns = [
    path("posten/", post_views.posts, name="grave-posts"),
    path("posten/ophalen/", post_views.collect, name="collect-posts"),
    path("posten/nieuw/", post_views.new, name="new-grave-post"),
    path("posten/gemist/", post_views.missed, name="missed-posts"),
    path("posten/gemist/<int:event>/", post_views.waive, name="waive-post"),
    path("posten/heffing/", post_views.levy, name="grave-levy"),
    path("posten/debiteuren/", post_views.debtors, name="grave-debtors"),
    path("posten/debiteuren/nieuw/", post_views.debtor, name="new-grave-debtor"),
    path("posten/debiteuren/<str:number>/", post_views.debtor, name="grave-debtor"),
    path("posten/<int:number>/", post_views.post, name="grave-post"),
    path("posten/<int:number>/debiteur/", post_views.payer, name="payer-of-post"),
    path("posten/<int:number>/vervallen/", post_views.drop, name="drop-post"),
    path("posten/<int:number>/crediteren/", post_views.credit, name="credit-post"),
    path("posten/<int:number>/opnieuw/", post_views.again, name="post-again"),
    path("bestanden/", file_views.files, name="grave-files"),
    path("bestanden/maken/", file_views.make, name="make-grave-file"),
    path("bestanden/indeling/", layout_views.edit, name="grave-layout"),
    path("bestanden/<str:number>/", file_views.file, name="grave-file"),
    path("bestanden/<str:number>/verwerking/", file_views.acknowledge, name="acknowledge-file"),
    *(
        path(f"bestanden/<str:number>/{what}/", file_views.fetch, {"what": what}, name=f"grave-file-{what}")
        for what in file_views.PARTS
    ),
    path("tarieven/", tariff_views.tariffs, name="grave-tariffs"),
    path("tarieven/uitproberen/", tariff_views.try_out, name="try-tariffs"),
]
