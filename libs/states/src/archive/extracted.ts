import type { Host, HostView } from '@fleet/platform';
import { defineState, StepFailed, type StateContext } from '../definition.js';
import { missingSentence, ownerChanges, ownerNow, resolveOwner, type OwnerWish } from '../file/parts/ownership.js';
import { pathProblem, tidyPath } from '../file/parts/absolute.js';
import { findSource, type Found } from '../file/parts/source.js';
import { digest } from '../file/parts/source-hash.js';
import { already, impossible, step } from '../step.js';
import { ArchiveExtractedArgs } from './extracted.args.js';
import { extract, formatOf, listArchive, optionWords, type ArchiveFormat } from './parts/extract.js';
import { readStamp, unfinished, writeStamp, type Stamp } from './parts/stamp.js';

export const extracted = defineState({
  name: 'archive.extracted',
  doc: 'Keep an archive (tar, zip) extracted in a directory; it is extracted again when its digest changes or something of it is missing.',
  args: ArchiveExtractedArgs,
  example: `/opt/app:
  archive.extracted:
    - source: https://downloads.example.org/app-1.2.3.tar.gz
    - source_hash: sha256=2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
    - user: root
`,
  async plan(host, want, context) {
    const bad = pathProblem(want.name);
    if (bad) return impossible(bad);
    const name = tidyPath(want.name);
    const stamp = await readStamp(host, name, context);
    // What an extraction that was cut short has left may be half of it.
    const cutShort = stamp?.archive === unfinished;
    if (want.if_missing !== undefined && !cutShort && (await host.files.stat(want.if_missing)))
      return already(`${want.if_missing} exists`);
    const lookup = await findSource(
      want.source,
      { sourceHash: want.source_hash, sourceHashName: want.source_hash_name, skipVerify: want.skip_verify },
      host,
      context,
    );
    if ('problem' in lookup)
      return context.test && lookup.absent
        ? { verdict: null, comment: `${lookup.problem}: an earlier state may bring it` }
        : impossible(lookup.problem);
    const { found } = lookup;
    const format = want.archive_format ?? formatOf(found.url);
    if (!format) return impossible(`${found.url} does not look like tar or zip; \`archive_format\` says which it is`);
    const owner: OwnerWish = { user: want.user, group: want.group };
    const { missing } = await resolveOwner(host, owner);
    if (missing.length > 0 && !context.test) return impossible(missingSentence(missing));
    const tool = format === 'tar' ? 'tar' : 'unzip';
    if ((await host.commands.which(tool)) === undefined && !context.test) return impossible(`${tool} is not installed`);

    const identity = await identityOf(found, host);
    const stamped =
      stamp !== undefined &&
      !cutShort &&
      stamp.options === (want.options ?? '') &&
      (stamp.archive === identity || !want.source_hash_update);
    if (stamped && !want.overwrite && (await complete(host, name, stamp, owner)))
      return already(`all of ${found.url} is in ${name}`);
    return {
      steps: [
        step(
          `extract ${found.url} into ${name}`,
          { directories_created: [name], extracted_files: [found.url] },
          (machine) =>
            extractInto(machine, name, found, format, identity, {
              want,
              owner,
              context,
              replaces: stamp !== undefined && !stamped,
            }),
        ),
      ],
      already: '',
      done: `${found.url} is extracted into ${name}`,
      warnings: missing.map((account) => `${account} does not exist yet`),
    };
  },
});

/** The digest where it can be had without fetching: of the tree, of the author, of a local file. */
async function identityOf(found: Found, host: HostView): Promise<string> {
  if (found.expected) return `${found.expected.algorithm}:${found.expected.hex}`;
  const path = found.url.replace(/^file:\/\//, '');
  if (path.startsWith('/')) return `sha256:${await host.files.hash(path, 'sha256')}`;
  return found.url;
}

async function complete(host: HostView, directory: string, stamp: Stamp, wish: OwnerWish): Promise<boolean> {
  const owner = await resolveOwner(host, wish);
  for (const entry of stamp.entries) {
    const stats = await host.files.stat(`${directory}/${entry.replace(/\/$/, '')}`);
    if (!stats || Object.keys(ownerChanges(stats, wish, owner)).length > 0) return false;
  }
  return true;
}

interface Extraction {
  readonly want: ArchiveExtractedArgs;
  readonly owner: OwnerWish;
  readonly context: StateContext;
  /** Another archive was extracted here before: what is there is not proof of anything. */
  readonly replaces: boolean;
}

async function extractInto(
  host: Host,
  directory: string,
  found: Found,
  format: ArchiveFormat,
  identity: string,
  { want, owner, context, replaces }: Extraction,
): Promise<{ comment: string }> {
  const content = await found.read();
  const options = optionWords(want.options);
  return host.files.withScratch(async (scratch) => {
    const archive = `${scratch}/archive`;
    await host.files.write(archive, content, { mode: 0o600 });
    const entries = await listArchive(host, archive, format, format === 'tar' ? options : []);
    const top = new Set(entries.map((entry) => entry.split('/')[0]));
    if (want.enforce_toplevel && top.size > 1) {
      throw new StepFailed(
        `the archive has ${top.size} entries at its top (\`enforce_toplevel: False\` would extract them all)`,
      );
    }
    const stamp: Stamp = { archive: identity, options: want.options ?? '', entries };
    const present = !want.overwrite && !replaces && (await complete(host, directory, stamp, {}));
    if (!present) {
      await host.files.makeDirectory(directory, await ownerNow(host, owner), { parents: true });
      await writeStamp(host, directory, { ...stamp, archive: unfinished }, context);
      await extract(host, archive, format, directory, options);
    }
    const access = await ownerNow(host, owner);
    if (Object.keys(access).length > 0)
      for (const entry of entries)
        await host.files.setOwnership(`${directory}/${entry.replace(/\/$/, '')}`, access, { follow: false });
    await writeStamp(host, directory, stamp, context);
    return {
      comment: `${entries.length} entries of ${found.url} (sha256 ${digest(content, 'sha256')}) are in ${directory}`,
    };
  });
}
