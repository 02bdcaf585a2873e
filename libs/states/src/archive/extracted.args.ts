import { Arg, NotSupported } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { OwnerArgs } from '../file/parts/owner.args.js';

@NotSupported(
  {
    signature: 'check what is fetched by its `source_hash`.',
    source_hash_sig: 'check what is fetched by its `source_hash`.',
    signed_by_any: 'check what is fetched by its `source_hash`.',
    signed_by_all: 'check what is fetched by its `source_hash`.',
    keyring: 'check what is fetched by its `source_hash`.',
    gnupghome: 'check what is fetched by its `source_hash`.',
    clean: 'extract into a directory that the version names, and remove the old one with `file.absent`.',
    clean_parent: 'remove the directory with `file.absent` first.',
    password: 'archives that are locked with a password are not supported.',
    force: 'remove what stands in its place with `file.absent` first.',
    enforce_ownership_on: 'owner and group are set on everything that is extracted.',
    list_options: 'the archive is listed as it is extracted.',
    keep: 'it is `keep_source` now.',
  },
  { evenFalse: ['keep'] },
)
export class ArchiveExtractedArgs extends OwnerArgs {
  @Arg({ doc: 'Absolute path of the directory to extract into; it is made where it does not exist.', type: 'string' })
  name!: string;

  @Arg({
    doc: 'The archive: salt://…, http(s)://… or a path on the minion; of a list, the first that exists.',
    type: 'any',
  })
  source!: Value;

  @Arg({
    doc: 'Digest of the archive (sha256=…, or bare), or the address of a file of digests; http(s) sources need it.',
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

  @Arg({ doc: 'Trust whatever an http(s) source answers; it is then extracted once.', type: 'boolean', default: false })
  skip_verify!: boolean;

  @Arg({
    doc: 'Kind of archive; default: by the name of the source.',
    type: 'string',
    oneOf: ['tar', 'zip'],
    optional: true,
  })
  archive_format?: 'tar' | 'zip';

  @Arg({ doc: 'Further options of tar or unzip, such as --strip-components=1.', type: 'string', optional: true })
  options?: string;

  @Arg({ doc: 'Extract only where this path does not exist.', type: 'string', optional: true })
  if_missing?: string;

  @Arg({ doc: 'Refuse an archive that has more than one entry at its top.', type: 'boolean', default: true })
  enforce_toplevel!: boolean;

  @Arg({ doc: 'Extract again even where everything is there.', type: 'boolean', default: false })
  overwrite!: boolean;

  @Arg({ doc: 'Extract again when the digest of the source has changed.', type: 'boolean', default: true })
  source_hash_update!: boolean;

  @Arg({
    doc: 'Accepted for trees that set it; archives are not kept after they are extracted.',
    type: 'any',
    optional: true,
  })
  keep_source?: Value;

  @Arg({
    doc: 'Accepted for trees that set it; lists of files are not part of the result.',
    type: 'any',
    optional: true,
  })
  trim_output?: Value;

  @Arg({
    doc: 'Accepted for trees that set it; zip archives are always read by unzip.',
    type: 'boolean',
    optional: true,
  })
  use_cmd_unzip?: boolean;

  @Arg({
    doc: 'Accepted for trees that set it; permission bits of a zip archive are kept.',
    type: 'boolean',
    optional: true,
  })
  extract_perms?: boolean;

  @Arg({
    doc: 'Accepted for trees that set it; the digest tells whether it was extracted.',
    type: 'boolean',
    optional: true,
  })
  skip_files_list_verify?: boolean;

  @Arg({ doc: 'Accepted for trees that set it; what is right is not fetched.', type: 'boolean', optional: true })
  use_etag?: boolean;

  @Arg({
    doc: 'Accepted for trees that set it; owner and group are set on everything that is extracted.',
    type: 'any',
    optional: true,
  })
  recurse?: Value;
}
