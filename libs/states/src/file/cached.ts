import { Arg, NotSupported } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import { defineState, type StateContext } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { parentOf } from './parts/absolute.js';
import { findOne, type Found } from './parts/source.js';
import { digest } from './parts/source-hash.js';

@NotSupported({ use_etag: 'what is right is not fetched.' })
export class FileCachedArgs {
  @Arg({ doc: 'The file: salt://…, http(s)://… or a path on the minion.', type: 'string' })
  name!: string;

  @Arg({
    doc: 'Digest that it must have (sha256=…, or bare), or the address of a file of digests; http(s) needs it.',
    type: 'string',
    optional: true,
  })
  source_hash?: string;

  @Arg({
    doc: 'Name to look for in a file of digests; default: the last step of the name.',
    type: 'string',
    optional: true,
  })
  source_hash_name?: string;

  @Arg({ doc: 'Trust whatever http(s) answers; it is then fetched once.', type: 'boolean', default: false })
  skip_verify!: boolean;

  @Arg({ doc: 'Environment of the state tree; default: that of the SLS.', type: 'string', optional: true })
  saltenv?: string;
}

export const cached = defineState({
  name: 'file.cached',
  doc: "Keep a copy of a file in the minion's cache, where `cp.is_cached` and later states find it.",
  args: FileCachedArgs,
  example: `https://downloads.example.org/app-1.2.3.tar.gz:
  file.cached:
    - source_hash: sha256=2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
`,
  async plan(host, want, context) {
    const environment = want.saltenv ?? context.environment;
    const wish = {
      sourceHash: want.source_hash,
      sourceHashName: want.source_hash_name,
      skipVerify: want.skip_verify,
    };
    const lookup = await findOne(want.name, wish, host, { ...context, environment });
    if ('problem' in lookup)
      return context.test && lookup.absent
        ? { verdict: null, comment: `${lookup.problem}: an earlier state may bring it` }
        : impossible(lookup.problem);
    const path = await cachePlace(want.name, environment, context);
    const held = await heldDigest(host, path, lookup.found);
    if (held.right) return already(`${want.name} is cached as ${path}`);
    return {
      steps: [
        step(
          `cache ${want.name} as ${path}`,
          { hash: { old: held.digest, new: wantedDigest(lookup.found) } },
          async (machine) => {
            const content = await lookup.found.read();
            await machine.files.makeDirectory(parentOf(path), { mode: 0o700 }, { parents: true });
            await machine.files.write(path, content, { mode: 0o600 });
            return {
              changes: new Map([
                [
                  'hash',
                  new Map([
                    ['old', held.digest],
                    ['new', digest(content, 'sha256')],
                  ]),
                ],
              ]),
            };
          },
        ),
      ],
      already: '',
      done: `${want.name} is cached as ${path}`,
    };
  },
});

/** Where the minion keeps its copy; only functions know. */
export async function cachePlace(name: string, environment: string, context: StateContext): Promise<string> {
  return String(await context.call('cp.cache_dest', [name, environment]));
}

async function heldDigest(
  host: HostView,
  path: string,
  found: Found,
): Promise<{ right: boolean; digest: string | null }> {
  if ((await host.files.statTarget(path))?.kind !== 'file') return { right: false, digest: null };
  const own = await host.files.hash(path, 'sha256');
  if (found.expected)
    return { right: (await host.files.hash(path, found.expected.algorithm)) === found.expected.hex, digest: own };
  const local = found.url.replace(/^file:\/\//, '');
  if (!local.startsWith('/')) return { right: true, digest: own };
  return { right: (await host.files.hash(local, 'sha256')) === own, digest: own };
}

function wantedDigest(found: Found): string {
  return found.expected?.algorithm === 'sha256' ? found.expected.hex : 'of what is fetched';
}
