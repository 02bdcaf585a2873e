import { printable, type Paint } from '@fleet/output';
import type { Documented } from './documented-row.js';
import { wrapped } from './wrapped.js';

/** What one state or function is for, what it takes, and how it is written. */
export function formatPage(row: Documented, width: number, paint: Paint): string {
  const { kind, name, doc, args, example } = row;
  return [
    `${paint.key(name)} (${kind})`,
    wrapped(printable(doc), width, '  '),
    ...(args.length === 0 ? [] : ['', 'Arguments:', ...args.map((argument) => formatArgument(argument, width, paint))]),
    ...(kind === 'state' ? ['', wrapped(common, width, '')] : []),
    ...(row.watches ? ['', wrapped('Reacts to watch.', width, '')] : []),
    ...(row.looks ? ['', wrapped('Only looks at the machine, and touches nothing.', width, '')] : []),
    '',
    'Example:',
    ...(kind === 'state' ? example : `fleetctl '*' ${example}`).split('\n').map((line) => `  ${printable(line)}`),
  ].join('\n');
}

const common =
  'Also what all states take: name, names, the requisites, unless, onlyif, creates, check_cmd, retry, order, failhard, parallel, fire_event, reload_modules.';

function formatArgument(
  { name, type, required, default: usual, doc }: Documented['args'][number],
  width: number,
  paint: Paint,
): string {
  const marks = [type, ...(required ? ['required'] : []), ...(usual === undefined ? [] : [`default ${usual}`])];
  return [`  ${paint.key(name)} (${printable(marks.join(', '))})`, wrapped(printable(doc), width, '      ')].join('\n');
}

/** The first sentence of what it is for. */
export function briefly({ doc }: Documented): string {
  return /^.*?[.](?= [A-Z`]|$)/s.exec(doc)?.[0] ?? doc;
}
