export {
  hasErrors,
  readDiagnostic,
  type Diagnostic,
  type Outcome,
  type Place,
  type Refused,
  type Step,
} from './diagnostic.js';
export { excerpt } from './excerpt.js';
export { formatDiagnostic, formatPlace } from './format.js';
export { nearMatch } from './near-match.js';
export { sortDiagnostics } from './sorted.js';
export { diagnosticAt, illustrate, type ReadTexts, type TracedPlace } from './trace.js';
export { withoutValues } from './without-values.js';
