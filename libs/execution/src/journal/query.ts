import { Arg } from '@fleet/arguments';
import { parseExact, type Value, type ValueMap } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { JournalArgs } from './journal.args.js';
import { journalctl, wordsOf } from './journalctl.js';

export class JournalQueryArgs extends JournalArgs {
  @Arg({ doc: 'How many entries at most, the newest ones.', type: 'int', default: 100 })
  lines!: number;

  @Arg({
    doc: 'Fields to answer besides time, unit, identifier, pid, priority and message; all answers every field as it is.',
    type: 'string or list',
    optional: true,
  })
  fields?: string[];
}

export const query = defineFunction({
  name: 'journal.query',
  doc: 'Entries of the journal as data, the oldest first: time (UTC), unit, identifier, pid, priority and message.',
  args: JournalQueryArgs,
  example: 'journal.query cortensord@node_01 since=-1h priority=err',
  looks: true,
  async run(host, want) {
    if (want.lines < 1 || want.lines > 10_000)
      throw new FunctionRefused('bad-arguments', '`lines` is a number from 1 to 10000');
    const text = await journalctl(host, [
      ...wordsOf(want),
      `--lines=${want.lines}`,
      '--quiet',
      '--output=json',
      '--all',
    ]);
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => entryOf(parseExact(line) as ValueMap, want.fields ?? []));
  },
});

const shown: readonly (readonly [name: string, field: string])[] = [
  ['identifier', 'SYSLOG_IDENTIFIER'],
  ['pid', '_PID'],
  ['priority', 'PRIORITY'],
  ['message', 'MESSAGE'],
];

function entryOf(entry: ValueMap, fields: readonly string[]): ValueMap {
  if (fields.includes('all')) return entry;
  const time = new Date(Number(entry.get('__REALTIME_TIMESTAMP')) / 1000).toISOString();
  const own: [Value, Value][] = [
    ['time', time],
    // What systemd says of a unit names the unit beside itself.
    ['unit', textOf(entry.get('UNIT') ?? entry.get('_SYSTEMD_UNIT'))],
    ...shown.map(([name, field]): [Value, Value] => [name, textOf(entry.get(field))]),
  ];
  return new Map([...own, ...fields.map((field): [Value, Value] => [field, textOf(entry.get(field))])]);
}

/** A message that is no text comes as a list of bytes; a field that stands twice as a list of texts. */
function textOf(value: Value | undefined): Value {
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number'))
    return Buffer.from(value as number[]).toString('utf8');
  return value ?? null;
}
