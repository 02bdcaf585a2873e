import type { Value, ValueMap } from '@fleet/values';
import type { MountMountedArgs } from '../mounted.args.js';
import type { OptionWish } from './options.js';

/** What is known of options that kernels do not show as they are written, with what the author adds. */
export function optionWish(want: MountMountedArgs, options: readonly string[]): OptionWish {
  return {
    type: want.fstype,
    options,
    unseen: [
      ...(want.extra_mount_invisible_options ?? []),
      ...(want.extra_mount_invisible_keys ?? []),
      ...(want.hidden_opts ?? []).flatMap((words) => words.split(',')),
    ],
    ignored: new Map([['ramfs', ['size']], ...pairs(want.extra_mount_ignore_fs_keys, texts)]),
    shownAs: new Map([
      ['tcp', 'proto=tcp'],
      ['udp', 'proto=udp'],
      ...pairs(want.extra_mount_translate_options, String),
    ]),
  };
}

function pairs<T>(map: ValueMap | undefined, read: (value: Value) => T): [string, T][] {
  return [...(map ?? [])].map(([key, value]) => [String(key), read(value)]);
}

function texts(value: Value): string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}
