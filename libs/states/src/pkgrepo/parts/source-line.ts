import type { HostView } from '@fleet/platform';
import { pathProblem } from '../../file/parts/absolute.js';
import type { RepositoryArgs } from './repository.args.js';

/** One line of a list of sources. */
export interface SourceLine {
  readonly type: string;
  /** `arch=amd64`, `signed-by=/…`; sorted. */
  readonly options: readonly string[];
  readonly address: string;
  readonly release: string;
  readonly components: readonly string[];
  readonly disabled: boolean;
}

/** `undefined` for a comment, an empty line, or what apt would not take. */
export function readSourceLine(line: string): SourceLine | undefined {
  const found = /^\s*(#\s*)?(deb|deb-src)\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)((?:\s+[^\s#]+)*)\s*(?:#.*)?$/.exec(line);
  if (!found) return undefined;
  const [, hash, type = '', options = '', address = '', release = '', components = ''] = found;
  return {
    type,
    options: words(options).sort(),
    address: address.replace(/\/+$/, ''),
    release,
    components: words(components),
    disabled: hash !== undefined,
  };
}

export function writeSourceLine({ type, options, address, release, components, disabled }: SourceLine): string {
  const parts = [type, options.length === 0 ? '' : `[${options.join(' ')}]`, address, release, ...components];
  return `${disabled ? '# ' : ''}${parts.filter((part) => part !== '').join(' ')}`;
}

/** What the author names, with release and components from their own arguments; one sentence where it is no line. */
export function wantedLine(
  want: RepositoryArgs,
  more: { disabled: boolean; options: readonly string[] },
): SourceLine | string {
  const components = (want.comps ?? '').split(/[\s,]+/).filter((one) => one !== '');
  // Each would end the line, or the options in it, and begin something that nobody asked for.
  if (/[\r\n]/.test(want.name.trim())) return 'the name is one line of a list of sources';
  for (const word of [want.dist ?? '', ...components, ...more.options])
    if (/[\s[\]#]/.test(word)) return `${word} cannot stand in a line of a list of sources`;
  const bad = pathProblem(want.file);
  if (bad) return bad;
  if (!/\.(?:list|sources)$/.test(want.file))
    return `${want.file}: apt reads files whose names end with .list (lines) or .sources (stanzas)`;
  const [, owner, archive] = /^ppa:([^/\s]+)\/(\S+)$/.exec(want.name.trim()) ?? [];
  if (owner !== undefined)
    return `${want.name}: write the archive out, deb [signed-by=/etc/apt/keyrings/${owner}.asc] https://ppa.launchpadcontent.net/${owner}/${archive ?? ''}/ubuntu RELEASE main, with its key as \`key_url\``;
  const read =
    readSourceLine(want.name.trim()) ??
    (want.dist === undefined ? undefined : readSourceLine(`${want.name.trim()} ${want.dist}`));
  if (!read)
    return `${want.name} is not a line of a list of sources: it reads deb [options] address release components`;
  const given = more.options.filter(
    (option) => !read.options.some((own) => own.split('=')[0] === option.split('=')[0]),
  );
  return {
    ...read,
    options: [...read.options, ...given].sort(),
    release: want.dist ?? read.release,
    components: [...read.components, ...components.filter((one) => !read.components.includes(one))],
    disabled: more.disabled,
  };
}

/** The same repository, whatever its options and components. */
export function sameRepository(one: SourceLine, other: SourceLine): boolean {
  return one.type === other.type && one.address === other.address && one.release === other.release;
}

/** Every list of sources of the machine, by path. */
export async function sourceLists(host: HostView, also: string): Promise<Map<string, string>> {
  const folder = '/etc/apt/sources.list.d';
  const inFolder = (await host.files.statTarget(folder)) ? await host.files.list(folder) : [];
  const paths = [
    '/etc/apt/sources.list',
    ...inFolder.filter((name) => name.endsWith('.list')).map((name) => `${folder}/${name}`),
    also,
  ];
  const lists = new Map<string, string>();
  for (const path of new Set(paths))
    if ((await host.files.statTarget(path))?.kind === 'file')
      lists.set(path, (await host.files.read(path)).toString('utf8'));
  return lists;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
