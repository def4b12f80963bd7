/** Injection tokens of what has an interface and no class. Provided once, by the composition. */
export const EVENT_LOG = Symbol('EventLog');
export const EVENT_CATALOG = Symbol('EventCatalog');
export const CLOCK = Symbol('Clock');
export const IDS = Symbol('Ids');
export const LOGGER = Symbol('Logger');
export const CONFIG = Symbol('Config');
export const PG_POOL = Symbol('pg.Pool');
export const METRICS_REGISTRY = Symbol('prom-client Registry');
/** What expressions read: the SeriesStore of every series that there is, of the domain and of the processes. */
export const SERIES_STORE = Symbol('SeriesStore');
