"""
Measurements on corpora that are not part of this project.

``python -m bench.attribution``, ``bench.rumours``, ``bench.stories``, ``bench.speed``; ``bench.check_floors`` for CI.

Each prints a table, and writes JSON with ``--json FILE``. The corpora are read from ``--corpora DIR``
(default ../shared/corpora); where they are missing a run says so and ends with status 3: nothing was measured.
"""
