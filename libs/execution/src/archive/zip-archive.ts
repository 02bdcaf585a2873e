import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import { Arg, NotSupported } from '@fleet/arguments';
import type { Host } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { FunctionRefused } from '../definition.js';
import { absolutePath } from '../file/absolute-path.js';
import { membersOf } from './members.js';
import { namesOf, runArchiver } from './words.js';

@NotSupported({
  template: 'write the rendered paths.',
  zip64: 'large archives are written as they must be.',
})
export class ArchiveZipArgs {
  @Arg({ doc: 'Absolute path of the archive.', type: 'string' })
  zip_file!: string;

  @Arg({ doc: 'What to pack: paths joined by commas, or a list; directories with all that is in them.', type: 'any' })
  sources!: Value;

  @Arg({ doc: 'The directory that relative paths are meant from.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'Account to run zip as.', type: 'string', optional: true })
  runas?: string;
}

/** Makes the archive beside its place and puts it there in one step: nobody sees half of it, and members of an old one do not stay. */
export async function makeZip(host: Host, want: ArchiveZipArgs): Promise<string[]> {
  const archive = absolutePath(want.zip_file);
  const sources = namesOf(want.sources);
  if (sources.length === 0) throw new FunctionRefused('bad-arguments', 'there is nothing to pack');
  if (want.cwd === undefined && sources.some((source) => !source.startsWith('/')))
    throw new FunctionRefused('bad-arguments', 'relative paths need `cwd`, the directory that they are meant from');
  const making = posix.join(posix.dirname(archive), `.fleet-${randomBytes(8).toString('hex')}.zip`);
  const { cwd, runas } = want;
  try {
    await runArchiver(host, ['zip', '--recurse-paths', '--symlinks', '--quiet', making, '--', ...sources], {
      ...(cwd !== undefined && { cwd }),
      ...(runas !== undefined && { runas }),
    });
    await host.files.rename(making, archive);
  } catch (cause) {
    await host.files.remove(making);
    throw cause;
  }
  return (await membersOf(host, archive, 'zip')).map(({ name }) => name);
}
