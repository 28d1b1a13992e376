import django.utils.timezone
from django.db import migrations, models

import checkout.models.identity


def name_this_shop(apps, schema_editor):
    """From now on: what is older names no shop."""
    apps.get_model("checkout", "ShopIdentity").objects.create(pk=1)


class Migration(migrations.Migration):

    dependencies = [
        ("checkout", "0009_heartbeats"),
    ]

    operations = [
        migrations.CreateModel(
            name="ShopIdentity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shop_id", models.CharField(default=checkout.models.identity.new_shop_id, max_length=64)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_for", models.CharField(blank=True, default=checkout.models.identity.address_now, max_length=200)),
                ("foreign_events", models.PositiveBigIntegerField(db_default=0, default=0)),
                ("foreign_shop", models.CharField(blank=True, db_default="", max_length=64)),
                ("foreign_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.RunPython(name_this_shop, migrations.RunPython.noop),
    ]
