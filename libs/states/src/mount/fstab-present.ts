import { Arg, NotSupported } from '@fleet/arguments';
import { entryProblem, matchOn, optionsOf, setEntry, type FstabEdit } from '@fleet/storage';
import { defineState } from '../definition.js';
import { already, impossible } from '../step.js';
import { mountBy, namedBy } from './parts/mount-by.js';
import { fstabStep, fstabText } from './parts/steps.js';

@NotSupported({ fs_mount: 'it is for AIX; leave it out.' })
export class MountFstabPresentArgs {
  @Arg({ doc: 'The device: a path, UUID=…, LABEL=…, host:/export.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The folder; none for swap.', type: 'string' })
  fs_file!: string;

  @Arg({ doc: 'Type of the file system.', type: 'string' })
  fs_vfstype!: string;

  @Arg({ doc: 'Options, as text with commas or as a list.', type: 'string or list', default: 'defaults' })
  fs_mntops!: string[];

  @Arg({ doc: 'Whether dump saves it.', type: 'int', default: 0 })
  fs_freq!: number;

  @Arg({ doc: 'When fsck looks at it at boot: 1 first, 2 later, 0 never.', type: 'int', default: 0 })
  fs_passno!: number;

  @Arg({
    doc: 'How the line names the device: device, label, uuid, partlabel or partuuid; not given, as it is written here.',
    type: 'string',
    optional: true,
    oneOf: mountBy,
  })
  mount_by?: string;

  @Arg({ doc: 'The file.', type: 'string', default: '/etc/fstab' })
  config!: string;

  @Arg({
    doc: 'Accepted for trees that set it: nothing is mounted here; that is mount.mounted.',
    type: 'boolean',
    default: true,
  })
  mount!: boolean;

  @Arg({
    doc: 'By which fields its line is found: name, device, fstype, opts, dump, pass_num; auto means the folder, then the device.',
    type: 'string or list',
    default: 'auto',
  })
  match_on!: string[];

  @Arg({ doc: 'Leave a line that is there as it is, whatever it says.', type: 'boolean', default: false })
  not_change!: boolean;
}

export const fstabPresent = defineState({
  name: 'mount.fstab_present',
  doc: 'Keep a line in fstab, and every other line as it is; nothing is mounted.',
  args: MountFstabPresentArgs,
  example: `/dev/sdb1:
  mount.fstab_present:
    - fs_file: /srv/data
    - fs_vfstype: ext4
    - fs_mntops: noatime,nofail
`,
  async plan(host, want, context) {
    const by = matchOn(want.match_on);
    if (typeof by === 'string') return impossible(by);
    const named = await namedBy(host, want.name, want.mount_by);
    if (typeof named === 'string') return impossible(named);
    const entry = {
      device: named.device,
      place: want.fs_file,
      type: want.fs_vfstype,
      options: optionsOf(want.fs_mntops),
      dump: want.fs_freq,
      pass: want.fs_passno,
    };
    const problem = entryProblem(entry);
    if (problem) return impossible(problem);
    const text = await fstabText(host, want.config);
    if (typeof text === 'string') return impossible(text);
    const edit = (now: string): FstabEdit => setEntry(now, entry, by.fields);
    const { outcome } = edit(text.text);
    if (outcome === 'present') return already(`${want.config} has the line of ${want.fs_file}`);
    if (outcome === 'change' && want.not_change)
      return already(`${want.config} has a line of ${want.fs_file}, which is to stay as it is`);
    return { steps: [fstabStep(want.config, edit, text.text, context)], already: '' };
  },
});
