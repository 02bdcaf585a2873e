import type { HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { askTool } from '../tool.js';

/** `de_DE.UTF-8` and `de_DE.utf8` are one locale. */
export function sameLocale(a: string, b: string): boolean {
  return normalized(a) === normalized(b);
}

function normalized(name: string): string {
  const [, language = '', charset = '', modifier = ''] = /^([^.@]*)(?:\.([^@]*))?(@.*)?$/.exec(name.trim()) ?? [];
  return `${language}.${charset.toLowerCase().replace(/[^a-z0-9]/g, '')}${modifier}`;
}

export async function locales(host: HostView): Promise<string[]> {
  return (await askTool(host, ['locale', '-a'])).split('\n').filter((line) => line !== '');
}

/** @throws FunctionRefused `bad-arguments` for what is no name of a locale */
export function demandLocale(called: string, name: string): void {
  if (!/^[A-Za-z][\w.@-]*$/.test(name))
    throw new FunctionRefused('bad-arguments', `${called}: ${JSON.stringify(name)} is not the name of a locale`);
}
