from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshops", "0004_state_of_what_a_group_said")]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="words_given_at",
            field=models.DateTimeField(null=True),
        ),
    ]
