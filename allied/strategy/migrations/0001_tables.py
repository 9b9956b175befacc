import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from allied.foundation.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("strategy", "0001_initial"),
        ("strategy", "0002_titles_unique_in_a_room"),
        ("strategy", "0003_weights_from_a_day_on"),
        ("strategy", "0004_where_the_objectives_stand"),
    ]

    initial = True

    dependencies = [
        ("alliances", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Perspective",
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
                            "weight",
                            models.DecimalField(
                                decimal_places=3, default=1, max_digits=9, verbose_name="weight"
                            ),
                        ),
                        (
                            "roll_up_rule",
                            models.CharField(
                                choices=[
                                    ("weighted_mean", "weighted_mean"),
                                    ("worst", "worst"),
                                    ("best", "best"),
                                    ("most_frequent", "most_frequent"),
                                    ("judgement", "judgement"),
                                ],
                                default="weighted_mean",
                                max_length=20,
                            ),
                        ),
                        (
                            "missing_policy",
                            models.CharField(
                                choices=[
                                    ("leave_out", "leave_out"),
                                    ("strict", "strict"),
                                    ("as_zero", "as_zero"),
                                    ("carry_forward", "carry_forward"),
                                ],
                                default="leave_out",
                                max_length=20,
                            ),
                        ),
                        (
                            "judgement",
                            models.FloatField(
                                blank=True,
                                help_text="the score, 0 to 1, where the rule is own judgement",
                                null=True,
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "question",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="question it answers"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "is_operational",
                            models.BooleanField(
                                default=False,
                                help_text="holds how the work is done; for the advice on form",
                            ),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
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
                        (
                            "weights",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="other weights, each from a day on: see weights.py",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Theme",
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
                            "weight",
                            models.DecimalField(
                                decimal_places=3, default=1, max_digits=9, verbose_name="weight"
                            ),
                        ),
                        (
                            "roll_up_rule",
                            models.CharField(
                                choices=[
                                    ("weighted_mean", "weighted_mean"),
                                    ("worst", "worst"),
                                    ("best", "best"),
                                    ("most_frequent", "most_frequent"),
                                    ("judgement", "judgement"),
                                ],
                                default="weighted_mean",
                                max_length=20,
                            ),
                        ),
                        (
                            "missing_policy",
                            models.CharField(
                                choices=[
                                    ("leave_out", "leave_out"),
                                    ("strict", "strict"),
                                    ("as_zero", "as_zero"),
                                    ("carry_forward", "carry_forward"),
                                ],
                                default="leave_out",
                                max_length=20,
                            ),
                        ),
                        (
                            "judgement",
                            models.FloatField(
                                blank=True,
                                help_text="the score, 0 to 1, where the rule is own judgement",
                                null=True,
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "statement",
                            models.CharField(blank=True, max_length=500, verbose_name="statement"),
                        ),
                        (
                            "colour",
                            models.PositiveSmallIntegerField(default=1, verbose_name="colour"),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "leader",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                                verbose_name="leader",
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
                            "weights",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="other weights, each from a day on: see weights.py",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Objective",
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
                            "weight",
                            models.DecimalField(
                                decimal_places=3, default=1, max_digits=9, verbose_name="weight"
                            ),
                        ),
                        (
                            "roll_up_rule",
                            models.CharField(
                                choices=[
                                    ("weighted_mean", "weighted_mean"),
                                    ("worst", "worst"),
                                    ("best", "best"),
                                    ("most_frequent", "most_frequent"),
                                    ("judgement", "judgement"),
                                ],
                                default="weighted_mean",
                                max_length=20,
                            ),
                        ),
                        (
                            "missing_policy",
                            models.CharField(
                                choices=[
                                    ("leave_out", "leave_out"),
                                    ("strict", "strict"),
                                    ("as_zero", "as_zero"),
                                    ("carry_forward", "carry_forward"),
                                ],
                                default="leave_out",
                                max_length=20,
                            ),
                        ),
                        (
                            "judgement",
                            models.FloatField(
                                blank=True,
                                help_text="the score, 0 to 1, where the rule is own judgement",
                                null=True,
                            ),
                        ),
                        ("title", models.CharField(max_length=140, verbose_name="title")),
                        (
                            "description",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="description"
                            ),
                        ),
                        (
                            "pin",
                            models.FloatField(
                                blank=True,
                                help_text="place in its band, 0 left to 1 right",
                                null=True,
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                                verbose_name="owner",
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
                            "perspective",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objectives",
                                to="strategy.perspective",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objectives",
                                to="strategy.theme",
                            ),
                        ),
                        (
                            "weights",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="other weights, each from a day on: see weights.py",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=("alliance", "room", "title"),
                                name="objective_title_unique",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MapChange",
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
                        ("author", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("act", models.CharField(max_length=60)),
                        ("label", models.CharField(max_length=300)),
                        ("operations", models.JSONField()),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
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
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.room",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-id",),
                        "indexes": [
                            models.Index(
                                fields=["alliance", "-id"], name="strategy_ma_allianc_e5438e_idx"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Link",
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
                        (
                            "cause",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="effects",
                                to="strategy.objective",
                            ),
                        ),
                        (
                            "effect",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="causes",
                                to="strategy.objective",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("cause", "effect"), name="link_once"),
                            models.CheckConstraint(
                                condition=models.Q(("cause", models.F("effect")), _negated=True),
                                name="link_to_another_objective",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JointWin",
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
                        ("text", models.CharField(max_length=300, verbose_name="joint win")),
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
                                on_delete=django.db.models.deletion.CASCADE,
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
                        (
                            "objective",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="joint_wins",
                                to="strategy.objective",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("partner__position", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("objective", "partner", "room"), name="joint_win_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StrategyMap",
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
                            "mission",
                            models.CharField(blank=True, max_length=300, verbose_name="mission"),
                        ),
                        (
                            "values_line",
                            models.CharField(blank=True, max_length=300, verbose_name="values"),
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
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.room",
                            ),
                        ),
                        (
                            "placement",
                            models.JSONField(
                                default=dict,
                                editable=False,
                                help_text="ids of objectives from left to right by band",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("alliance",), name="one_map_per_alliance"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
