import { FunctionRefused } from '../definition.js';

/** @throws FunctionRefused for what is no name of a setting, and where none or both of the places are meant */
export function scopeOf(want: { key: string; cwd?: string; global: boolean }): string[] {
  if (!/^[a-z][\w-]*(\..+)?\.[a-z][\w-]*$/i.test(want.key) || /[\n\r\0]/.test(want.key))
    throw new FunctionRefused('bad-arguments', `${want.key} is not the name of a setting`);
  if (want.global === (want.cwd !== undefined))
    throw new FunctionRefused(
      'bad-arguments',
      'a setting is for a `cwd`, or with `global=True` for every one of an account',
    );
  return [want.global ? '--global' : '--local'];
}
