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
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=16, verbose_name="nummer")),
                ("service", models.PositiveSmallIntegerField(verbose_name="dienst")),
                ("product", models.CharField(max_length=60, verbose_name="product")),
                ("organ", models.CharField(max_length=16, verbose_name="bevoegd orgaan")),
                ("reference", models.CharField(blank=True, max_length=60, verbose_name="kenmerk in het bronsysteem")),
                ("received", models.DateField(verbose_name="ontvangen op")),
                ("due", models.DateField(null=True, verbose_name="wettelijke termijn")),
                ("norm_due", models.DateField(null=True, verbose_name="afgesproken norm")),
                ("clock", models.DateField(null=True, verbose_name="loopt af op")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("suspended", "opgeschort"),
                            ("decided", "besloten"),
                            ("closed", "afgesloten"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("suspended_on", models.DateField(null=True, verbose_name="opgeschort op")),
                ("suspensions", models.JSONField(default=list)),
                ("passed", models.BooleanField(default=False, verbose_name="termijn verstreken")),
                ("outcome", models.CharField(blank=True, max_length=80, verbose_name="uitkomst")),
                ("signature", models.TextField(blank=True, verbose_name="ondertekening")),
                ("decided_on", models.DateField(null=True, verbose_name="besloten op")),
                ("closed_on", models.DateField(null=True, verbose_name="afgesloten op")),
                ("handler", models.CharField(max_length=24)),
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
                "verbose_name": "zaak",
                "verbose_name_plural": "zaken",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("open", "suspended"))),
                        fields=["municipality", "clock", "id"],
                        name="case_open",
                    ),
                    models.Index(fields=["municipality", "state", "clock", "id"], name="case_worklist"),
                    models.Index(fields=["municipality", "reference"], name="case_reference"),
                    models.Index(fields=["municipality", "service", "state", "clock", "id"], name="case_service"),
                ],
                "constraints": [models.UniqueConstraint(fields=("municipality", "number"), name="case_number")],
            },
        ),
    ]
