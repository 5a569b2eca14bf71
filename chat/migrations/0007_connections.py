import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0006_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Process",
            fields=[
                ("key", models.CharField(editable=False, max_length=16, primary_key=True, serialize=False)),
                ("name", models.CharField(editable=False, max_length=100, verbose_name="process")),
                ("seen_at", models.DateTimeField(editable=False)),
            ],
            options={
                "verbose_name": "process",
                "verbose_name_plural": "processes",
            },
        ),
        migrations.CreateModel(
            name="Connection",
            fields=[
                ("id", models.CharField(editable=False, max_length=16, primary_key=True, serialize=False)),
                ("log_in", models.CharField(editable=False, max_length=64)),
                ("address", models.CharField(max_length=45, verbose_name="address")),
                ("agent", models.CharField(max_length=200, verbose_name="browser")),
                ("since", models.DateTimeField(verbose_name="since")),
                ("last_active", models.DateTimeField(verbose_name="last active")),
                ("rooms", models.JSONField(default=list, verbose_name="rooms")),
                ("is_lagging", models.BooleanField(default=False, verbose_name="reads too slowly")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="connections",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="connections",
                        to="chat.process",
                        verbose_name="process",
                    ),
                ),
            ],
            options={
                "verbose_name": "connection",
                "verbose_name_plural": "connections",
            },
        ),
    ]
