from collections import defaultdict

from django.conf import settings
from django.db import migrations, models
from wagtail.coreutils import get_supported_content_language_variant


def find_sources(apps, schema_editor):
    """The source of what there is: the page in the shop's own language that was published, else the first."""
    language = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    columns = (
        'pk', 'translation_key', 'alias_of', 'alias_of__translation_key', 'first_published_at',
        'locale__language_code',
    )
    sources, keys = {}, defaultdict(set)
    for pk, key, alias_of, shown, published, code in (
        apps.get_model('catalogue', 'ProductPage').objects.order_by('pk').values_list(*columns).iterator()
    ):
        product = shown or key
        keys[product].add(key)
        rank = 0 if alias_of is None and code == language and published else 1 if alias_of is None else 2
        sources[product] = min(sources.get(product, (rank, pk)), (rank, pk))
    model = apps.get_model('catalogue', 'ProductStanding')
    rows = (model(product_key=key, source_pk=sources[product][1]) for product in keys for key in keys[product])
    model.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0010_database_defaults'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProductStanding',
            fields=[
                ('product_key', models.UUIDField(primary_key=True, serialize=False)),
                ('source_pk', models.BigIntegerField(db_index=True)),
                ('archived_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ('product_key',),
                'default_permissions': (),
            },
        ),
        migrations.RunPython(find_sources, migrations.RunPython.noop, elidable=True),
    ]
