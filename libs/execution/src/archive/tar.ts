import { Arg, NotSupported } from '@fleet/arguments';
import type { Host } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { absolutePath } from '../file/absolute-path.js';
import { membersOf, refuseLeadingOut } from './members.js';
import { namesOf, optionWords, runArchiver } from './words.js';

@NotSupported({ template: 'write the rendered paths.' })
export class ArchiveTarArgs {
  @Arg({ doc: 'Options of tar(1), such as cjvf or xzf.', type: 'string' })
  options!: string;

  @Arg({ doc: 'Absolute path of the archive.', type: 'string' })
  tarfile!: string;

  @Arg({ doc: 'What to pack: paths joined by commas, or a list.', type: 'any', optional: true })
  sources?: Value;

  @Arg({ doc: 'The directory to unpack into; it is made where it does not exist.', type: 'string', optional: true })
  dest?: string;

  @Arg({ doc: 'The directory that relative paths are meant from.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'Account to run tar as.', type: 'string', optional: true })
  runas?: string;
}

export const tar = defineFunction({
  name: 'archive.tar',
  doc: 'Pack or unpack a tar archive: what tar(1) prints. An archive with members that lead out of the directory is not unpacked.',
  args: ArchiveTarArgs,
  example: 'archive.tar xzf /tmp/app.tar.gz dest=/opt/app',
  async run(host, want) {
    const archive = absolutePath(want.tarfile);
    const sources = namesOf(want.sources);
    if (sources.length > 0 && want.dest !== undefined)
      throw new FunctionRefused(
        'bad-arguments',
        'archive.tar: `sources` are packed, `dest` is unpacked into; give one',
      );
    const options = checkedOptions(want.options);
    const extracts = options.some((word) => /^-[^-]*x/.test(word) || /^--(extract|get)$/.test(word));
    if (extracts) await readyToExtract(host, want, archive);
    const words: [string, ...string[]] = ['tar', ...options, '--force-local', '--file', archive];
    if (extracts) words.push('--no-same-owner');
    if (want.dest !== undefined) words.push('--directory', absolutePath(want.dest));
    if (sources.length > 0) words.push('--', ...sources);
    const { cwd, runas } = want;
    return runArchiver(host, words, { ...(cwd !== undefined && { cwd }), ...(runas !== undefined && { runas }) });
  },
});

/** Without `f`, which the second argument stands for. */
function checkedOptions(written: string): string[] {
  const words = optionWords(written);
  const refused = words.find((word) => /^(--file|--absolute-names|--directory|-[^-]*[PC])/.test(word));
  if (refused !== undefined)
    throw new FunctionRefused(
      'bad-arguments',
      `archive.tar: ${refused} is not taken; the archive is \`tarfile\`, the directory \`dest\``,
    );
  return words.map((word) => (/^-[^-]/.test(word) ? word.replaceAll('f', '') : word)).filter((word) => word !== '-');
}

async function readyToExtract(host: Host, want: ArchiveTarArgs, archive: string): Promise<void> {
  refuseLeadingOut(await membersOf(host, archive, 'tar'), archive);
  if (want.dest === undefined && want.cwd === undefined)
    throw new FunctionRefused('bad-arguments', 'archive.tar: say with `dest` where to unpack to');
  if (want.dest !== undefined) await host.files.makeDirectory(absolutePath(want.dest), {}, { parents: true });
}
