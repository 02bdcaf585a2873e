import { Arg, NotSupported } from '@fleet/arguments';
import type { Host } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { FunctionRefused } from '../definition.js';
import { absolutePath } from '../file/absolute-path.js';
import { membersOf, refuseLeadingOut } from './members.js';
import { namesOf, optionWords, runArchiver } from './words.js';

@NotSupported({
  template: 'write the rendered paths.',
  password: 'unzip takes a password on its command line only, where every account of the machine can read it.',
  extract_perms: 'permission bits of an archive are kept.',
})
export class ArchiveUnzipArgs {
  @Arg({ doc: 'Absolute path of the archive.', type: 'string' })
  zip_file!: string;

  @Arg({ doc: 'The directory to unpack into; it is made where it does not exist.', type: 'string' })
  dest!: string;

  @Arg({ doc: 'Members to leave out: names joined by commas, or a list.', type: 'any', optional: true })
  excludes?: Value;

  @Arg({ doc: 'Further options of unzip(1), such as -o, which overwrites.', type: 'string', optional: true })
  options?: string;

  @Arg({ doc: 'Account to run unzip as.', type: 'string', optional: true })
  runas?: string;

  @Arg({ doc: 'How many names to answer at most; False: all.', type: 'any', default: false })
  trim_output!: Value;
}

/** Without `-o` among the options, what is there already stays. */
export async function extractZip(host: Host, want: ArchiveUnzipArgs): Promise<string[]> {
  const archive = absolutePath(want.zip_file);
  const dest = absolutePath(want.dest);
  const excludes = namesOf(want.excludes);
  const options = optionWords(want.options);
  const refused = options.find((word) => !/^-[a-zA-Z]+$/.test(word) || /[dxP]/.test(word));
  if (refused !== undefined)
    throw new FunctionRefused(
      'bad-arguments',
      `${refused} is not taken; the directory is \`dest\`, what stays out \`excludes\``,
    );
  if (!(await host.files.statTarget(archive))) throw new FunctionRefused('not-found', `there is no archive ${archive}`);
  const members = await membersOf(host, archive, 'zip');
  refuseLeadingOut(members, archive);
  if (members.some(({ encrypted }) => encrypted === true))
    throw new FunctionRefused('failed', `${archive} is locked with a password, which is not supported`);
  const wanted = members.filter(({ name }) => !excludes.includes(name)).map(({ name }) => name);
  if (wanted.length === 0) return [];
  await host.files.makeDirectory(dest, {}, { parents: true });
  const words: [string, ...string[]] = ['unzip', '-q'];
  // Asked what to overwrite, it would wait for an answer.
  words.push(...(options.some((word) => word.includes('o')) ? options : ['-n', ...options]), archive, '-d', dest);
  if (excludes.length > 0) words.push('-x', ...excludes.map(literally));
  await runArchiver(host, words, want.runas === undefined ? {} : { runas: want.runas });
  return typeof want.trim_output === 'number' ? wanted.slice(0, want.trim_output) : wanted;
}

/** A member's name is a pattern to unzip. */
function literally(name: string): string {
  return name.replace(/[[\]*?\\]/g, '\\$&').replace(/^-/, '[-]');
}
