from django.urls import path, register_converter

from noaber.invoicing import views
from noaber.staffing.paths import MonthConverter

register_converter(MonthConverter, "invoice_month")

urlpatterns = [
    path("", views.invoices, name="invoices"),
    path("<invoice_month:month>/", views.invoice, name="invoice"),
    path("<invoice_month:month>/vaststellen/", views.issue, name="invoice-issue"),
    path("<invoice_month:month>/factuur.xml", views.invoice_ubl, name="invoice-ubl"),
    path("<invoice_month:month>/factuur.pdf", views.invoice_pdf, name="invoice-pdf"),
]
