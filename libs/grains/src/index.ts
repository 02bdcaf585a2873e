export { collectGrains, type GrainOptions } from './collect.js';
