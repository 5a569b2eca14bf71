from django.db import migrations

from chat.search import schema


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0002_life_of_a_message"),
    ]

    operations = [
        migrations.RunPython(schema.install, schema.remove),
    ]
