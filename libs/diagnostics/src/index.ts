export {
  excerpt,
  formatDiagnostic,
  formatPlace,
  hasErrors,
  type Diagnostic,
  type Outcome,
  type Place,
  type Refused,
} from './diagnostic.js';
export { nearMatch } from './near-match.js';
