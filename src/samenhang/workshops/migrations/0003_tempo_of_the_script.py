from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0002_steps_of_helpers")]

    operations = [
        migrations.AddField(
            model_name="workshop",
            name="script_tempo",
            field=models.CharField(
                blank=True,
                choices=[("each", "Elke stap apart"), ("together", "Eerst stap 1, daarna 2 tot en met 5 samen")],
                default="",
                editable=False,
                max_length=8,
            ),
        ),
    ]
