from django.urls import path, register_converter

from noaber.staffing import views
from noaber.staffing.paths import MonthConverter

register_converter(MonthConverter, "payroll_month")

urlpatterns = [
    path("", views.payroll, name="payroll"),
    path("inlezen/", views.import_payroll, name="import-payroll"),
    path("<payroll_month:month>/voorbeeld/", views.example, name="payroll-example"),
    path("<payroll_month:month>/", views.payroll_month, name="payroll-month"),
]
