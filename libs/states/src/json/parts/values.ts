import {
  OptionsRefused,
  optionPath,
  removeOption,
  setOption,
  type OptionFormat,
  type OptionPath,
} from '@fleet/options';
import type { HostView } from '@fleet/platform';
import type { Value } from '@fleet/values';
import type { Plan, StateContext } from '../../definition.js';
import { backupWish, type Edited } from '@fleet/edits';
import { planEdit, type EditOptions } from '../../file/parts/edit.js';
import { impossible } from '../../step.js';
import type { OptionsFileArgs, ValuesAbsentArgs, ValuesPresentArgs } from './values.args.js';

export function planPresent(
  format: Exclude<OptionFormat, 'ini'>,
  host: HostView,
  want: ValuesPresentArgs,
  context: StateContext,
): Promise<Plan> {
  if (want.values.size === 0) return Promise.resolve(impossible('`values` is empty'));
  const options = {
    ...fileOptions(want),
    absent: want.create ? 'empty' : 'error',
    makedirs: want.makedirs,
    already: `${want.name} has every value`,
    done: `the values of ${want.name} are set`,
  } as const;
  return planEdit(host, options, context, (text) =>
    edited(text, (before) =>
      [...want.values].reduce((rest, [key, value]) => setBelow(format, rest, pathOf(key), value), before),
    ),
  );
}

export function planAbsent(
  format: Exclude<OptionFormat, 'ini'>,
  host: HostView,
  want: ValuesAbsentArgs,
  context: StateContext,
): Promise<Plan> {
  if (want.values.length === 0) return Promise.resolve(impossible('`values` is empty'));
  const options = {
    ...fileOptions(want),
    absent: 'ignore',
    already: `${want.name} has none of the values`,
    done: `the values of ${want.name} are removed`,
  } as const;
  return planEdit(host, options, context, (text) =>
    edited(text, (before) => want.values.reduce((rest, key) => removeOption(format, rest, pathOf(key)), before)),
  );
}

export function fileOptions(want: OptionsFileArgs): Pick<EditOptions, 'path' | 'backup' | 'showChanges'> {
  return { path: want.name, backup: backupWish(want.backup), showChanges: want.show_changes };
}

/** What cannot be read or said is the answer of this file; nothing of it is written then. */
export function edited(text: string, edit: (text: string) => string): Edited {
  try {
    return { text: edit(text) };
  } catch (cause) {
    if (!(cause instanceof OptionsRefused)) throw cause;
    return { problem: `the file is left as it is: ${cause.message}` };
  }
}

/** Of a mapping each key is set by itself: keys of the file that are not named are none of this state's business. */
function setBelow(format: OptionFormat, text: string, path: OptionPath, value: Value): string {
  if (!(value instanceof Map) || value.size === 0) return setOption(format, text, path, value);
  return [...value].reduce((rest, [key, item]) => setBelow(format, rest, [...path, key], item), text);
}

function pathOf(key: Value): OptionPath {
  const path = optionPath(key);
  if (path.length === 0) throw new OptionsRefused('a path is empty');
  return path;
}
