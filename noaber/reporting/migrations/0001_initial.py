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
            name="FixedReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.CharField(max_length=8, verbose_name="kwartaal")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("concept", "concept"),
                            ("fixed", "vastgesteld"),
                            ("agreed", "feiten akkoord"),
                            ("disputed", "feiten betwist"),
                        ],
                        default="concept",
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("fixed_on", models.DateField(verbose_name="vastgesteld op")),
                ("document", models.JSONField()),
                ("pdf", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="antwoord van de opdrachtgever")),
                ("checked_on", models.DateField(null=True, verbose_name="gecontroleerd op")),
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
                "verbose_name": "vastgesteld rapport",
                "constraints": [models.UniqueConstraint(fields=("municipality", "quarter"), name="report_of_quarter")],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.CharField(max_length=8, verbose_name="kwartaal")),
                ("kpi", models.CharField(blank=True, max_length=12, verbose_name="norm")),
                ("service", models.PositiveSmallIntegerField(default=0, verbose_name="dienst")),
                ("cause", models.CharField(max_length=500, verbose_name="oorzaak")),
                ("action", models.CharField(blank=True, max_length=500, verbose_name="actie")),
                ("owner", models.CharField(blank=True, max_length=80, verbose_name="eigenaar")),
                ("due", models.DateField(null=True, verbose_name="klaar op")),
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
                "verbose_name": "toelichting",
                "indexes": [models.Index(fields=["municipality", "quarter", "id"], name="remark_of_quarter")],
            },
        ),
    ]
