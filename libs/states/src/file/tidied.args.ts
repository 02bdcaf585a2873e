import { Arg, NotSupported } from '@fleet/arguments';

@NotSupported({
  followlinks: 'what a symlink leads to is not tidied from here; name that directory in a state of its own.',
})
export class FileTidiedArgs {
  @Arg({ doc: 'Absolute path of the directory.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Remove what is at least so many days old; 0 does not ask for an age.', type: 'int', default: 0 })
  age!: number;

  @Arg({
    doc: 'Regular expressions, one of which must match the name of an entry from its beginning; default: any.',
    type: 'string or list',
    optional: true,
  })
  matches?: string[];

  @Arg({
    doc: 'Remove directories, too, where their name matches and nothing is left in them.',
    type: 'boolean',
    default: false,
  })
  rmdirs!: boolean;

  @Arg({
    doc: 'Remove what is at least so large: bytes, or a number with k, m, g or t; 0 does not ask for a size.',
    type: 'string',
    default: '0',
  })
  size!: string;

  @Arg({
    doc: 'Regular expressions of names that stay, whatever their age and size.',
    type: 'string or list',
    optional: true,
  })
  exclude?: string[];

  @Arg({ doc: 'Match the whole path, not the name.', type: 'boolean', default: false })
  full_path_match!: boolean;

  @Arg({
    doc: 'What age is counted from: atime, the last access, or mtime, the last change.',
    type: 'string',
    oneOf: ['atime', 'mtime'],
    default: 'atime',
  })
  time_comparison!: 'atime' | 'mtime';

  @Arg({
    doc: 'Where both age and size are asked for: OR takes what has one of them, AND what has both.',
    type: 'string',
    oneOf: ['OR', 'AND', 'or', 'and'],
    default: 'OR',
  })
  age_size_logical_operator!: string;

  @Arg({ doc: 'Ask for this one only: age or size.', type: 'string', oneOf: ['age', 'size'], optional: true })
  age_size_only?: 'age' | 'size';

  @Arg({ doc: 'Remove symlinks as well.', type: 'boolean', default: true })
  rmlinks!: boolean;
}
