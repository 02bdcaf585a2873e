import { Arg } from '@fleet/arguments';
import { fieldProblem, readFstab, removeEntry, type LineRemoval } from '@fleet/storage';
import { defineState } from '../definition.js';
import { already, impossible } from '../step.js';
import { mountBy, namedBy } from './parts/mount-by.js';
import { fstabStep } from './parts/steps.js';

export class MountFstabAbsentArgs {
  @Arg({ doc: 'The device, as the line names it.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The folder; none for swap.', type: 'string' })
  fs_file!: string;

  @Arg({
    doc: 'How the line names the device: device, label, uuid, partlabel or partuuid; not given, as it is written here.',
    type: 'string',
    optional: true,
    oneOf: mountBy,
  })
  mount_by?: string;

  @Arg({ doc: 'The file.', type: 'string', default: '/etc/fstab' })
  config!: string;
}

export const fstabAbsent = defineState({
  name: 'mount.fstab_absent',
  doc: 'Keep the line of a device and its folder out of fstab, and every other line as it is; nothing is unmounted.',
  args: MountFstabAbsentArgs,
  example: `/dev/sdb1:
  mount.fstab_absent:
    - fs_file: /srv/data
`,
  async plan(host, want, context) {
    const problem = fieldProblem('the mount point', want.fs_file);
    if (problem) return impossible(problem);
    const named = await namedBy(host, want.name, want.mount_by);
    if (typeof named === 'string') return impossible(named);
    const text = await readFstab(host, want.config);
    if (text === undefined) return already(`there is no file ${want.config}`);
    if (typeof text === 'string') return impossible(text);
    const edit = (now: string): LineRemoval => removeEntry(now, want.fs_file, named.device);
    if (edit(text.text).before === '')
      return already(`${want.config} has no line of ${named.device} on ${want.fs_file}`);
    return { steps: [fstabStep(want.config, edit, text.text, context)], already: '' };
  },
});
