import { Arg } from '@fleet/arguments';
import { parseJson } from '@fleet/rendering';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { lastWords } from '../tool.js';

export class DiskLsblkArgs {
  @Arg({ doc: 'Only this device and what is on it.', type: 'string', optional: true })
  device?: string;
}

const columns = 'PATH,TYPE,PKNAME,SIZE,FSTYPE,LABEL,UUID,MODEL,SERIAL,ROTA,RO,RM,MOUNTPOINT';

export const lsblk = defineFunction({
  name: 'disk.lsblk',
  doc: 'Block devices by path: type, size in bytes, what they are a part of, what they hold and where it is mounted.',
  args: DiskLsblkArgs,
  example: 'disk.lsblk /dev/sda',
  looks: true,
  async run(host, { device }) {
    if (device !== undefined && !device.startsWith('/'))
      throw new FunctionRefused(
        'bad-arguments',
        `disk.lsblk: ${device} is no device: it has to be a path such as /dev/sda`,
      );
    const words = ['lsblk', '--json', '--bytes', '--list', '--output', columns] as const;
    const result = await host.commands.probe([...words, ...(device === undefined ? [] : [device])]);
    if (result.exitCode !== 0) throw new FunctionRefused('not-found', lastWords(result) || 'lsblk tells nothing');
    const parsed = parseJson({ source: { name: 'lsblk', text: result.stdout } });
    const rows = parsed.ok && isMap(parsed.value) ? (parsed.value.get('blockdevices') ?? []) : [];
    return new Map(isList(rows) ? rows.flatMap((row) => (isMap(row) ? [readRow(row)] : [])) : []);
  },
});

/** Older ones write numbers and truth values as text. */
function readRow(row: ValueMap): [Value, Value] {
  const facts: ValueMap = new Map(row);
  const size = facts.get('size');
  if (typeof size === 'string') facts.set('size', Number(size));
  for (const name of ['rota', 'ro', 'rm']) facts.set(name, facts.get(name) === true || facts.get(name) === '1');
  const path = facts.get('path') ?? '';
  facts.delete('path');
  return [path, facts];
}
