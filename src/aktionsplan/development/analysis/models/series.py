"""Themes and series of figures."""

from django.db import models

from aktionsplan.shared.tenancy import TenantModel


class Theme(TenantModel):
    """What findings, offers, needs and ideas are about."""

    name = models.CharField(max_length=160)
    title = models.CharField(max_length=480, default="", blank=True)
    field = models.CharField(max_length=24)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="theme_named_once")]

    def __str__(self) -> str:
        return self.name


class Series(TenantModel):
    """Figures of one kind for one area, year by year, from one source.

    `area_key` names a municipality or a district; `area_name` is what it was called, and the county or Land that somebody
    typed. `invented` marks figures of an example that nobody counted.
    """

    name = models.CharField(max_length=480)
    unit = models.CharField(max_length=160)
    kind = models.CharField(max_length=8)
    numerator = models.CharField(max_length=480, default="", blank=True)
    denominator = models.CharField(max_length=480, default="", blank=True)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="series")
    area_kind = models.CharField(max_length=10)
    area_key = models.CharField(max_length=22, default="", blank=True)
    area_name = models.CharField(max_length=480, default="", blank=True)
    source = models.CharField(max_length=800)
    licence = models.CharField(max_length=480, default="", blank=True)
    address = models.CharField(max_length=2000, default="", blank=True)
    retrieved_on = models.DateField(null=True, blank=True)
    rhythm = models.CharField(max_length=10)
    owner = models.CharField(max_length=480, default="", blank=True)
    comparability = models.TextField(default="", blank=True)
    zero_is_little = models.BooleanField(default=False)
    dash_means = models.CharField(max_length=1, default="–", blank=True)
    dot_means = models.CharField(max_length=1, default=".", blank=True)
    inhabitants = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="related_to"
    )
    invented = models.BooleanField(default=False)
    state = models.CharField(max_length=10)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def meanings(self) -> dict[str, str]:
        """What a dash and a dot mean in this source, as signs of DIN 55301."""
        return {"–": self.dash_means or "–", ".": self.dot_means or "."}


class SeriesValue(TenantModel):
    """The figure of one year, or the sign that stands there instead; `breaks` says why it does not compare with earlier ones."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="values")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    sign = models.CharField(max_length=1, default="", blank=True)
    marks = models.CharField(max_length=8, default="", blank=True)
    breaks = models.CharField(max_length=800, default="", blank=True)

    class Meta:
        ordering = ["series", "year"]
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="one_value_for_each_year")]
