import type { HostView } from '@fleet/platform';
import type { SourceLine } from './source-line.js';

/** The form of `/etc/apt/sources.list.d/*.sources`: stanzas of `Key: value`, with an empty line between them. */
interface Stanza {
  /** As it stands in the file. */
  readonly text: string;
  /** Keys in small letters; values of several lines with spaces between them. */
  readonly fields: ReadonlyMap<string, string>;
}

const optionKeys: Readonly<Record<string, string>> = { arch: 'Architectures', lang: 'Languages', target: 'Targets' };

/** Whether a file of stanzas has the repository in use, with all components that are wanted. */
export function stanzasHave(text: string, line: SourceLine): boolean {
  return stanzasOf(text).some(
    (stanza) =>
      names(stanza, line) &&
      stanza.fields.get('enabled')?.toLowerCase() !== 'no' &&
      line.components.every((one) => wordsOf(stanza, 'components').includes(one)),
  );
}

/** The file with a stanza of the repository in it; the file itself where one says the same. A stanza of several repositories is not changed. */
export function withStanza(text: string, line: SourceLine, comments: readonly string[]): string {
  const wanted = stanzaText(line);
  const stanzas = stanzasOf(text);
  const at = stanzas.findIndex(
    (stanza) => names(stanza, line) && ['types', 'uris', 'suites'].every((key) => wordsOf(stanza, key).length === 1),
  );
  const own = stanzas[at];
  if (own === undefined)
    return [...stanzas.map((stanza) => stanza.text), [...comments, wanted].join('\n')].join('\n\n') + '\n';
  if (sameFields(own.fields, fieldsOf(wanted))) return text;
  const kept = own.text.split('\n').filter((one) => one.startsWith('#'));
  return (
    stanzas.map((stanza, index) => (index === at ? [...kept, wanted].join('\n') : stanza.text)).join('\n\n') + '\n'
  );
}

/** Whether a file of stanzas names the repository at all. */
export function stanzasName(text: string, line: SourceLine): boolean {
  return stanzasOf(text).some((stanza) => names(stanza, line));
}

/** The file without the repository; nothing of it is left where it held nothing else. */
export function withoutStanza(text: string, line: SourceLine): string {
  const rest = stanzasOf(text).flatMap((stanza) => {
    if (!names(stanza, line)) return [stanza.text];
    const suites = wordsOf(stanza, 'suites').filter((suite) => suite !== line.release);
    return suites.length === 0
      ? []
      : [stanza.text.replace(/^Suites:.*(?:\n[ \t].*)*/im, `Suites: ${suites.join(' ')}`)];
  });
  return rest.length === 0 ? '' : `${rest.join('\n\n')}\n`;
}

export function stanzaText({ type, options, address, release, components, disabled }: SourceLine): string {
  const extra = options.map((option) => {
    const [key = '', ...value] = option.split('=');
    const name = optionKeys[key] ?? key.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
    return `${name}: ${value.join('=').replaceAll(',', ' ')}`;
  });
  return [
    ...(disabled ? ['Enabled: no'] : []),
    `Types: ${type}`,
    `URIs: ${address}`,
    `Suites: ${release}`,
    ...(components.length === 0 ? [] : [`Components: ${components.join(' ')}`]),
    ...extra,
  ].join('\n');
}

/** Every file of stanzas of the machine, by path. */
export async function stanzaFiles(host: HostView): Promise<Map<string, string>> {
  const folder = '/etc/apt/sources.list.d';
  const files = new Map<string, string>();
  if (!(await host.files.statTarget(folder))) return files;
  for (const name of await host.files.list(folder))
    if (name.endsWith('.sources'))
      files.set(`${folder}/${name}`, (await host.files.read(`${folder}/${name}`)).toString('utf8'));
  return files;
}

function names(stanza: Stanza, line: SourceLine): boolean {
  return (
    wordsOf(stanza, 'types').includes(line.type) &&
    wordsOf(stanza, 'uris').some((uri) => uri.replace(/\/+$/, '') === line.address) &&
    wordsOf(stanza, 'suites').includes(line.release)
  );
}

function stanzasOf(text: string): Stanza[] {
  return text
    .split(/\n(?:[ \t]*\n)+/)
    .map((part) => part.replace(/^\n+|\s+$/g, ''))
    .filter((part) => part !== '')
    .map((part) => ({ text: part, fields: fieldsOf(part) }));
}

function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue;
    const [, key, value = ''] = /^([A-Za-z-]+):\s*(.*)$/.exec(line) ?? [];
    if (key !== undefined) fields.set((last = key.toLowerCase()), value.trim());
    else if (last !== '') fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`.trim());
  }
  return fields;
}

function sameFields(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  const plain = (fields: ReadonlyMap<string, string>): string =>
    JSON.stringify(
      [...fields]
        .map(([key, value]) => [key, key === 'uris' ? value.replace(/\/+$/, '') : value.split(/\s+/).join(' ')])
        .filter(([key, value]) => !(key === 'enabled' && value?.toLowerCase() === 'yes'))
        .sort(),
    );
  return plain(one) === plain(other);
}

function wordsOf(stanza: Stanza, key: string): string[] {
  return (stanza.fields.get(key) ?? '').split(/\s+/).filter((word) => word !== '');
}
