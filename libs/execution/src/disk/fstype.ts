import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { lastWords } from '../tool.js';

export class DiskFstypeArgs {
  @Arg({ doc: 'The device, such as /dev/sda1.', type: 'string' })
  device!: string;
}

export const fstype = defineFunction({
  name: 'disk.fstype',
  doc: 'The type of the file system on a device; an empty text where there is none.',
  args: DiskFstypeArgs,
  example: 'disk.fstype /dev/sda1',
  looks: true,
  async run(host, { device }) {
    if ((await host.files.statTarget(device))?.kind !== 'block')
      throw new FunctionRefused('not-found', `${device} is no block device of this machine`);
    // The superblock itself: the kernel's own notes (lsblk) may be older.
    const result = await host.commands.probe(['blkid', '-p', '-o', 'value', '-s', 'TYPE', device]);
    // 2: nothing was found; whatever else it may be (8: signs of several) is not "nothing".
    if (result.exitCode === 2 && result.stderr.trim() === '') return '';
    if (result.exitCode !== 0)
      throw new FunctionRefused(
        'failed',
        lastWords(result) || `blkid cannot tell what is on ${device}: it ended with ${result.exitCode}`,
      );
    return result.stdout.trim();
  },
});
