import { textIfThere, type HostView } from '@fleet/platform';

/** The list that locale-gen works through. */
export const localeList = '/etc/locale.gen';

/** The locales that there are to be generated, written as in that list; a machine may have more of its own in the second. */
const supportedLocales = ['/usr/share/i18n/SUPPORTED', '/usr/local/share/i18n/SUPPORTED'] as const;

/** None where the machine does not tell. */
export async function supportedLines(host: HostView): Promise<string[]> {
  const texts = await Promise.all(supportedLocales.map((path) => textIfThere(host, path)));
  return texts.flatMap((text) => (text ?? '').split('\n')).filter((line) => line.trim() !== '');
}

export function isLocaleName(name: string): boolean {
  return /^[A-Za-z][\w.@-]*$/.test(name);
}

/** `de_DE.UTF-8` and `de_DE.utf8` are one locale. */
export function sameLocale(a: string, b: string): boolean {
  return normalized(a) === normalized(b);
}

function normalized(name: string): string {
  const [, language = '', charset = '', modifier = ''] = /^([^.@]*)(?:\.([^@]*))?(@.*)?$/.exec(name.trim()) ?? [];
  return `${language}.${charset.toLowerCase().replace(/[^a-z0-9]/g, '')}${modifier}`;
}

/**
 * The line that has a locale generated, as the lists spell it: those of the machine, with what is a comment there.
 * @param complete whether they name every locale that there is
 */
export function localeEntry(
  name: string,
  lists: readonly string[],
  complete: boolean,
): { readonly line: string } | { readonly problem: string } {
  const line = lists.map(withoutSign).find((one) => sameLocale(one.split(/\s+/)[0] ?? '', name));
  if (line !== undefined) return { line };
  // locale-gen says nothing of what it does not know, and would be asked for it for ever.
  if (complete)
    return { problem: `there is no locale ${name}: ${supportedLocales[0]} has those that can be generated` };
  const charset = /\.([\w-]+)/.exec(name)?.[1]?.replace(/^utf-?8$/i, 'UTF-8');
  if (charset === undefined) return { problem: `${name} does not say its character set, as in ${name}.UTF-8` };
  return { line: `${name} ${charset}` };
}

/** The lines of the list with a locale among those that are generated. */
export function withLocale(lines: readonly string[], name: string, entry: string): string[] {
  const at = lines.findIndex((line) => sameLocale(withoutSign(line).split(/\s+/)[0] ?? '', name));
  return at < 0 ? [...lines, entry] : lines.map((line, index) => (index === at ? withoutSign(line) : line));
}

function withoutSign(line: string): string {
  return line.replace(/^[#\s]+/, '');
}
