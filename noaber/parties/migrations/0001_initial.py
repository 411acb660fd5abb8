import django.db.models.deletion
import noaber.parties.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Municipality",
            fields=[
                ("code", models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name="CBS-code")),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=80, verbose_name="naam")),
                ("oin", models.CharField(blank=True, max_length=20, verbose_name="OIN")),
                ("kvk", models.CharField(blank=True, max_length=8, verbose_name="KvK-nummer")),
                ("vat_number", models.CharField(blank=True, max_length=20, verbose_name="btw-nummer")),
                ("iban", models.CharField(blank=True, max_length=34, verbose_name="IBAN")),
                ("street", models.CharField(blank=True, max_length=120, verbose_name="adres")),
                ("postcode", models.CharField(blank=True, max_length=7, verbose_name="postcode")),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="plaats")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mailadres voor facturen")),
            ],
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="waarvoor")),
                ("fingerprint", models.CharField(editable=False, max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list, verbose_name="mag lezen")),
                ("made_at", models.DateTimeField(verbose_name="gemaakt op")),
                ("expires_at", models.DateTimeField(verbose_name="geldig tot")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="ingetrokken op")),
                ("last_used_on", models.DateField(blank=True, null=True, verbose_name="laatst gebruikt op")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.municipality"
                    ),
                ),
            ],
            options={
                "verbose_name": "sleutel voor de API",
                "verbose_name_plural": "sleutels voor de API",
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mailadres")),
                ("name", models.CharField(max_length=80, verbose_name="naam")),
                (
                    "pseudonym",
                    models.CharField(
                        default=noaber.parties.models.new_pseudonym, editable=False, max_length=24, unique=True
                    ),
                ),
                ("fictional", models.BooleanField(default=False, verbose_name="bestaat alleen in de demo")),
                ("is_active", models.BooleanField(default=True, verbose_name="mag aanmelden")),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="parties.municipality", verbose_name="werkgever"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "function",
                    models.CharField(
                        choices=[
                            ("clerk", "medewerker burgerzaken"),
                            ("second_line", "medewerker tweede lijn"),
                            ("team_lead", "teamleider Dienstverlening"),
                            ("controller", "controller"),
                            ("director", "regisseur"),
                            ("ciso", "CISO"),
                            ("archivist", "archivaris"),
                            ("administrator", "beheerder"),
                            ("system", "Noaber"),
                        ],
                        max_length=24,
                        verbose_name="functie",
                    ),
                ),
                ("since", models.DateField(verbose_name="vanaf")),
                ("until", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="parties.municipality"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
