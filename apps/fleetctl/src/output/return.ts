import type { Return } from '@fleet/protocol';
import { fromPlain, parseExact, stringifyPlain, type Value } from '@fleet/values';
import { formatErrors } from './errors.js';
import { formatFault } from './fault.js';
import { formatHighstate, type StateOutput } from './highstate.js';
import { formatNamed, scalarText } from './nested.js';
import type { Paint } from './paint.js';
import { printable } from './printable.js';

export const outFormats = ['nested', 'json', 'txt', 'yaml', 'highstate'] as const;
export type OutFormat = (typeof outFormats)[number];

export interface ReturnStyle {
  /** What `--out` asked for; absent: as the function suggests. */
  readonly out?: OutFormat;
  readonly stateOutput: StateOutput;
  readonly paint: Paint;
}

/** One return as text for people. JSON is not among them: it is one object for the whole job (`returnValue`). */
export async function formatReturn(minion: string, answer: Return, style: ReturnStyle): Promise<string> {
  const { paint } = style;
  const value = answer.value === undefined ? null : parseExact(answer.value);
  if (style.out === 'txt')
    return `${printable(minion)}: ${answer.fault ? printable(answer.fault.message) : oneLine(value)}`;
  if (style.out === 'yaml') {
    const { formatYaml } = await import('./yaml.js');
    return formatYaml(new Map([[minion, returnValue(answer)]]));
  }
  if (answer.fault) return formatFault(minion, answer.fault, paint);
  const shown = style.out ?? answer.out ?? 'nested';
  if (answer.out === 'errors') return formatErrors(minion, value, paint);
  if (shown === 'highstate') return formatHighstate(minion, value, paint, style.stateOutput);
  if (shown === 'txt') return labelled(minion, oneLine(value));
  return formatNamed(minion, value, paint);
}

/** What `--out json` and `--out yaml` hold for a minion: its value, or `{fault: {code, message, details}}`. */
export function returnValue(answer: Return): Value {
  if (answer.fault) return fromPlain({ fault: answer.fault });
  return answer.value === undefined ? null : parseExact(answer.value);
}

/** A line beside the name; several lines below it, so that a table keeps its columns. */
function labelled(minion: string, text: string): string {
  if (!text.includes('\n')) return `${printable(minion)}: ${text}`;
  const lines = text.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
  return `${printable(minion)}:\n${lines.join('\n')}`;
}

function oneLine(value: Value): string {
  return value instanceof Map || Array.isArray(value) ? printable(stringifyPlain(value)) : scalarText(value);
}
