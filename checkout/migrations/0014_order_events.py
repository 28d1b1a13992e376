from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('checkout', '0013_hold_times'),
    ]

    operations = [
        migrations.AddField(
            model_name='orderevent',
            name='code',
            field=models.CharField(blank=True, db_default='', default='', max_length=32),
        ),
        migrations.AddField(
            model_name='orderevent',
            name='facts',
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
        # The column keeps its name: code of before this migration goes on reading and writing it.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField('orderevent', 'text', 'sentence'),
                migrations.AlterField(
                    model_name='orderevent',
                    name='sentence',
                    field=models.CharField(db_column='text', max_length=255),
                ),
            ],
        ),
        migrations.AlterField(
            model_name='orderevent',
            name='sentence',
            field=models.CharField(blank=True, db_column='text', db_default='', default='', max_length=255),
        ),
    ]
