import { Arg, NotSupported, Rest } from '@fleet/arguments';
import { nearMatch } from '@fleet/diagnostics';
import type { Value, ValueMap } from '@fleet/values';
import { OwnerArgs } from './parts/owner.args.js';

@NotSupported(
  {
    attrs: 'set them with `cmd.run` and `chattr`.',
    selinux: 'set the context with `cmd.run` and `restorecon`.',
    encoding: 'files are written in UTF-8; leave it out.',
    encoding_errors: 'files are written in UTF-8; leave it out.',
    signature: 'check what is fetched by its `source_hash`.',
    source_hash_sig: 'check what is fetched by its `source_hash`.',
    signed_by_any: 'check what is fetched by its `source_hash`.',
    signed_by_all: 'check what is fetched by its `source_hash`.',
    keyring: 'check what is fetched by its `source_hash`.',
    gnupghome: 'check what is fetched by its `source_hash`.',
    verify_ssl: 'certificates are always checked; give the machine the authority that signed this one.',
    ignore_ordering: 'contents are compared as they are.',
    ignore_whitespace: 'contents are compared as they are.',
    ignore_comment_characters: 'contents are compared as they are.',
    contents_delimeter: 'it is spelled `contents_delimiter`.',
    win_owner: 'there is no Windows here; leave it out.',
    win_perms: 'there is no Windows here; leave it out.',
    win_deny_perms: 'there is no Windows here; leave it out.',
    win_inheritance: 'there is no Windows here; leave it out.',
    win_perms_reset: 'there is no Windows here; leave it out.',
  },
  { evenFalse: ['verify_ssl'] },
)
export class FileManagedArgs extends OwnerArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  name!: string;

  @Arg({
    doc: 'Where the content comes from: salt://…, http(s)://… or a path on the minion; of a list, the first that exists.',
    type: 'any',
    optional: true,
  })
  source?: Value;

  @Arg({
    doc: 'Digest of the source (sha256=…, or bare), or the address of a file of digests; http(s) sources need it.',
    type: 'string',
    optional: true,
  })
  source_hash?: string;

  @Arg({
    doc: 'Name to look for in a file of digests; default: the last step of the source.',
    type: 'string',
    optional: true,
  })
  source_hash_name?: string;

  @Arg({ doc: 'Trust whatever an http(s) source answers.', type: 'boolean', default: false })
  skip_verify!: boolean;

  @Arg({ doc: 'The content itself: a text, or a list of lines.', type: 'any', optional: true })
  contents?: Value;

  @Arg({ doc: 'Pillar key, or list of keys, that holds the content.', type: 'string or list', optional: true })
  contents_pillar?: string[];

  @Arg({ doc: 'Grain, or list of grains, that holds the content.', type: 'string or list', optional: true })
  contents_grains?: string[];

  @Arg({ doc: 'What separates the steps of contents_pillar and contents_grains.', type: 'string', default: ':' })
  contents_delimiter!: string;

  @Arg({ doc: 'End inline contents with a newline.', type: 'boolean', default: true })
  contents_newline!: boolean;

  @Arg({
    doc: 'Render the content with this engine before it is written.',
    type: 'string',
    oneOf: ['jinja'],
    optional: true,
  })
  template?: string;

  @Arg({ doc: 'Variables for the template.', type: 'mapping', optional: true })
  context?: ValueMap;

  @Arg({
    doc: 'Variables for the template, used where `context` has none of that name.',
    type: 'mapping',
    optional: true,
  })
  defaults?: ValueMap;

  @Arg({
    doc: 'Permission bits; keep takes those of the source. New files get 0644.',
    type: 'mode or keep',
    optional: true,
  })
  mode?: number | 'keep';

  @Arg({ doc: 'Make missing directories above the file.', type: 'boolean', default: false })
  makedirs!: boolean;

  @Arg({
    doc: 'Permission bits of the directories that makedirs makes; default: those of the file, searchable.',
    type: 'mode',
    optional: true,
  })
  dir_mode?: number;

  @Arg({
    doc: 'Replace the content of an existing file; False leaves it and manages owner and mode only.',
    type: 'boolean',
    default: true,
  })
  replace!: boolean;

  @Arg({ doc: 'Create the file where it does not exist.', type: 'boolean', default: true })
  create!: boolean;

  @Arg({
    doc: 'Keep the old content: minion (under the cache of the minion), or an extension such as .bak (beside the file).',
    type: 'any',
    optional: true,
  })
  backup?: Value;

  @Arg({
    doc: 'Show the difference of the contents; False hides it, True shows even the values of a file that only its owner may read. Known secrets stay hidden.',
    type: 'boolean',
    optional: true,
  })
  show_changes?: boolean;

  @Arg({ doc: 'Write through a symlink; False puts a file in its place.', type: 'boolean', default: true })
  follow_symlinks!: boolean;

  @Arg({
    doc: 'Command that must agree to the new content before it is put in place; the path of a copy is added to it.',
    type: 'string',
    optional: true,
  })
  check_cmd?: string;

  @Arg({ doc: 'Extension of that copy, such as .conf.', type: 'string', default: '' })
  tmp_ext!: string;

  @Arg({
    doc: 'Accepted for trees that set it; that copy lies in a directory of its own.',
    type: 'string',
    optional: true,
  })
  tmp_dir?: string;

  @Arg({ doc: 'Accept contents that are empty.', type: 'boolean', default: true })
  allow_empty!: boolean;

  @Arg({ doc: 'Accepted for trees that set it; the cache is kept by content.', type: 'any', optional: true })
  keep_source?: Value;

  @Arg({ doc: 'Accepted for trees that set it; what is right is not fetched.', type: 'boolean', optional: true })
  use_etag?: boolean;

  @Arg({ doc: 'Accepted for trees that set it; a new file is called that.', type: 'boolean', optional: true })
  new_file_diff?: boolean;

  @Arg({ doc: 'What show_changes says, by the name that it had before Salt 2015.', type: 'boolean', optional: true })
  show_diff?: boolean;

  @Rest({
    doc: 'With a template: further variables for it, which defaults and context override.',
    of: 'named',
    // Salt takes any name. One that is nearly that of an argument is more likely misspelt.
    when: (name, given, declared) => isGiven(given.get('template')) && nearMatch(name, declared) === undefined,
  })
  variables!: ValueMap;
}

function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== null;
}
