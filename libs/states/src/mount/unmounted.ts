import { Arg } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import { mountDetails, realDevice, realPath, removeEntry, type LineRemoval, type MountDetails } from '@fleet/storage';
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
    const meant = want.device === undefined ? there.toReversed() : await uppermost(host, there, want.device);
    const steps: Step[] = meant.map(({ device }) => umountStep(place, device, want.user));
    if (want.persist) {
      const text = await fstabText(host, want.config);
      if (typeof text === 'string') return impossible(text);
      const edit = (now: string): LineRemoval => removeEntry(now, name, want.device);
      if (edit(text.text).before !== '') steps.push(fstabStep(want.config, edit, text.text, context));
    }
    const other = there.length > 0 && meant.length === 0 ? `${there.at(-1)?.device ?? ''} is mounted there, not ` : '';
    return { steps, already: other ? `${other}${want.device ?? ''}` : `nothing is mounted on ${want.name}` };
  },
});

/** What lies on top, as far as it is of that device: below another one, nothing can be unmounted. */
async function uppermost(host: HostView, there: readonly MountDetails[], device: string): Promise<MountDetails[]> {
  const wanted = (await realDevice(host, device)) ?? device;
  const found: MountDetails[] = [];
  for (const mount of there.toReversed()) {
    if (mount.device !== device && ((await realDevice(host, mount.device)) ?? mount.device) !== wanted) break;
    found.push(mount);
  }
  return found;
}
