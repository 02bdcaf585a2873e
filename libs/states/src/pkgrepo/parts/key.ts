import { createHash } from 'node:crypto';
import type { HostView } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { StepFailed, type StateContext, type Step } from '../../definition.js';
import { parentOf } from '../../file/parts/absolute.js';
import { findOne } from '../../file/parts/source.js';
import { step } from '../../step.js';
import { fingerprintsOf, isArmored, isPgp } from './pgp-key.js';
import type { RepositoryArgs } from './repository.args.js';
import type { SourceLine } from './source-line.js';

/**
 * The key of a repository, where it is not there yet: at the path of `signed-by`, else among the keys that apt trusts for every
 * repository. A key that is there is not asked for again over the network; one of the tree or of the minion is compared.
 */
export async function keyStep(
  host: HostView,
  want: RepositoryArgs,
  line: SourceLine,
  context: StateContext,
): Promise<Step | string | undefined> {
  const url = keyAddress(want);
  if (url === undefined) return undefined;
  if (typeof url === 'object') return url.problem;
  // It may also name fingerprints; those say which key, not where it is.
  const signedBy = line.options.flatMap((option) => /^signed-by=(\/[^,]+)/.exec(option)?.[1] ?? [])[0];
  const base = signedBy ?? `/etc/apt/trusted.gpg.d/${slug(line)}`;
  const candidates = signedBy === undefined ? [`${base}.asc`, `${base}.gpg`] : [base];
  for (const path of candidates) if (await host.files.statTarget(path)) return changedKey(host, url, path, context);
  return step(`fetch the key of ${line.address}`, { key: url }, async (machine) => {
    const lookup = await findOne(url, { skipVerify: true }, machine, context);
    if ('problem' in lookup) throw new StepFailed(lookup.problem);
    const content = await lookup.found.read();
    // A page that says "not found" is no key either; apt would pass over it without a word.
    if (!isPgp(content)) throw new StepFailed(`${url} holds no PGP key`);
    if (want.keyid !== undefined && !fingerprintsOf(content).some((one) => one.endsWith(idOf(want.keyid ?? ''))))
      throw new StepFailed(`the key server answered with another key than ${idOf(want.keyid)}`);
    const path = signedBy ?? `${base}.${isArmored(content) ? 'asc' : 'gpg'}`;
    await machine.files.makeDirectory(parentOf(path), { mode: 0o755 }, { parents: true });
    await machine.files.write(path, content, { uid: 0, gid: 0, mode: 0o644 });
    return { changes: new Map([['key', path]]) };
  });
}

/** A key that was exchanged where it costs nothing to look. */
async function changedKey(
  host: HostView,
  url: string,
  path: string,
  context: StateContext,
): Promise<Step | string | undefined> {
  if (/^https?:/.test(url)) return undefined;
  const lookup = await findOne(url, {}, host, context);
  if ('problem' in lookup) return lookup.problem;
  const content = await lookup.found.read();
  if (content.equals(await host.files.read(path))) return undefined;
  const change = { key: { old: sha256(await host.files.read(path)), new: sha256(content) } };
  return step(`replace the key ${path}`, change, (machine) => machine.files.write(path, content, { mode: 0o644 }));
}

/** What may be wrong about where a key comes from. */
export function keyWarnings(want: RepositoryArgs): string[] {
  const url = want.key_url ?? want.gpgkey;
  return url?.startsWith('http:') === true
    ? [`the key comes from ${url} without encryption: whoever sits on the way can exchange it`]
    : [];
}

/** Its last digits are those of the fingerprint. */
function idOf(keyid: Value): string {
  return pythonStr(keyid).replace(/^0x/i, '').toLowerCase();
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function keyAddress(want: RepositoryArgs): string | { problem: string } | undefined {
  const url = want.key_url ?? want.gpgkey;
  if (url !== undefined && (want.keyid !== undefined || want.keyserver !== undefined))
    return { problem: 'the key comes from `key_url`, or from `keyserver` by its `keyid`; give one of them' };
  if (url !== undefined) return url;
  if (want.keyid === undefined) return undefined;
  const id = idOf(want.keyid);
  if (!/^[0-9a-f]{8,40}$/.test(id)) return { problem: '`keyid` must be 8 to 40 hexadecimal digits' };
  if (want.keyserver === undefined) return { problem: '`keyid` needs the `keyserver` that has the key' };
  const server = want.keyserver.replace(/^[a-z]+:\/\//, '').replace(/[:/].*$/, '');
  return `https://${server}/pks/lookup?op=get&options=mr&search=0x${id}`;
}

function slug({ address, release }: SourceLine): string {
  return `${address.replace(/^[a-z+]+:\/\//, '')}-${release}`.replace(/[^\w.-]+/g, '-').replace(/^-+|-+$/g, '');
}
