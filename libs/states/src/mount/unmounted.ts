import { Arg } from '@fleet/arguments';
import { mountDetails, realPath, removeEntry } from '@fleet/storage';
import { defineState, type Step } from '../definition.js';
import { pathProblem, tidyPath } from '../file/parts/absolute.js';
import { impossible } from '../step.js';
import { fstabStep, fstabText, umountStep } from './parts/steps.js';

export class MountUnmountedArgs {
  @Arg({ doc: 'The folder.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Only where this device is mounted there.', type: 'string', optional: true })
  device?: string;

  @Arg({ doc: 'The file that mounts at boot.', type: 'string', default: '/etc/fstab' })
  config!: string;

  @Arg({ doc: 'Take it out of fstab, too.', type: 'boolean', default: false })
  persist!: boolean;

  @Arg({ doc: 'Account to unmount as.', type: 'string', optional: true })
  user?: string;
}

export const unmounted = defineState({
  name: 'mount.unmounted',
  doc: 'Keep a folder from being mounted; what is mounted over one another is unmounted one by one. A folder in use is told with those who use it.',
  args: MountUnmountedArgs,
  example: `/mnt/old:
  mount.unmounted:
    - persist: True
`,
  async plan(host, want, context) {
    const bad = pathProblem(want.name);
    if (bad) return impossible(bad);
    const name = tidyPath(want.name);
    if (name === '/') return impossible('/ cannot be unmounted');
    const place = await realPath(host, name);
    const there = (await mountDetails(host)).filter((mount) => mount.place === place);
    const meant = want.device === undefined || there.at(-1)?.device === want.device ? there : [];
    const steps: Step[] = meant.toReversed().map(({ device }) => umountStep(place, device, want.user));
    if (want.persist) {
      const text = await fstabText(host, want.config);
      if (typeof text === 'string') return impossible(text);
      const { text: after, removed } = removeEntry(text.text, name, want.device);
      const edit = { text: after, before: removed.join('\n'), after: '' };
      if (removed.length > 0) steps.push(fstabStep(want.config, edit, context));
    }
    const other = there.length > 0 && meant.length === 0 ? `${there.at(-1)?.device ?? ''} is mounted there, not ` : '';
    return { steps, already: other ? `${other}${want.device ?? ''}` : `nothing is mounted on ${want.name}` };
  },
});
