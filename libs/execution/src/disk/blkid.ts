import { Arg } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { lastWords } from '../tool.js';

export class DiskBlkidArgs {
  @Arg({ doc: 'Only this device.', type: 'string', optional: true })
  device?: string;

  @Arg({ doc: 'Only devices with this tag, such as LABEL=data or TYPE=ext4.', type: 'string', optional: true })
  token?: string;
}

export const blkid = defineFunction({
  name: 'disk.blkid',
  doc: 'What block devices hold, by device: UUID, LABEL, TYPE and their like.',
  args: DiskBlkidArgs,
  example: 'disk.blkid token=TYPE=ext4',
  looks: true,
  async run(host, { device, token }) {
    if (device !== undefined && !device.startsWith('/'))
      throw new FunctionRefused(
        'bad-arguments',
        `disk.blkid: ${device} is no device: it has to be a path such as /dev/sda1`,
      );
    if (token !== undefined && !/^[A-Z_]+=./.test(token))
      throw new FunctionRefused('bad-arguments', `disk.blkid: ${token} is no tag: it has to be one such as LABEL=data`);
    const result = await host.commands.probe([
      'blkid',
      '-o',
      'export',
      ...(token === undefined ? [] : ['-t', token]),
      ...(device === undefined ? [] : [device]),
    ]);
    // 2: nothing is known of what was asked for.
    if (result.exitCode === 2) return new Map();
    if (result.exitCode !== 0) throw new FunctionRefused('failed', lastWords(result));
    return new Map(result.stdout.split('\n\n').flatMap(readDevice));
  },
});

/** One `NAME=value` on a line; a backslash guards what a shell would not take literally. */
function readDevice(text: string): [Value, Value][] {
  const facts: ValueMap = new Map();
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    if (equals > 0) facts.set(line.slice(0, equals), line.slice(equals + 1).replace(/\\(.)/g, '$1'));
  }
  const name = facts.get('DEVNAME');
  facts.delete('DEVNAME');
  return name === undefined ? [] : [[name, facts]];
}
