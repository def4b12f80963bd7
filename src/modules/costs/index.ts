export { CostsModule } from './costs.module.js';
