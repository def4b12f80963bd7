export { LiveStreamModule } from './live-stream.module.js';
