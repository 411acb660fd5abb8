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
            name="ExtraWork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                ("number", models.PositiveIntegerField(verbose_name="volgnummer")),
                ("reference", models.CharField(max_length=16, verbose_name="nummer")),
                (
                    "kind",
                    models.CharField(
                        choices=[("additional", "meerwerk"), ("custom", "maatwerk"), ("calamity", "calamiteit")],
                        max_length=10,
                        verbose_name="soort",
                    ),
                ),
                ("service", models.PositiveSmallIntegerField(verbose_name="dienst")),
                ("title", models.CharField(max_length=80, verbose_name="titel")),
                ("reason", models.TextField(verbose_name="aanleiding")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "wacht op akkoord"),
                            ("consented", "akkoord, nog niet begonnen"),
                            ("started", "loopt"),
                            ("halted", "ligt stil, wacht op akkoord"),
                            ("finished", "gereed"),
                            ("declined", "geweigerd"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("estimate_cents", models.BigIntegerField(verbose_name="raming")),
                ("asked_on", models.DateField(verbose_name="gevraagd of gemeld op")),
                ("asked_by", models.CharField(max_length=24)),
                ("planned_start", models.DateField(null=True, verbose_name="gewenst begin")),
                ("consent_cents", models.BigIntegerField(null=True, verbose_name="akkoord tot")),
                ("consented_on", models.DateField(null=True, verbose_name="akkoord op")),
                ("consent_text", models.TextField(blank=True, verbose_name="tekst van het akkoord")),
                ("addendum", models.CharField(blank=True, max_length=60, verbose_name="addendum")),
                ("answer", models.TextField(blank=True, verbose_name="antwoord van de opdrachtgever")),
                ("started_on", models.DateField(null=True, verbose_name="begonnen op")),
                ("inform_due", models.DateField(null=True, verbose_name="opdrachtgever informeren voor")),
                ("informed_on", models.DateField(null=True, verbose_name="opdrachtgever geïnformeerd op")),
                ("proposed_cents", models.BigIntegerField(null=True, verbose_name="voorgestelde kosten")),
                ("proposed_by", models.CharField(blank=True, max_length=24)),
                ("agreed_cents", models.BigIntegerField(null=True, verbose_name="afgesproken kosten")),
                ("agreed_on", models.DateField(null=True, verbose_name="kosten afgesproken op")),
                ("charged_cents", models.BigIntegerField(default=0, verbose_name="in rekening gebracht")),
                ("settled", models.BooleanField(default=False, verbose_name="afgerekend")),
                ("finished_on", models.DateField(null=True, verbose_name="gereed op")),
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
                "verbose_name": "extra werk",
                "verbose_name_plural": "extra werk",
                "indexes": [models.Index(fields=["municipality", "state", "-id"], name="extrawork_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "year", "number"), name="extrawork_number"),
                    models.UniqueConstraint(fields=("municipality", "reference"), name="extrawork_reference"),
                ],
            },
        ),
    ]
