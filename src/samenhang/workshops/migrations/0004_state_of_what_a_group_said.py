from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0003_tempo_of_the_script")]

    operations = [
        migrations.AddField(
            model_name="card",
            name="origin_state",
            field=models.CharField(blank=True, default="", editable=False, max_length=9),
        ),
    ]
