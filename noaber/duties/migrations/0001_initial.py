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
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60, verbose_name="soort")),
                ("title", models.CharField(max_length=200, verbose_name="wat")),
                ("clause", models.CharField(max_length=20, verbose_name="artikel")),
                ("holder", models.CharField(max_length=24, verbose_name="houder")),
                ("about", models.CharField(max_length=60, verbose_name="waarover")),
                ("due", models.DateField(verbose_name="uiterlijk")),
                ("shown_from", models.DateField(verbose_name="in beeld vanaf")),
                ("remind_on", models.DateField(verbose_name="herinneren op")),
                ("done_by", models.CharField(max_length=60, verbose_name="handeling")),
                ("done_on", models.DateField(null=True, verbose_name="gedaan op")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="wat er is gedaan")),
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
                "verbose_name": "termijn",
                "verbose_name_plural": "termijnen",
                "indexes": [
                    models.Index(fields=["municipality", "done_on", "due", "id"], name="duty_open"),
                    models.Index(fields=["municipality", "done_by", "about"], name="duty_of_act"),
                ],
                "constraints": [models.UniqueConstraint(fields=("municipality", "code", "about"), name="duty_once")],
            },
        ),
    ]
