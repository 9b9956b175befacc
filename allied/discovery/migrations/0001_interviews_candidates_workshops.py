import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from allied.foundation.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("alliances", "0001_tables"),
        ("people", "0001_tables"),
        ("strategy", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Candidate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=140, verbose_name="title")),
                        (
                            "description",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="description"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("candidate", "candidate"),
                                    ("taken", "on the map"),
                                    ("merged", "merged into another"),
                                    ("set_aside", "set aside"),
                                ],
                                default="candidate",
                                max_length=12,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=500, verbose_name="reason"),
                        ),
                        ("is_illustrative", models.BooleanField(default=False)),
                        (
                            "raised_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="discovery.candidate",
                            ),
                        ),
                        (
                            "objective",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="strategy.objective",
                            ),
                        ),
                        (
                            "perspective",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="strategy.perspective",
                            ),
                        ),
                        (
                            "raised_by",
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
                        (
                            "theme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="strategy.theme",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("title", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Interview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "executive",
                            models.CharField(blank=True, max_length=140, verbose_name="executive"),
                        ),
                        ("held_on", models.DateField(verbose_name="held on")),
                        (
                            "interviewer",
                            models.CharField(
                                blank=True, max_length=140, verbose_name="interviewer"
                            ),
                        ),
                        ("is_illustrative", models.BooleanField(default=False)),
                        (
                            "recorded_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
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
                        "ordering": ("-held_on", "-id"),
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("question", models.CharField(max_length=300, verbose_name="question")),
                        (
                            "text",
                            models.TextField(blank=True, max_length=20000, verbose_name="answer"),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "interview",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="discovery.interview",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Passage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("voice", models.CharField(max_length=140, verbose_name="voice")),
                        ("said_on", models.DateField()),
                        (
                            "start",
                            models.PositiveIntegerField(
                                help_text="first character in the answer, from 0"
                            ),
                        ),
                        ("text", models.TextField(max_length=2000, verbose_name="passage")),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="passages",
                                to="discovery.answer",
                            ),
                        ),
                        (
                            "candidate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="passages",
                                to="discovery.candidate",
                            ),
                        ),
                        (
                            "marked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.partner",
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
                        "ordering": ("partner__position", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Workshop",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("name", models.CharField(max_length=140, verbose_name="name")),
                        ("held_on", models.DateField(verbose_name="held on")),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("prepared", "being prepared"),
                                    ("open", "open"),
                                    ("closed", "closed"),
                                ],
                                default="prepared",
                                max_length=10,
                            ),
                        ),
                        ("is_voting", models.BooleanField(default=False)),
                        (
                            "votes_each",
                            models.PositiveSmallIntegerField(default=5, verbose_name="votes each"),
                        ),
                        ("tick", models.PositiveIntegerField(default=0)),
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
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.room",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-held_on", "-id"),
                    },
                ),
                migrations.CreateModel(
                    name="Card",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("moved_by", models.CharField(blank=True, max_length=200)),
                        ("gone_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "candidate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cards",
                                to="discovery.candidate",
                            ),
                        ),
                        (
                            "perspective",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="strategy.perspective",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="strategy.theme",
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cards",
                                to="discovery.workshop",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("workshop", "candidate"), name="candidate_once_in_workshop"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Guide",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("questions", models.TextField(max_length=6000, verbose_name="questions")),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
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
                        "constraints": [
                            models.UniqueConstraint(fields=("room",), name="one_guide_per_room")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Vote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("count", models.PositiveSmallIntegerField(default=1)),
                        (
                            "card",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="votes",
                                to="discovery.card",
                            ),
                        ),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="votes",
                                to="discovery.workshop",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("card", "person"), name="one_vote_row_per_card"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("count__gt", 0)), name="a_vote_counts"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Move",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("tick", models.PositiveIntegerField()),
                        (
                            "card_version",
                            models.PositiveIntegerField(
                                help_text="the version of the card it made"
                            ),
                        ),
                        ("author", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "act",
                            models.CharField(
                                help_text="add, move, merge or take_off", max_length=10
                            ),
                        ),
                        (
                            "card",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="discovery.card",
                            ),
                        ),
                        (
                            "onto",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="discovery.card",
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
                            "perspective",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="strategy.perspective",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="strategy.theme",
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="discovery.workshop",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-tick", "-id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("card", "card_version"), name="one_move_per_version"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
