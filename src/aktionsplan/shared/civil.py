"""How much of civil society took part in an event, a meeting or a group: under half warns, none is red.

Source: programme.md 12, S1.9.
"""

from dataclasses import dataclass

from aktionsplan.shared.words import Phrase, mark


@dataclass(frozen=True)
class Civil:
    """How many of those counted come from civil society, and what that means.

    `light` is green from half, yellow under half, red for none, grey when nobody was counted.
    """

    civil: int
    whole: int
    light: str

    @property
    def words(self) -> Phrase:
        """The sentence beside the numbers."""
        sentences = {
            "green": mark("{civil} von {whole} kommen aus der Bürgerschaft. Die Hälfte wäre genug."),
            "yellow": mark("Nur {civil} von {whole} kommen aus der Bürgerschaft, weniger als die Hälfte."),
            "red": mark("Niemand kommt aus der Bürgerschaft."),
            "grey": mark("Ab 16 Jahren ist noch niemand gezählt."),
        }
        return Phrase(sentences[self.light], {"civil": self.civil, "whole": self.whole})


def share(civil: int, whole: int) -> Civil:
    """The share with its light: 37 of 49 is green, 24 of 49 yellow, 0 of 3 red."""
    light = "grey" if whole == 0 else "red" if civil == 0 else "green" if 2 * civil >= whole else "yellow"
    return Civil(civil, whole, light)
