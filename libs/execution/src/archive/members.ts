import type { HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';

export type ArchiveFormat = 'tar' | 'zip';

export interface Member {
  /** As the archive has it, without `./` before it. */
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link';
  /** Only zip tells. */
  readonly encrypted?: boolean;
}

/** tar finds out itself how an archive is packed. */
export function formatOf(name: string): ArchiveFormat {
  return /\.(zip|jar|war)$/i.test(name.replace(/[?#].*$/, '')) ? 'zip' : 'tar';
}

const rows = {
  /** `drwxr-xr-x 0/0               0 2026-11-21 11:34:31 d/`. */
  tar: /^([-dlhbcps])\S+ \S+ +\S+ \d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)? (.*)$/,
  /** `-rw-r--r--  3.0 unx        3 TX stor 26-Nov-21 11:34 a b`: letters in capitals are of what is encrypted. */
  zip: /^([-dl?])\S+ +\S+ +\S+ +\d+ +(\S+) +\S+ +\S+ +\S+ (.*)$/,
};

/** What an archive of the minion holds. @throws FunctionRefused `failed` for what is none */
export async function membersOf(host: HostView, archive: string, format: ArchiveFormat): Promise<Member[]> {
  const words: [string, ...string[]] =
    format === 'tar'
      ? ['tar', '--list', '--verbose', '--full-time', '--numeric-owner', '--absolute-names', '--quoting-style=literal']
      : ['unzip', '-Z', '-s', archive];
  if (format === 'tar') words.push('--force-local', '--file', archive);
  const result = await host.commands.probe(words, { outputLimit: 64 * 1024 * 1024 });
  if (result.exitCode !== 0) {
    const said = (result.stderr || result.stdout).trim().split('\n').at(-1) ?? '';
    throw new FunctionRefused('failed', `${archive} is no ${format} archive that ${words[0]} can read: ${said}`);
  }
  return result.stdout.split('\n').flatMap((row) => memberOf(row, format) ?? []);
}

function memberOf(row: string, format: ArchiveFormat): Member | undefined {
  const found = rows[format].exec(row);
  if (!found) return undefined;
  const letter = found[1];
  const raw = (found.at(-1) as string).replace(/^(\.\/+)+/, '');
  const kind = letter === 'd' || raw.endsWith('/') ? 'directory' : letter === 'l' || letter === 'h' ? 'link' : 'file';
  const name = format === 'tar' && kind === 'link' ? raw.replace(/ (->|link to) .*$/, '') : raw;
  if (name === '') return undefined;
  return { name, kind, ...(format === 'zip' && { encrypted: /^[TB]/.test(found[2] as string) }) };
}

/** @throws FunctionRefused for an archive that would put something outside of where it is extracted to */
export function refuseLeadingOut(members: readonly Member[], archive: string): void {
  const leading = members.find(({ name }) => name.startsWith('/') || name.split('/').includes('..'));
  if (leading)
    throw new FunctionRefused('not-allowed', `${archive} holds ${leading.name}, which leads out of the directory`);
}
