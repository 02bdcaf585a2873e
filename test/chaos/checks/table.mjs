import { acknowledged } from './acknowledged.mjs';
import { audit } from './audit.mjs';
import { effects } from './effects.mjs';
import { files } from './files.mjs';
import { leftBehind } from './left-behind.mjs';
import { outcomes } from './outcomes.mjs';
import { rebuilt } from './rebuilt.mjs';
import { returns } from './returns.mjs';

/**
 * What is promised, each with the check that looks for its breach: a function of the history of a run (run-chaos.mjs) that answers
 * violations `{ what, jid?, minion?, operation? }`.
 */
export const checkTable = [
  { name: 'acknowledged', promise: 'what the operator was told of is so', check: acknowledged },
  { name: 'outcomes', promise: 'every job ends, in exactly one state for each minion', check: outcomes },
  { name: 'effects', promise: 'no effect comes twice, and none without a return', check: effects },
  { name: 'returns', promise: 'no return is lost, and the store is what the stream says', check: returns },
  { name: 'rebuilt', promise: 'a rebuild from the streams gives the store that there is', check: rebuilt },
  { name: 'audit', promise: 'the audit log holds, and no job is missing in it', check: audit },
  { name: 'files', promise: 'no file is half written', check: files },
  { name: 'left-behind', promise: 'nothing is left behind, and everybody answers', check: leftBehind },
];

export function violationsOf(history) {
  return checkTable.flatMap(({ name, check }) => check(history).map((violation) => ({ check: name, ...violation })));
}
