import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from allied.foundation.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("alliances", "0001_tables"),
        ("people", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Template",
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
                        (
                            "purpose",
                            models.TextField(blank=True, max_length=2000, verbose_name="purpose"),
                        ),
                        (
                            "introduction",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="introduction"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        ("is_illustrative", models.BooleanField(default=False)),
                        (
                            "made_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "made_by",
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
                        "ordering": ("name", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Dimension",
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
                        (
                            "weight",
                            models.DecimalField(
                                decimal_places=3, default=1, max_digits=7, verbose_name="weight"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dimensions",
                                to="relations.template",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Counterpart",
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
                        ("kind", models.CharField(blank=True, max_length=60, verbose_name="kind")),
                        (
                            "contact",
                            models.CharField(blank=True, max_length=120, verbose_name="contact"),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="e-mail address"
                            ),
                        ),
                        (
                            "active_from",
                            models.DateField(blank=True, null=True, verbose_name="active from"),
                        ),
                        (
                            "active_until",
                            models.DateField(blank=True, null=True, verbose_name="active until"),
                        ),
                        ("is_illustrative", models.BooleanField(default=False)),
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
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="counterparts",
                                to="relations.template",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("name", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("active_from__isnull", True),
                                    ("active_until__isnull", True),
                                    ("active_until__gte", models.F("active_from")),
                                    _connector="OR",
                                ),
                                name="counterpart_ends_after_start",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
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
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("question", models.CharField(max_length=300, verbose_name="question")),
                        (
                            "help",
                            models.CharField(
                                blank=True, max_length=1000, verbose_name="what to look at"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("scale", "score on a scale"),
                                    ("percentage", "percentage"),
                                    ("number", "number"),
                                    ("yes_no", "yes or no"),
                                ],
                                default="scale",
                                max_length=12,
                                verbose_name="answered by",
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit")),
                        (
                            "lowest",
                            models.SmallIntegerField(default=1, verbose_name="lowest score"),
                        ),
                        (
                            "highest",
                            models.SmallIntegerField(default=5, verbose_name="highest score"),
                        ),
                        (
                            "lowest_means",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="the lowest means"
                            ),
                        ),
                        (
                            "highest_means",
                            models.CharField(
                                blank=True, max_length=80, verbose_name="the highest means"
                            ),
                        ),
                        (
                            "asked_of",
                            models.CharField(
                                choices=[
                                    ("both", "us and the counterpart"),
                                    ("ours", "us alone"),
                                    ("theirs", "the counterpart alone"),
                                ],
                                default="both",
                                max_length=6,
                                verbose_name="asked of",
                            ),
                        ),
                        (
                            "preset",
                            models.CharField(
                                choices=[
                                    ("baseline_target", "baseline to target"),
                                    ("red_flag_goal", "red flag and goal"),
                                    ("worst_best", "worst, red flag, goal, best"),
                                    ("minimum_maximum", "minimum to maximum"),
                                    ("on_target", "on target is best"),
                                    ("commit_stretch", "baseline, commit, target, stretch"),
                                    ("yes_no", "yes or no"),
                                    ("threshold", "threshold"),
                                    ("ratio", "ratio to target"),
                                ],
                                default="minimum_maximum",
                                max_length=20,
                                verbose_name="judged by",
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[
                                    ("higher", "higher is better"),
                                    ("lower", "lower is better"),
                                    ("on_target", "on target is best"),
                                    ("at_least", "at least"),
                                    ("at_most", "at most"),
                                ],
                                default="higher",
                                max_length=10,
                                verbose_name="direction",
                            ),
                        ),
                        (
                            "anchors",
                            models.JSONField(
                                default=dict, help_text="values by name, as text without rounding"
                            ),
                        ),
                        (
                            "weight",
                            models.DecimalField(
                                decimal_places=3, default=1, max_digits=7, verbose_name="weight"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "dimension",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="relations.dimension",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "criteria",
                        "ordering": ("position", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Round",
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
                        ("period_start", models.DateField(verbose_name="quarter")),
                        (
                            "due_on",
                            models.DateField(blank=True, null=True, verbose_name="answers by"),
                        ),
                        (
                            "definition",
                            models.JSONField(help_text="the dimensions and criteria as they were"),
                        ),
                        (
                            "revision",
                            models.PositiveIntegerField(
                                help_text="of the template when it was opened"
                            ),
                        ),
                        ("algorithm", models.CharField(max_length=40)),
                        ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "closed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rounds",
                                to="relations.template",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-period_start", "-id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("template", "period_start"), name="one_round_per_quarter"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("template",),
                                name="one_open_round",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sheet",
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
                            "agreed",
                            models.TextField(
                                blank=True,
                                max_length=4000,
                                verbose_name="agreed for the next quarter",
                            ),
                        ),
                        (
                            "counterpart",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheets",
                                to="relations.counterpart",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sheets",
                                to="relations.round",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("counterpart__name", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("round", "counterpart"), name="one_sheet_per_round"
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
                            "contact",
                            models.CharField(blank=True, max_length=120, verbose_name="contact"),
                        ),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                        (
                            "token_hash",
                            models.CharField(
                                help_text="SHA-256 of the token", max_length=64, unique=True
                            ),
                        ),
                        ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "sent_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="relations.sheet",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("sheet",),
                                name="one_link_in_use",
                            )
                        ],
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
                        (
                            "view",
                            models.CharField(
                                choices=[("ours", "our view"), ("theirs", "their view")],
                                max_length=6,
                            ),
                        ),
                        ("given", models.JSONField(default=dict)),
                        (
                            "comment",
                            models.TextField(blank=True, max_length=4000, verbose_name="comment"),
                        ),
                        (
                            "author",
                            models.CharField(help_text="the name at the time", max_length=200),
                        ),
                        ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("is_current", models.BooleanField(default=False)),
                        ("score", models.FloatField(blank=True, null=True)),
                        ("status", models.CharField(blank=True, max_length=10)),
                        ("coverage", models.FloatField(default=0)),
                        ("scores", models.JSONField(default=dict)),
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
                            "link",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="relations.link",
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="relations.sheet",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("sent_at__isnull", True)),
                                fields=("sheet", "view"),
                                name="one_draft",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_current", True)),
                                fields=("sheet", "view"),
                                name="one_current_answer",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
