export { asYaml } from './as-yaml.js';
export { formatDuration, formatMoment, formatSpan } from './duration.js';
export { formatDiagnostics } from './errors.js';
export { formatSentence } from './fault.js';
export { formatChecks, formatFindings, formatLintProgress, formatLintSummary } from './findings.js';
export { stateOutputs, type StateOutput } from './highstate.js';
export { formatNested, scalarText } from './nested.js';
export { coloured, plain, type Paint } from './paint.js';
export { printable } from './printable.js';
export { readable } from './readable.js';
export {
  formatAnswer,
  formatReturn,
  outFormats,
  returnValue,
  valueOfAnswer,
  withoutProof,
  type Answer,
  type OutFormat,
  type ReturnStyle,
} from './return.js';
