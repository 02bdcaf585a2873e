import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { OwnerArgs } from '../file/parts/owner.args.js';

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
}
