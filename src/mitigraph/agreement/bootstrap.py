"""Bootstrap intervals: clusters are drawn with replacement, everything that lies in a cluster with it.

Characters of one sentence are not independent, nor are turns of one interview. What is drawn are whole turns,
within each interview as many as it has, or whole interviews where there are ``MANY`` or more.

Sources:
    Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap, chapter 13.
    Field, C. A. and Welsh, A. H. (2007). Bootstrapping clustered data. J. Royal Stat. Soc. B 69, 369-390.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mitigraph.agreement.tables import Array

MANY = 20  # interviews; fewer are too few to be drawn from: an interval would be too narrow
LEVEL = 0.95
LEAST_DEFINED = 0.9  # of the resamples; with less an interval would leave out the unlucky ones


def draws(strata: npt.NDArray[np.intp], resamples: int, seed: int) -> Array:
    """How often each cluster is drawn in each resample: (resamples, clusters).

    Args:
        strata: the stratum of each cluster; each stratum keeps its number of clusters.
        resamples: how many.
        seed: the same seed gives the same resamples.
    """
    generator = np.random.default_rng(seed)
    drawn = np.zeros((resamples, len(strata)))
    for stratum in np.unique(strata):
        members = np.flatnonzero(strata == stratum)
        size = len(members)
        drawn[:, members] = generator.multinomial(size, np.full(size, 1 / size), size=resamples)
    return drawn


def interval(values: Array) -> tuple[Array, Array]:
    """Percentile interval over the first axis; nan where too few resamples have a value."""
    if not len(values):
        nothing = np.full(values.shape[1:], np.nan)
        return nothing, nothing
    enough = np.isfinite(values).mean(axis=0) >= LEAST_DEFINED
    tail = (1 - LEVEL) / 2
    kept = np.where(enough, values, 0.0)
    low, high = np.nanquantile(kept, [tail, 1 - tail], axis=0)
    return np.where(enough, low, np.nan), np.where(enough, high, np.nan)
