import type { Fault, Return } from '@fleet/protocol';
import { fromPlain, stringifyPlain, type Value, type ValueMap } from '@fleet/values';
import { asYaml } from './as-yaml.js';
import { formatErrors } from './errors.js';
import { diagnosticsOf, formatFault } from './fault.js';
import { formatHighstate, type HighstateStyle } from './highstate.js';
import { formatNamed, scalarText } from './nested.js';
import { printable } from './printable.js';
import { withoutProof } from './proof.js';
import { readValue } from './read-value.js';
import { formatAnswerTable } from './table.js';

export const outFormats = ['nested', 'json', 'ndjson', 'yaml', 'txt', 'table', 'highstate'] as const;
export type OutFormat = (typeof outFormats)[number];

export interface ReturnStyle extends HighstateStyle {
  /** What `--out` asked for; absent: as the function suggests. */
  readonly out?: OutFormat;
}

/** What a function answered, here or on another machine. */
export interface Answer {
  readonly value?: Value;
  readonly fault?: Fault;
  /** What the function suggests. */
  readonly out?: Return['out'];
  readonly retcode?: number;
}

/**
 * One return as text, under a heading: the minion, or those that answered the same. JSON and tables are one text for the whole job instead
 * (`returnValue`, `formatAnswerTable`).
 */
export function formatReturn(heading: string, answer: Return, style: ReturnStyle): Promise<string> {
  return formatAnswer(heading, answerOfReturn(answer), style);
}

export function answerOfReturn({ value, fault, out, retcode }: Return): Answer {
  return {
    ...(value !== undefined && { value: withoutProof(readValue(value)) }),
    ...(fault && { fault }),
    ...(out && { out }),
    retcode,
  };
}

export async function formatAnswer(minion: string, answer: Answer, style: ReturnStyle): Promise<string> {
  const { paint } = style;
  const { value = null } = answer;
  if (style.out === 'txt')
    return `${printable(minion)}: ${answer.fault ? printable(answer.fault.message) : oneLine(value)}`;
  if (style.out === 'ndjson') return answerLine(minion, answer);
  if (style.out === 'table') return formatAnswerTable([[minion, answer]], paint);
  if (style.out === 'yaml') return asYaml(new Map([[minion, valueOfAnswer(answer)]]));
  if (answer.fault) {
    const fault = formatFault(minion, answer.fault, paint);
    // An interrupted job tells what it had done, and is no less interrupted.
    if (answer.value === undefined) return fault;
    const { fault: _told, ...soFar } = answer;
    return `${await formatAnswer(minion, soFar, style)}\n${fault}`;
  }
  const shown = style.out ?? answer.out ?? 'nested';
  if (answer.out === 'errors') return formatErrors(minion, value, paint);
  if (shown === 'highstate') return formatHighstate(minion, value, style);
  if (shown === 'txt') return labelled(minion, oneLine(value));
  return formatNamed(minion, value, paint);
}

/**
 * What `--out json` and `--out yaml` hold for a minion: its value; the list of diagnostics where a compile or a pillar was refused (see
 * `Diagnostic` for what stands in them); `{fault: {code, message, details}}` for any other refusal, and beside it `value` where an interrupted job tells
 * what it had done.
 */
export function returnValue(answer: Return): Value {
  return valueOfAnswer(answerOfReturn(answer));
}

/** One line of `--out ndjson`: `{"minion", "retcode", "value"}`, and `fault` instead of a value where it did not get to run. */
export function answerLine(minion: string, { value, fault, retcode }: Answer): string {
  const line = new Map<Value, Value>([['minion', minion]]);
  if (retcode !== undefined) line.set('retcode', retcode);
  if (value !== undefined) line.set('value', value);
  if (fault) line.set('fault', fromPlain(fault));
  return stringifyPlain(line);
}

/** As {@link returnValue}, of an answer that is data already. */
export function valueOfAnswer({ value, fault }: Answer): Value {
  if (!fault) return value ?? null;
  if (value !== undefined) return new Map<Value, Value>([...(fromPlain({ fault }) as ValueMap), ['value', value]]);
  const diagnostics = diagnosticsOf(fault.details);
  return fromPlain(diagnostics.length > 0 && refusesTrees.has(fault.code) ? diagnostics : { fault });
}

/** Faults that say no more than that what somebody wrote is wrong; their diagnostics say the rest. */
const refusesTrees: ReadonlySet<string> = new Set(['compile-failed', 'pillar-failed']);

/** A line beside the name; several lines below it, so that a table keeps its columns. */
function labelled(minion: string, text: string): string {
  if (!text.includes('\n')) return `${printable(minion)}: ${text}`;
  const lines = text.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
  return `${printable(minion)}:\n${lines.join('\n')}`;
}

function oneLine(value: Value): string {
  return value instanceof Map || Array.isArray(value) ? printable(stringifyPlain(value)) : scalarText(value);
}
