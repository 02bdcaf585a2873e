import { Arg, NotSupported } from '@fleet/arguments';

@NotSupported({ util: 'only the programs of util-linux are used; leave it out.' })
export class MountArgs {
  @Arg({ doc: 'The folder.', type: 'string' })
  name!: string;

  @Arg({ doc: 'What to mount: a path, UUID=…, LABEL=…, host:/export.', type: 'string' })
  device!: string;

  @Arg({ doc: 'Make the folder where it is missing.', type: 'boolean', default: false })
  mkmnt!: boolean;

  @Arg({ doc: 'Type of the file system; without, the kernel finds out.', type: 'string', default: '' })
  fstype!: string;

  @Arg({ doc: 'Options, as text with commas or as a list.', type: 'string or list', default: 'defaults' })
  opts!: string[];

  @Arg({ doc: 'Account to mount as.', type: 'string', optional: true })
  user?: string;
}
