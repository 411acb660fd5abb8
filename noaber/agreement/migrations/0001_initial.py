import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("since", models.DateField(verbose_name="gaat in op")),
                ("until", models.DateField(blank=True, null=True, verbose_name="eindigt op")),
                ("digest", models.CharField(max_length=64)),
                ("document", models.TextField()),
                ("loaded_at", models.DateTimeField(verbose_name="ingelezen op")),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.municipality"
                    ),
                ),
                (
                    "contractor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "overeenkomst",
            },
        ),
    ]
