import { Arg, NotSupported } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';

@NotSupported({
  bind_mount_copy_active_opts: 'the options of a bind mount are those that are written for it; leave it out.',
})
export class MountMountedArgs {
  @Arg({ doc: 'The folder.', type: 'string' })
  name!: string;

  @Arg({
    doc: 'What is mounted there: a path, UUID=…, LABEL=…, host:/export; for a bind mount, a folder.',
    type: 'string',
  })
  device!: string;

  @Arg({ doc: 'Type of the file system; none for a bind mount.', type: 'string' })
  fstype!: string;

  @Arg({ doc: 'Make the folder where it is missing.', type: 'boolean', default: false })
  mkmnt!: boolean;

  @Arg({ doc: 'Options, as text with commas or as a list.', type: 'string or list', default: 'defaults' })
  opts!: string[];

  @Arg({ doc: 'Whether dump saves it; written to fstab.', type: 'int', default: 0 })
  dump!: number;

  @Arg({ doc: 'When fsck looks at it at boot: 1 first, 2 later, 0 never; written to fstab.', type: 'int', default: 0 })
  pass_num!: number;

  @Arg({ doc: 'The file that mounts it at boot.', type: 'string', default: '/etc/fstab' })
  config!: string;

  @Arg({ doc: 'Write it to fstab.', type: 'boolean', default: true })
  persist!: boolean;

  @Arg({ doc: 'Mount it now; without, only fstab is written.', type: 'boolean', default: true })
  mount!: boolean;

  @Arg({ doc: 'Account to mount as.', type: 'string', optional: true })
  user?: string;

  @Arg({
    doc: 'By which fields its line of fstab is found: name, device, fstype, opts, dump, pass_num; auto means the folder, then the device. Salt goes by the device alone, so that two folders of one device take the line from each other.',
    type: 'string or list',
    default: 'auto',
  })
  match_on!: string[];

  @Arg({
    doc: 'Regular expressions of devices that are as good as the wanted one, where the kernel shows another name.',
    type: 'string or list',
    optional: true,
  })
  device_name_regex?: string[];

  @Arg({
    doc: 'Options that the kernel does not show: they never cause a remount.',
    type: 'string or list',
    optional: true,
  })
  extra_mount_invisible_options?: string[];

  @Arg({
    doc: 'As extra_mount_invisible_options, for options with a value, by their key.',
    type: 'string or list',
    optional: true,
  })
  extra_mount_invisible_keys?: string[];

  @Arg({
    doc: 'File system type → keys of options that make no difference; ramfs: size is known.',
    type: 'mapping',
    optional: true,
  })
  extra_mount_ignore_fs_keys?: ValueMap;

  @Arg({ doc: 'Option → what the kernel shows for it; tcp and udp are known.', type: 'mapping', optional: true })
  extra_mount_translate_options?: ValueMap;

  @Arg({ doc: 'Options that never cause a remount.', type: 'string or list', optional: true })
  hidden_opts?: string[];
}
