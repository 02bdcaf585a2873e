import { Arg } from '@fleet/arguments';
import { realDevice } from '@fleet/storage';
import { defineState, type Step } from '../definition.js';
import { impossible, oldNew, step } from '../step.js';
import { askTool, runTool, withoutTool } from '../tool.js';

export class BlockdevTunedArgs {
  @Arg({ doc: 'The device: a path, UUID=… or LABEL=….', type: 'string' })
  name!: string;

  @Arg({ doc: 'Sectors of 512 bytes that are read ahead.', type: 'int', optional: true })
  'read-ahead'?: number;

  @Arg({ doc: 'Sectors of 512 bytes that the file system reads ahead.', type: 'int', optional: true })
  'filesystem-read-ahead'?: number;

  @Arg({ doc: 'Nobody may write to it (True), or everybody who could (False).', type: 'boolean', optional: true })
  'read-only'?: boolean;

  @Arg({ doc: 'The opposite of read-only.', type: 'boolean', optional: true })
  'read-write'?: boolean;
}

export const tuned = defineState({
  name: 'blockdev.tuned',
  doc: 'Keep settings of a block device; they hold until the next reboot.',
  args: BlockdevTunedArgs,
  example: `/dev/sdb:
  blockdev.tuned:
    - read-ahead: 1024
`,
  async plan(host, want, context) {
    if (want['read-only'] !== undefined && want['read-write'] !== undefined && want['read-only'] === want['read-write'])
      return impossible('`read-only` and `read-write` contradict each other');
    const device = await realDevice(host, want.name);
    if (device === undefined || !device.startsWith('/')) return impossible(`the device ${want.name} does not exist`);
    const readOnly = want['read-only'] ?? (want['read-write'] === undefined ? undefined : !want['read-write']);
    const wishes = [
      { what: 'read-ahead', get: '--getra', value: want['read-ahead'], set: '--setra' },
      { what: 'filesystem-read-ahead', get: '--getfra', value: want['filesystem-read-ahead'], set: '--setfra' },
      { what: 'read-only', get: '--getro', value: readOnly === undefined ? undefined : Number(readOnly) },
    ].filter(({ value }) => value !== undefined);
    if (wishes.length === 0)
      return impossible('nothing is asked of the device: `read-ahead`, `filesystem-read-ahead`, `read-only`');
    const steps: Step[] = [];
    for (const { what, get, value, set } of wishes) {
      const now = await askTool(host, ['blockdev', get, device]);
      if (!now) return withoutTool('blockdev', context);
      if (now.exitCode !== 0) return impossible(now.stderr || `blockdev cannot tell ${what} of ${want.name}`);
      if (now.stdout.trim() === String(value)) continue;
      const words = set === undefined ? [value === 1 ? '--setro' : '--setrw'] : [set, String(value)];
      steps.push(
        step(`set ${what} of ${want.name}`, { [what]: oldNew(Number(now.stdout.trim()), value) }, async (machine) => {
          await runTool(machine, ['blockdev', ...words, device]);
        }),
      );
    }
    return { steps, already: `${want.name} has the settings` };
  },
});
