from django.db import migrations, models


def _weights() -> models.JSONField:
    return models.JSONField(
        blank=True, default=list, help_text="other weights, each from a day on: see weights.py"
    )


class Migration(migrations.Migration):
    dependencies = [("strategy", "0002_titles_unique_in_a_room")]

    operations = [
        migrations.AddField(model_name="objective", name="weights", field=_weights()),
        migrations.AddField(model_name="perspective", name="weights", field=_weights()),
        migrations.AddField(model_name="theme", name="weights", field=_weights()),
    ]
