import type { HostView } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import { StepFailed, type StateContext, type Step } from '../../definition.js';
import { findOne } from '../../file/parts/source.js';
import { step } from '../../step.js';
import type { RepositoryArgs } from './repository.args.js';
import type { SourceLine } from './source-line.js';

/**
 * The key of a repository, where it is not there yet: at the path of `signed-by`, else among the keys that apt trusts for every
 * repository. A key that is there is not asked for again.
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
  const signedBy = line.options.find((option) => option.startsWith('signed-by='))?.slice('signed-by='.length);
  const base = signedBy ?? `/etc/apt/trusted.gpg.d/${slug(line)}`;
  const candidates = signedBy === undefined ? [`${base}.asc`, `${base}.gpg`] : [base];
  for (const path of candidates) if (await host.files.statTarget(path)) return undefined;
  return step(`fetch the key of ${line.address}`, { key: url }, async (machine) => {
    const lookup = await findOne(url, { skipVerify: true }, machine, context);
    if ('problem' in lookup) throw new StepFailed(lookup.problem);
    const content = await lookup.found.read();
    const armored = content.subarray(0, 256).toString('latin1').includes('-----BEGIN PGP');
    const path = signedBy ?? `${base}.${armored ? 'asc' : 'gpg'}`;
    await machine.files.makeDirectory(path.slice(0, path.lastIndexOf('/')), { mode: 0o755 }, { parents: true });
    await machine.files.write(path, content, { uid: 0, gid: 0, mode: 0o644 });
    return { changes: new Map([['key', path]]) };
  });
}

function keyAddress(want: RepositoryArgs): string | { problem: string } | undefined {
  const url = want.key_url ?? want.gpgkey;
  if (url !== undefined && (want.keyid !== undefined || want.keyserver !== undefined))
    return { problem: 'the key comes from `key_url`, or from `keyserver` by its `keyid`; give one of them' };
  if (url !== undefined) return url;
  if (want.keyid === undefined) return undefined;
  const id = pythonStr(want.keyid).replace(/^0x/i, '');
  if (!/^[0-9a-f]{8,40}$/i.test(id)) return { problem: '`keyid` must be 8 to 40 hexadecimal digits' };
  if (want.keyserver === undefined) return { problem: '`keyid` needs the `keyserver` that has the key' };
  const server = want.keyserver.replace(/^[a-z]+:\/\//, '').replace(/[:/].*$/, '');
  return `https://${server}/pks/lookup?op=get&options=mr&search=0x${id}`;
}

function slug({ address, release }: SourceLine): string {
  return `${address.replace(/^[a-z+]+:\/\//, '')}-${release}`.replace(/[^\w.-]+/g, '-').replace(/^-+|-+$/g, '');
}
