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
            name="FormationRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreed", models.BooleanField(default=False, verbose_name="van het addendum")),
                ("pseudonym", models.CharField(max_length=24, verbose_name="medewerker")),
                ("direct", models.BooleanField(default=True, verbose_name="aangesteld voor de opdrachtgever")),
                ("function", models.CharField(max_length=24, verbose_name="functie")),
                ("norm_function", models.CharField(max_length=80, verbose_name="normfunctie")),
                ("scale", models.CharField(max_length=6, verbose_name="schaal")),
                ("step", models.PositiveSmallIntegerField(verbose_name="trede")),
                ("fte", models.PositiveIntegerField(verbose_name="omvang")),
                ("shares", models.JSONField(verbose_name="verdeling over de diensten")),
                ("since", models.DateField(verbose_name="vanaf")),
                ("until", models.DateField(null=True, verbose_name="tot en met")),
                ("dropped", models.BooleanField(default=False, verbose_name="vervallen")),
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
                "verbose_name": "formatieregel",
                "indexes": [models.Index(fields=["municipality", "agreed", "dropped"], name="formation_rows")],
            },
        ),
        migrations.CreateModel(
            name="PayrollImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.CharField(max_length=7, verbose_name="maand")),
                ("filename", models.CharField(max_length=120, verbose_name="bestand")),
                ("digest", models.CharField(max_length=64, verbose_name="vingerafdruk")),
                ("rows", models.JSONField(verbose_name="regels")),
                ("flags", models.JSONField(verbose_name="signalen")),
                ("total_cents", models.BigIntegerField(verbose_name="totaal")),
                ("people", models.PositiveSmallIntegerField(verbose_name="mensen")),
                ("imported_on", models.DateField(verbose_name="ingelezen op")),
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
                "verbose_name": "loonbestand",
                "verbose_name_plural": "loonbestanden",
                "constraints": [models.UniqueConstraint(fields=("municipality", "month"), name="payroll_month")],
            },
        ),
        migrations.CreateModel(
            name="RevaluationRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("function", models.CharField(max_length=24, verbose_name="functie")),
                ("started_on", models.DateField(verbose_name="begonnen op")),
                ("informed_on", models.DateField(verbose_name="regisseur ingelicht op")),
                ("discussed_on", models.DateField(null=True, verbose_name="besproken op")),
                ("scale", models.CharField(blank=True, max_length=6, verbose_name="nieuwe schaal")),
                ("step", models.PositiveSmallIntegerField(null=True, verbose_name="nieuwe trede")),
                ("since", models.DateField(null=True, verbose_name="gaat in op")),
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
                "verbose_name": "herwaardering",
                "indexes": [models.Index(fields=["municipality", "function"], name="revaluation_function")],
            },
        ),
        migrations.CreateModel(
            name="SalaryTableRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="geldt vanaf")),
                ("budgeted", models.BooleanField(default=False, verbose_name="meegenomen in het addendum")),
                ("salaries", models.JSONField(verbose_name="bedragen")),
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
                "verbose_name": "salaristabel",
                "constraints": [models.UniqueConstraint(fields=("municipality", "since"), name="salary_table_day")],
            },
        ),
    ]
