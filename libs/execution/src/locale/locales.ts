import { isLocaleName, sameLocale } from '@fleet/edits';
import type { HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { askTool } from '../tool.js';

export async function locales(host: HostView): Promise<string[]> {
  return (await askTool(host, ['locale', '-a'])).split('\n').filter((line) => line !== '');
}

export async function hasLocale(host: HostView, name: string): Promise<boolean> {
  return (await locales(host)).some((one) => sameLocale(one, name));
}

/** @throws FunctionRefused `bad-arguments` for what is no name of a locale */
export function demandLocale(called: string, name: string): void {
  if (!isLocaleName(name))
    throw new FunctionRefused('bad-arguments', `${called}: ${JSON.stringify(name)} is not the name of a locale`);
}
