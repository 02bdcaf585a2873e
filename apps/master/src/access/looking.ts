import { looks, makePlan, revealingFunctions } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import { isList, isMap, type Value } from '@fleet/values';
import type { Call } from './call.js';

const revealing = Object.values(revealingFunctions).flat().map(compileGlob);

/** State runs that can be dry ones. `state.single` is none: its requisites are commands of whoever asks. */
const dryRuns: ReadonlySet<string> = new Set([
  'state.apply',
  'state.highstate',
  'state.sls',
  'state.sls_id',
  'state.top',
]);
/** What a look at the state tree may say. A `pillar` of one's own would reach into templates and commands of the tree. */
const harmless: ReadonlySet<string> = new Set(['test', 'mods', 'saltenv', 'queue', 'only_id', 'exclude_id']);

/** Whether a read-only operator may run it: it touches nothing, and shows nothing that the redaction does not know. */
export function onlyLooks(call: Call): boolean {
  const { function: name, args, kwargs } = call;
  if (name.startsWith('state.')) {
    const plain = [...kwargs.keys()].every((key) => typeof key === 'string' && harmless.has(key)) && args.every(isName);
    // Exactly true: what a minion might read as false would touch.
    if (name === makePlan) return plain;
    return plain && (dryRuns.has(name) ? kwargs.get('test') === true : looks(name));
  }
  return looks(name) && !revealing.some((matches) => matches(name)) && ![...args, ...kwargs.values()].some(isOption);
}

function isName(value: Value): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
}

/** The program that a function asks may take it for an option, and options make it write and run. */
function isOption(value: Value): boolean {
  if (isList(value)) return value.some(isOption);
  if (isMap(value)) return [...value].some((entry) => entry.some(isOption));
  return typeof value === 'string' && value.startsWith('-');
}
