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
            "green": mark("Aus der Zivilgesellschaft: {civil} von {whole}."),
            "yellow": mark("Aus der Zivilgesellschaft: nur {civil} von {whole}, weniger als die Hälfte."),
            "red": mark("Aus der Zivilgesellschaft: niemand."),
            "grey": mark("Noch ist niemand gezählt."),
        }
        return Phrase(sentences[self.light], {"civil": self.civil, "whole": self.whole})

    @property
    def unnumbered(self) -> Phrase:
        """The sentence for whoever may not learn the numbers, because a few people could be told apart by them."""
        sentences = {
            "green": mark("Mindestens die Hälfte kam aus der Zivilgesellschaft."),
            "yellow": mark("Weniger als die Hälfte kam aus der Zivilgesellschaft."),
            "red": mark("Aus der Zivilgesellschaft kam niemand."),
            "grey": mark("Noch ist niemand gezählt."),
        }
        return Phrase(sentences[self.light])


def share(civil: int, whole: int) -> Civil:
    """The share with its light: 37 of 49 is green, 24 of 49 yellow, 0 of 3 red."""
    light = "grey" if whole == 0 else "red" if civil == 0 else "green" if 2 * civil >= whole else "yellow"
    return Civil(civil, whole, light)
