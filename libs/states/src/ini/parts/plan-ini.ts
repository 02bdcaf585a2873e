import type { IniStyle } from '@fleet/options';
import type { HostView } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import type { Plan, StateContext } from '../../definition.js';
import { planEdit } from '../../file/parts/edit.js';
import { edited, fileOptions } from '../../json/parts/values.js';
import type { IniArgs } from './ini.args.js';

/** What stands before the first section, as Salt calls it. */
export const implicitSection = 'DEFAULT_IMPLICIT';

export function planIni(
  host: HostView,
  want: IniArgs,
  context: StateContext,
  surroundings: { absent: 'error' | 'ignore' | 'empty'; already: string; done: string },
  edit: (text: string, style: IniStyle) => string,
): Promise<Plan> {
  const style = { separator: want.separator, noSpaces: want.no_spaces };
  return planEdit(host, { ...fileOptions(want), ...surroundings }, context, (text) =>
    edited(text, (before) => edit(before, style)),
  );
}

/** `undefined` for what is no single value. */
export function textOf(value: Value): string | undefined {
  if (value instanceof Map || Array.isArray(value)) return undefined;
  return value === null ? '' : pythonStr(value);
}

/** Names of a list, of one text, or the keys of a mapping. */
export function namesOf(value: Value): string[] {
  if (value instanceof Map) return [...value.keys()].map((key) => pythonStr(key));
  return Array.isArray(value) ? value.map((one) => pythonStr(one)) : [pythonStr(value)];
}
