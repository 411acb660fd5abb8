from django.urls import path

from noaber.reporting import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("<str:quarter>/", views.report, name="report"),
    path("<str:quarter>/vaststellen/", views.fix, name="fix-report"),
    path("<str:quarter>/feiten/", views.check, name="check-report"),
    path("<str:quarter>/toelichting/", views.remark, name="remark"),
    path("<str:quarter>/rapport.pdf", views.report_pdf, name="report-pdf"),
    path("<str:quarter>/rapport.xlsx", views.report_xlsx, name="report-xlsx"),
    path("<str:quarter>/rapport.csv", views.report_csv, name="report-csv"),
]
