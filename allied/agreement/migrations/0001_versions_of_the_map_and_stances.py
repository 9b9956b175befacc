import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("alliances", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="MapVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("in_force", "in force"),
                            ("superseded", "superseded"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(max_length=500, verbose_name="why")),
                ("author", models.CharField(max_length=200)),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("in_force_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, help_text="when it was superseded or withdrawn", null=True
                    ),
                ),
                ("ended_by", models.CharField(blank=True, max_length=200)),
                ("ended_why", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "objectives",
                    models.PositiveSmallIntegerField(help_text="how many the document holds"),
                ),
                ("document", models.JSONField()),
                ("scorecard", models.JSONField(blank=True, null=True)),
                ("is_illustrative", models.BooleanField(default=False)),
                (
                    "alliance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="alliances.alliance",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="alliances.room",
                    ),
                ),
            ],
            options={
                "ordering": ("-number",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("alliance", "room", "number"), name="map_version_number_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("alliance", "room"),
                        name="one_proposed_map",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_force")),
                        fields=("alliance", "room"),
                        name="one_map_in_force",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.BigIntegerField()),
                (
                    "answer",
                    models.CharField(
                        choices=[("agree", "agree"), ("object", "object")], max_length=6
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=1000, verbose_name="comment")),
                (
                    "acceptable",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="what would make it acceptable"
                    ),
                ),
                ("author", models.CharField(max_length=200)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "carried_from",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="number of the version in which it was given",
                        null=True,
                    ),
                ),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="alliances.partner",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stances",
                        to="agreement.mapversion",
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("version", "partner", "subject"),
                        name="one_stance_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "object"), _negated=True),
                            models.Q(("acceptable", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="objection_says_what_would_do",
                    ),
                ],
            },
        ),
    ]
