import { Arg } from '@fleet/arguments';
import { entryProblem, realDevice, realPath, setEntry, swaps, type FstabEdit } from '@fleet/storage';
import { defineState, type Step } from '../definition.js';
import { impossible, oldNew, step } from '../step.js';
import { runTool } from '../tool.js';
import { fstabStep, fstabText } from './parts/steps.js';

export class MountSwapArgs {
  @Arg({ doc: 'File or device that was made for swap, as a path, UUID=… or LABEL=….', type: 'string' })
  name!: string;

  @Arg({ doc: 'Write it to fstab.', type: 'boolean', default: true })
  persist!: boolean;

  @Arg({ doc: 'The file that turns it on at boot.', type: 'string', default: '/etc/fstab' })
  config!: string;
}

export const swap = defineState({
  name: 'mount.swap',
  doc: 'Keep a file or device in use for swap, now and at boot. It has to be made for it before: `mkswap` is not run here.',
  args: MountSwapArgs,
  example: `/swapfile:
  mount.swap: []
`,
  async plan(host, want, context) {
    const entry = { device: want.name, place: 'none', type: 'swap', options: ['defaults'], dump: 0, pass: 0 };
    const problem = entryProblem(entry);
    if (problem) return impossible(problem);
    if (want.name.startsWith('-')) return impossible(`${want.name} is neither a path nor UUID=… or LABEL=…`);
    const real = await realDevice(host, want.name);
    if (real === undefined) {
      const sentence = `${want.name} does not exist: make it with \`mkswap\` first`;
      return context.test
        ? { verdict: null, comment: `${sentence}, an earlier state may do so` }
        : impossible(sentence);
    }
    const inUse = await Promise.all((await swaps(host)).map(({ name }) => realPath(host, name)));
    const steps: Step[] = [];
    if (!inUse.includes(real))
      steps.push(
        step(`use ${want.name} for swap`, { [want.name]: oldNew('inactive', 'active') }, async (machine) => {
          await runTool(machine, ['swapon', '--', want.name]);
        }),
      );
    if (want.persist) {
      const text = await fstabText(host, want.config);
      if (typeof text === 'string') return impossible(text);
      const edit = (now: string): FstabEdit => setEntry(now, entry, ['device', 'type']);
      // Whatever options its line has: `pri=` is nobody's mistake.
      if (edit(text.text).outcome === 'new') steps.push(fstabStep(want.config, edit, text.text, context));
    }
    return { steps, already: `${want.name} is in use for swap` };
  },
});
