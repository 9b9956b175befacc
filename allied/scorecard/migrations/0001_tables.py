import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from allied.foundation.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("scorecard", "0001_initial"),
        ("scorecard", "0002_targets_superseded_and_standing_judged_by"),
        ("scorecard", "0003_formulas"),
        ("scorecard", "0004_initiatives_in_full"),
        ("scorecard", "0005_retirements"),
        ("scorecard", "0006_targets_offered_and_agreed"),
        ("scorecard", "0007_bonds_versioned"),
    ]

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
                    name="Measure",
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
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "description",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="description"
                            ),
                        ),
                        ("unit", models.CharField(blank=True, max_length=40, verbose_name="unit")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("number", "number"),
                                    ("percentage", "percentage"),
                                    ("money", "money"),
                                    ("index", "index"),
                                    ("survey", "survey score"),
                                    ("expert", "expert score"),
                                    ("yes_no", "yes or no"),
                                    ("date", "date"),
                                    ("duration", "duration in days"),
                                    ("coverage", "coverage, part of a whole"),
                                ],
                                default="number",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(blank=True, max_length=3, verbose_name="currency"),
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
                                default="baseline_target",
                                max_length=20,
                                verbose_name="judged by",
                            ),
                        ),
                        (
                            "frequency",
                            models.CharField(
                                choices=[
                                    ("month", "month"),
                                    ("quarter", "quarter"),
                                    ("half_year", "half-year"),
                                    ("year", "year"),
                                ],
                                default="quarter",
                                max_length=10,
                                verbose_name="frequency",
                            ),
                        ),
                        (
                            "aggregation",
                            models.CharField(
                                choices=[
                                    ("last", "last reading"),
                                    ("sum", "sum of twelve months"),
                                    ("average", "average of twelve months"),
                                    ("year_to_date", "sum of the year to date"),
                                ],
                                default="last",
                                max_length=14,
                                verbose_name="over time",
                            ),
                        ),
                        (
                            "is_leading",
                            models.BooleanField(default=False, verbose_name="leading measure"),
                        ),
                        (
                            "capped",
                            models.BooleanField(
                                default=True, verbose_name="score capped at 0 and 1"
                            ),
                        ),
                        (
                            "on_track_from",
                            models.FloatField(
                                default=0.6666666666666666, verbose_name="on track from"
                            ),
                        ),
                        (
                            "caution_from",
                            models.FloatField(
                                default=0.3333333333333333, verbose_name="caution from"
                            ),
                        ),
                        (
                            "tolerance_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="days before it counts as stale"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, max_length=300, verbose_name="source"),
                        ),
                        (
                            "is_illustrative",
                            models.BooleanField(
                                default=False,
                                help_text="The values are made up to show the product.",
                                verbose_name="illustrative",
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
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
                            "objective",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measures",
                                to="strategy.objective",
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
                    ],
                    options={
                        "ordering": ("position", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=("objective", "name", "room"),
                                name="measure_name_unique",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Initiative",
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
                        ("name", models.CharField(max_length=200, verbose_name="name")),
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
                                    ("planned", "planned"),
                                    ("under_way", "under way"),
                                    ("done", "done"),
                                    ("stopped", "stopped"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "starts_on",
                            models.DateField(blank=True, null=True, verbose_name="starts on"),
                        ),
                        (
                            "ends_on",
                            models.DateField(blank=True, null=True, verbose_name="ends on"),
                        ),
                        (
                            "is_illustrative",
                            models.BooleanField(default=False, verbose_name="illustrative"),
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
                            "objective",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="initiatives",
                                to="strategy.objective",
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
                            "measures",
                            models.ManyToManyField(
                                blank=True, related_name="initiatives", to="scorecard.measure"
                            ),
                        ),
                        ("body", models.CharField(blank=True, max_length=200, verbose_name="body")),
                        (
                            "budget",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="budget",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(blank=True, max_length=3, verbose_name="currency"),
                        ),
                    ],
                    options={
                        "ordering": ("starts_on", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="PeriodLock",
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
                        ("period_start", models.DateField(verbose_name="from")),
                        ("period_end", models.DateField(verbose_name="to")),
                        ("locked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("reopened_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="reason"),
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
                            "locked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "reopened_by",
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
                        "ordering": ("-period_start",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("period_end__gte", models.F("period_start"))),
                                name="lock_spans_days",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
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
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("held_on", models.DateField(verbose_name="date")),
                        ("author", models.CharField(max_length=200)),
                        ("frozen_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("algorithm", models.CharField(max_length=40)),
                        (
                            "remarks",
                            models.TextField(blank=True, max_length=4000, verbose_name="remarks"),
                        ),
                        ("scorecard", models.JSONField()),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "frozen_by",
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
                        "ordering": ("-held_on", "-id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("alliance", "name", "room"), name="review_name_unique"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatusByHand",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("exceeds", "exceeds"),
                                    ("on_track", "on_track"),
                                    ("caution", "caution"),
                                    ("off_track", "off_track"),
                                    ("no_data", "no_data"),
                                    ("stale", "stale"),
                                ],
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        ("until", models.DateField(verbose_name="until")),
                        ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="statuses_by_hand",
                                to="scorecard.measure",
                            ),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("measure",),
                                name="one_status_by_hand",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Target",
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
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        (
                            "weight",
                            models.DecimalField(
                                decimal_places=3, default=1, max_digits=9, verbose_name="weight"
                            ),
                        ),
                        (
                            "baseline",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="baseline",
                            ),
                        ),
                        (
                            "target",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="target",
                            ),
                        ),
                        (
                            "stretch",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="stretch",
                            ),
                        ),
                        (
                            "commit",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="commit",
                            ),
                        ),
                        (
                            "red_flag",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="red flag",
                            ),
                        ),
                        (
                            "worst",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="worst",
                            ),
                        ),
                        (
                            "best",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="best",
                            ),
                        ),
                        (
                            "minimum",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="minimum",
                            ),
                        ),
                        (
                            "maximum",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="maximum",
                            ),
                        ),
                        (
                            "low",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="low",
                            ),
                        ),
                        (
                            "high",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="high",
                            ),
                        ),
                        (
                            "flat_low",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="flat from",
                            ),
                        ),
                        (
                            "flat_high",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="flat to",
                            ),
                        ),
                        (
                            "threshold",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="threshold",
                            ),
                        ),
                        (
                            "margin",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="warning margin",
                            ),
                        ),
                        (
                            "baseline_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date of the baseline"
                            ),
                        ),
                        (
                            "target_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date of the target"
                            ),
                        ),
                        ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="targets",
                                to="scorecard.measure",
                            ),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        ("agreed_at", models.DateTimeField(blank=True, null=True)),
                        ("agreed_by", models.JSONField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("valid_from", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at__isnull", True)),
                                fields=("measure", "valid_from"),
                                name="target_once_from_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Formula",
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
                        ("text", models.CharField(max_length=8000, verbose_name="formula")),
                        ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="formulas",
                                to="scorecard.measure",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at__isnull", True)),
                                fields=("measure",),
                                name="one_formula",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reading",
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
                        ("period_start", models.DateField(verbose_name="period")),
                        (
                            "value",
                            models.DecimalField(
                                decimal_places=10, max_digits=30, verbose_name="value"
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=2000, verbose_name="note"),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, max_length=300, verbose_name="source"),
                        ),
                        ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "is_current",
                            models.BooleanField(default=True, help_text="false once corrected"),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readings",
                                to="scorecard.measure",
                            ),
                        ),
                        (
                            "computed_by",
                            models.ForeignKey(
                                db_index=False,
                                help_text="the formula that gave the value, where nobody entered it",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="readings",
                                to="scorecard.formula",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("period_start", "id"),
                        "indexes": [
                            models.Index(
                                fields=["measure", "period_start", "id"],
                                name="scorecard_r_measure_fb2bf0_idx",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_current", True)),
                                fields=("measure", "period_start"),
                                name="one_current_reading",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Standing",
                    fields=[
                        (
                            "measure",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="standing",
                                serialize=False,
                                to="scorecard.measure",
                            ),
                        ),
                        ("period_start", models.DateField(null=True)),
                        (
                            "stale_after",
                            models.DateField(
                                help_text="the last day on which it still counts", null=True
                            ),
                        ),
                        ("value", models.DecimalField(decimal_places=10, max_digits=30, null=True)),
                        (
                            "baseline",
                            models.DecimalField(decimal_places=10, max_digits=30, null=True),
                        ),
                        (
                            "target",
                            models.DecimalField(decimal_places=10, max_digits=30, null=True),
                        ),
                        ("weight", models.FloatField(default=1)),
                        ("progress", models.FloatField(null=True)),
                        ("score", models.FloatField(null=True)),
                        ("previous_score", models.FloatField(null=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("exceeds", "exceeds"),
                                    ("on_track", "on_track"),
                                    ("caution", "caution"),
                                    ("off_track", "off_track"),
                                    ("no_data", "no_data"),
                                    ("stale", "stale"),
                                ],
                                default="no_data",
                                max_length=10,
                            ),
                        ),
                        (
                            "spark",
                            models.JSONField(
                                default=list, help_text="the last twelve values, oldest first"
                            ),
                        ),
                        ("algorithm", models.CharField(blank=True, max_length=40)),
                        (
                            "reading",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="scorecard.reading",
                            ),
                        ),
                        (
                            "judged_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="scorecard.target",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Milestone",
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
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "done_on",
                            models.DateField(blank=True, null=True, verbose_name="done on"),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milestones",
                                to="scorecard.initiative",
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
                    ],
                    options={
                        "ordering": ("due_on", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Spend",
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
                        ("spent_on", models.DateField(verbose_name="day")),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=10, max_digits=30, verbose_name="amount"
                            ),
                        ),
                        ("currency", models.CharField(max_length=3, verbose_name="currency")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                        ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="spend",
                                to="scorecard.initiative",
                            ),
                        ),
                        (
                            "supersedes",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="scorecard.spend",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-spent_on", "-id"),
                    },
                ),
                migrations.CreateModel(
                    name="Dependency",
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
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="waits_for",
                                to="scorecard.initiative",
                            ),
                        ),
                        (
                            "prerequisite",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="awaited_by",
                                to="scorecard.initiative",
                            ),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("initiative", "prerequisite"), name="dependency_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("initiative", models.F("prerequisite")), _negated=True
                                ),
                                name="waits_for_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpectedEffect",
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
                            "change",
                            models.DecimalField(
                                decimal_places=10, max_digits=30, verbose_name="change"
                            ),
                        ),
                        ("by_on", models.DateField(verbose_name="by")),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="effects",
                                to="scorecard.initiative",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="expected_effects",
                                to="scorecard.measure",
                            ),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ],
                    options={
                        "ordering": ("by_on", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("initiative", "measure"), name="effect_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Retirement",
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
                        ("since", models.DateField(verbose_name="retired on")),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=500, verbose_name="reason"),
                        ),
                        ("retired_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="brought back on"),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="retirements",
                                to="scorecard.measure",
                            ),
                        ),
                        (
                            "retired_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-id",),
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
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
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        (
                            "weight",
                            models.DecimalField(
                                decimal_places=3, default=1, max_digits=9, verbose_name="weight"
                            ),
                        ),
                        (
                            "baseline",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="baseline",
                            ),
                        ),
                        (
                            "target",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="target",
                            ),
                        ),
                        (
                            "stretch",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="stretch",
                            ),
                        ),
                        (
                            "commit",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="commit",
                            ),
                        ),
                        (
                            "red_flag",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="red flag",
                            ),
                        ),
                        (
                            "worst",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="worst",
                            ),
                        ),
                        (
                            "best",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="best",
                            ),
                        ),
                        (
                            "minimum",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="minimum",
                            ),
                        ),
                        (
                            "maximum",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="maximum",
                            ),
                        ),
                        (
                            "low",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="low",
                            ),
                        ),
                        (
                            "high",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="high",
                            ),
                        ),
                        (
                            "flat_low",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="flat from",
                            ),
                        ),
                        (
                            "flat_high",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="flat to",
                            ),
                        ),
                        (
                            "threshold",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="threshold",
                            ),
                        ),
                        (
                            "margin",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="warning margin",
                            ),
                        ),
                        (
                            "baseline_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date of the baseline"
                            ),
                        ),
                        (
                            "target_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="date of the target"
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "comment",
                            models.CharField(blank=True, max_length=2000, verbose_name="comment"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("open", "open"),
                                    ("countered", "countered"),
                                    ("agreed", "agreed"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "answers",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="answered_by",
                                to="scorecard.offer",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="offers",
                                to="scorecard.measure",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                null=True,
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
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.room",
                            ),
                        ),
                        (
                            "target_set",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="offers",
                                to="scorecard.target",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("made_at", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["draft", "open"])),
                                fields=("measure", "valid_from", "room"),
                                name="one_live_offer_from_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reply",
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
                            "verdict",
                            models.CharField(
                                choices=[("agreed", "agreed"), ("declined", "declined")],
                                max_length=10,
                            ),
                        ),
                        (
                            "comment",
                            models.CharField(blank=True, max_length=2000, verbose_name="comment"),
                        ),
                        ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "offer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="replies",
                                to="scorecard.offer",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("said_at", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("offer", "partner"), name="one_reply_of_a_partner"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
