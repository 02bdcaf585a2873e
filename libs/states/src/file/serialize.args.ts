import { Arg, NotSupported } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { OwnerArgs } from './parts/owner.args.js';

@NotSupported({
  encoding: 'files are written in UTF-8; leave it out.',
  encoding_errors: 'files are written in UTF-8; leave it out.',
  deserializer_opts: 'what the file holds is read as YAML or JSON without options.',
})
export class FileSerializeArgs extends OwnerArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The data to write.', type: 'any', optional: true })
  dataset?: Value;

  @Arg({ doc: 'Pillar key that holds the data.', type: 'string', optional: true })
  dataset_pillar?: string;

  @Arg({ doc: 'Form to write it in.', type: 'string', optional: true, oneOf: ['yaml', 'json'] })
  formatter?: string;

  @Arg({
    doc: 'Form to write it in, the other word for formatter.',
    type: 'string',
    optional: true,
    oneOf: ['yaml', 'json'],
  })
  serializer?: string;

  @Arg({
    doc: 'How it is written: indent and sort_keys for json, default_flow_style for yaml.',
    type: 'mapping',
    optional: true,
  })
  serializer_opts?: ValueMap;

  @Arg({ doc: 'Merge the data over what the file holds.', type: 'boolean', default: false })
  merge_if_exists!: boolean;

  @Arg({ doc: 'Permission bits; new files get 0644.', type: 'mode', optional: true })
  mode?: number;

  @Arg({ doc: 'Make missing directories above it.', type: 'boolean', default: false })
  makedirs!: boolean;

  @Arg({ doc: 'Permission bits of the directories that makedirs makes.', type: 'mode', optional: true })
  dir_mode?: number;

  @Arg({ doc: 'Replace the content of an existing file.', type: 'boolean', default: true })
  replace!: boolean;

  @Arg({ doc: 'Create the file where it does not exist.', type: 'boolean', default: true })
  create!: boolean;

  @Arg({ doc: 'Keep the old content: minion, or an extension such as .bak.', type: 'string', optional: true })
  backup?: string;

  @Arg({ doc: 'Show the difference of the contents.', type: 'boolean', optional: true })
  show_changes?: boolean;

  @Arg({ doc: 'Accepted for trees that set it; nothing is written elsewhere first.', type: 'string', optional: true })
  tmp_dir?: string;

  @Arg({ doc: 'Accepted for trees that set it; nothing is written elsewhere first.', type: 'string', optional: true })
  tmp_ext?: string;
}
