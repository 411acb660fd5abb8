import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("agreement", models.CharField(max_length=60)),
                ("act", models.CharField(max_length=60)),
                ("clause", models.CharField(max_length=20)),
                ("actor", models.CharField(max_length=24)),
                ("function", models.CharField(max_length=24)),
                ("mandate", models.CharField(blank=True, max_length=60)),
                ("object", models.CharField(blank=True, max_length=60)),
                ("result", models.CharField(max_length=8)),
                ("reason", models.CharField(blank=True, max_length=60)),
                ("key", models.CharField(max_length=80, null=True)),
                ("header", models.TextField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="parties.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "journaalregel",
            },
        ),
        migrations.CreateModel(
            name="CountedLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=30)),
                ("day", models.DateField()),
                ("month", models.PositiveIntegerField()),
                ("quantity", models.BigIntegerField()),
                ("unit", models.CharField(max_length=8)),
                ("service", models.PositiveSmallIntegerField()),
                ("key", models.CharField(max_length=60)),
                ("base", models.BigIntegerField()),
                ("clause", models.CharField(max_length=20)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="parties.municipality"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="journal.entry"
                    ),
                ),
            ],
            options={
                "verbose_name": "telregel",
            },
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.BinaryField()),
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False, on_delete=django.db.models.deletion.PROTECT, to="journal.entry"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="parties.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("size", models.BigIntegerField(default=0)),
                ("frontier", models.JSONField(default=list)),
                ("horizon", models.BigIntegerField(default=0)),
                ("sealed_at", models.DateTimeField(null=True)),
                ("alarm", models.TextField(blank=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="parties.municipality"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="parties.municipality"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "year", "size"), name="checkpoint_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Payload",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="journal.entry",
                    ),
                ),
                ("salt", models.BinaryField(null=True)),
                ("body", models.TextField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="parties.municipality"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["municipality", "-id"], name="entry_newest"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["municipality", "object", "-id"], name="entry_of_object"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["municipality", "act", "-id"], name="entry_of_act"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("municipality", "key"), name="entry_once_per_form"),
        ),
        migrations.AddIndex(
            model_name="countedline",
            index=models.Index(
                fields=["municipality", "month", "service", "measure", "key", "entry", "quantity", "base"],
                name="line_sums",
            ),
        ),
        migrations.AddIndex(
            model_name="countedline",
            index=models.Index(fields=["municipality", "measure", "-id"], name="line_of_measure"),
        ),
        migrations.AddConstraint(
            model_name="leaf",
            constraint=models.UniqueConstraint(fields=("municipality", "year", "index"), name="leaf_place"),
        ),
        migrations.AddConstraint(
            model_name="sealstate",
            constraint=models.UniqueConstraint(fields=("municipality", "year"), name="seal_state_once"),
        ),
    ]
