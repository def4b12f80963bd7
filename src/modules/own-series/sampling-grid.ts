/** Processes are sampled at its multiples: the grid of the domain's series. */
export const SAMPLE_EVERY_MS = 15_000;

/** At its multiples everything is written down, so that no reader has to look further back. */
export const COMPLETE_EVERY_MS = 3_600_000;
