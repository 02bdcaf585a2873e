import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { FunctionRefused } from '../definition.js';

/** What Salt keeps settings in on a machine with systemd. */
export const usualConfig = '/etc/sysctl.d/99-salt.conf';

/** @throws FunctionRefused `bad-arguments` for what cannot be the name of a setting */
export function demandName(called: string, name: string): void {
  if (!/^[\w*/@:.-]+$/.test(name) || name.startsWith('-') || name.includes('..'))
    throw new FunctionRefused('bad-arguments', `${called}: ${JSON.stringify(name)} is no name of a setting`);
}

/** @throws FunctionRefused `bad-arguments` for more than one line: a second one would be a setting of its own */
export function valueText(called: string, value: Value): string {
  const text = (value === true ? '1' : value === false ? '0' : pythonStr(value)).trim();
  if (/[\r\n\0]/.test(text))
    throw new FunctionRefused('bad-arguments', `${called}: the value of a setting is one line`);
  return text;
}

/** Name and value of a line of a file of settings; sysctl takes slashes for dots, and a dash for "if there is one". */
export function settingOn(line: string): { readonly name: string; readonly value: string } | undefined {
  if (/^\s*(?:[#;]|$)/.test(line) || !line.includes('=')) return undefined;
  const equals = line.indexOf('=');
  const name = line.slice(0, equals).trim().replace(/^-/, '').replaceAll('/', '.');
  return { name, value: spaced(line.slice(equals + 1)) };
}

/** The kernel separates several numbers by tabs, people by spaces. */
export function spaced(value: string): string {
  return value.trim().split(/\s+/).join(' ');
}
