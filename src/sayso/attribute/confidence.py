"""
How likely an attribution is right: a logistic regression on what the network says of its parts.

Right means that cue, content and source overlap those that an annotator chose, or that both have no source
(``training/calibrate.py`` fits it on PolNeAR dev and cross-validates it there: Platt 1999, Guo et al. 2017).
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LEAST = 0.4  # what is less likely is left out: on PolNeAR dev, F1 of linked attributions peaks near here

_SAYS = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|according|add(?:ed|s|ing)|report(?:ed|s|ing)|claim(?:ed|s|ing)"
    r"|call(?:ed|s|ing)|announc\w+|confirm\w*|den(?:y|ied|ies|ying)|argu\w+|suggest\w*|wr(?:ote|ites?|iting)|tweet\w*"
    r"|ask\w*|explain\w*|warn\w*|declar\w+|promis\w+|insist\w*|not(?:ed|es|ing)|admit\w*|acknowledg\w+"
    r"|stat(?:ed|es|ing)|describ\w+|accus\w+|quot\w+)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2}")
FEATURES = 11
_SURE = 1e-4  # probabilities are cut to [1e-4, 1 - 1e-4]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one attribution; probabilities are the network's own, so too sure of themselves."""

    cue_words: str
    cue: float  # that its words are a cue, on average
    content: float  # that some word is content
    source: float | None  # that its words are a source, on average; None: it has none
    link: float  # that the content's words point to this cue
    speaker: float  # that the cue points to this source; or, without one, to none
    quoted: float  # share of the content between quotation marks
    words: int  # of the content

    def features(self) -> list[float]:
        """The regression's input."""
        return [
            _logit(self.cue),
            _logit(self.content),
            _logit(self.source) if self.source is not None else 0.0,
            _logit(self.link),
            _logit(self.speaker) if self.source is not None else 0.0,
            _logit(self.speaker) if self.source is None else 0.0,
            float(self.source is None),
            float(bool(_SAYS.search(self.cue_words))),
            float(bool(_WORD.search(self.cue_words))),  # else it is a colon or a dash
            self.quoted,
            math.log(self.words),
        ]


@dataclass(frozen=True, slots=True)
class Confidence:
    """A fitted regression: its intercept and a weight for each feature."""

    intercept: float
    weights: Sequence[float]

    def probability(self, evidence: Evidence) -> float:
        """That the attribution is right."""
        pairs = zip(self.weights, evidence.features(), strict=True)
        return 1 / (1 + math.exp(-self.intercept - sum(weight * value for weight, value in pairs)))


def confidence_of(stored: Mapping[str, Any] | None) -> Confidence:
    """From the section ``confidence`` of a reader's json; without one (not calibrated yet) everything is even."""
    if stored is None:
        return Confidence(0.0, (0.0,) * FEATURES)
    return Confidence(float(stored["intercept"]), tuple(map(float, stored["weights"])))


def _logit(probability: float) -> float:
    probability = min(max(probability, _SURE), 1 - _SURE)
    return math.log(probability / (1 - probability))
