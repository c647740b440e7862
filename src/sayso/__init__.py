"""On whose say-so? sayso reads news articles and answers, for any claim in them, who says it and on whose word."""

from importlib.metadata import version

__version__ = version("sayso")
