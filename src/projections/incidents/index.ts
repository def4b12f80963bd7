export { IncidentsReadModule } from './incidents.module.js';
export { incidentsProjection } from './incidents.projector.js';
