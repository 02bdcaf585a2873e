export { asYaml } from './as-yaml.js';
export type { Chunk } from './chunk.js';
export { columnsOf, cutInTheMiddle, cutToColumns, foldWords, padColumns, rowsOf, type FoldedWord } from './columns.js';
export { formatDuration, formatMoment, formatSpan } from './duration.js';
export { formatDiagnostics } from './errors.js';
export { formatSentence } from './fault.js';
export { formatChecks, formatFindings, formatLintProgress, formatLintSummary } from './findings.js';
export { Grouping, type Group } from './group.js';
export { stateOutputs, type StateOutput } from './highstate.js';
export { formatNested, scalarText } from './nested.js';
export { chunksOfReturn, outcomeOf, type Outcome } from './outcome.js';
export { coloured, plain, type Paint } from './paint.js';
export { inOneLine, printable, printableJson } from './printable.js';
export { withoutProof } from './proof.js';
export { readable } from './readable.js';
export {
  answerLine,
  answerOfReturn,
  formatAnswer,
  formatReturn,
  outFormats,
  returnValue,
  valueOfAnswer,
  type Answer,
  type OutFormat,
  type ReturnStyle,
} from './return.js';
export { formatAnswerTable, formatTable } from './table.js';
