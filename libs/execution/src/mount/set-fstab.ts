import { Arg } from '@fleet/arguments';
import { entryProblem, matchOn, optionsOf, readFstab, setEntry } from '@fleet/storage';
import { FunctionRefused, defineFunction } from '../definition.js';

export class MountSetFstabArgs {
  @Arg({ doc: 'The folder; none for swap.', type: 'string' })
  name!: string;

  @Arg({ doc: 'What is mounted there: a path, UUID=…, LABEL=…, host:/export.', type: 'string' })
  device!: string;

  @Arg({ doc: 'Type of the file system.', type: 'string' })
  fstype!: string;

  @Arg({ doc: 'Options, as text with commas or as a list.', type: 'string or list', default: 'defaults' })
  opts!: string[];

  @Arg({ doc: 'Whether dump saves it.', type: 'int', default: 0 })
  dump!: number;

  @Arg({ doc: 'When fsck looks at it: 1 first, 2 later, 0 never.', type: 'int', default: 0 })
  pass_num!: number;

  @Arg({ doc: 'The file.', type: 'string', default: '/etc/fstab' })
  config!: string;

  @Arg({ doc: 'Answer what would happen, and write nothing.', type: 'boolean', default: false })
  test!: boolean;

  @Arg({
    doc: 'By which fields its line is found: name, device, fstype, opts, dump, pass_num; auto means the folder, then the device.',
    type: 'string or list',
    default: 'auto',
  })
  match_on!: string[];
}

export const setFstab = defineFunction({
  name: 'mount.set_fstab',
  doc: 'Write an entry of fstab: answers new, change or present. Every other line stays as it is.',
  args: MountSetFstabArgs,
  example: 'mount.set_fstab /srv/data /dev/sdb1 ext4 opts=noatime',
  async run(host, want) {
    const entry = {
      device: want.device,
      place: want.name,
      type: want.fstype,
      options: optionsOf(want.opts),
      dump: want.dump,
      pass: want.pass_num,
    };
    const problem = entryProblem(entry);
    if (problem) throw new FunctionRefused('bad-arguments', problem);
    const by = matchOn(want.match_on);
    if (typeof by === 'string') throw new FunctionRefused('bad-arguments', by);
    const file = await readFstab(host, want.config);
    if (typeof file === 'string') throw new FunctionRefused('failed', file);
    if (file === undefined) throw new FunctionRefused('not-found', `there is no file ${want.config}`);
    const edit = setEntry(file.text, entry, by.fields);
    if (edit.outcome !== 'present' && !want.test) await host.files.write(want.config, edit.text);
    return edit.outcome;
  },
});
