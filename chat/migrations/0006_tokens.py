import chat.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0005_attachments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(max_length=60, validators=[chat.validators.validate_line], verbose_name="name"),
                ),
                ("key", models.CharField(editable=False, max_length=16, unique=True, verbose_name="begins with")),
                ("token_hash", models.CharField(editable=False, max_length=64)),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("read", "read"),
                            ("post", "read and post"),
                            ("manage", "read, post and manage rooms"),
                        ],
                        default="read",
                        max_length=6,
                        verbose_name="may",
                    ),
                ),
                ("all_rooms", models.BooleanField(default=True, verbose_name="all rooms")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("expires_at", models.DateTimeField(null=True, verbose_name="expires")),
                ("last_used_at", models.DateTimeField(editable=False, null=True, verbose_name="last used")),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                ("rooms", models.ManyToManyField(blank=True, related_name="+", to="chat.room", verbose_name="rooms")),
            ],
            options={
                "verbose_name": "access token",
                "verbose_name_plural": "access tokens",
            },
        ),
    ]
