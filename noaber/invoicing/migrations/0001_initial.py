import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("journal", "0001_initial"),
        ("parties", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="InvoiceSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="laatste nummer")),
                (
                    "contractor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "factuurreeks",
                "verbose_name_plural": "factuurreeksen",
                "constraints": [models.UniqueConstraint(fields=("contractor", "year"), name="invoice_series_year")],
            },
        ),
        migrations.CreateModel(
            name="IssuedInvoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.CharField(max_length=7, verbose_name="maand")),
                ("number", models.CharField(max_length=24, verbose_name="factuurnummer")),
                ("type_code", models.CharField(default="380", max_length=3, verbose_name="soort")),
                ("issued", models.DateField(verbose_name="factuurdatum")),
                ("due", models.DateField(verbose_name="uiterlijk betalen")),
                ("net_cents", models.BigIntegerField(verbose_name="zonder btw")),
                ("payable_cents", models.BigIntegerField(verbose_name="te betalen")),
                ("document", models.JSONField(verbose_name="inhoud")),
                ("ubl", models.BinaryField(verbose_name="UBL-bestand")),
                ("pdf", models.BinaryField(verbose_name="PDF-bestand")),
                ("ubl_digest", models.CharField(max_length=64, verbose_name="vingerafdruk van het UBL-bestand")),
                ("pdf_digest", models.CharField(max_length=64, verbose_name="vingerafdruk van het PDF-bestand")),
                ("rules", models.CharField(max_length=80, verbose_name="nagekeken met")),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="journal.entry",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "factuur",
                "verbose_name_plural": "facturen",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "number"), name="invoice_number"),
                    models.UniqueConstraint(fields=("municipality", "month", "type_code"), name="invoice_month"),
                ],
            },
        ),
    ]
