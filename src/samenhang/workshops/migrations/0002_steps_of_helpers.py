import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0001_the_map_and_who_fills_it")]

    operations = [
        migrations.AddField(
            model_name="act",
            name="helper",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="workshops.participant",
            ),
        ),
    ]
