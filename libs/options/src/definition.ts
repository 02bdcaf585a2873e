import type { Value } from '@fleet/values';

export type OptionFormat = 'ini' | 'toml' | 'json' | 'yaml';

/**
 * Steps from the top of a file to a value: keys of mappings, numbers (as text or number) for places in lists. In an ini file they are
 * the section and the option.
 */
export type OptionPath = readonly Value[];

/** How an ini file is written; the other formats show that themselves. */
export interface IniStyle {
  /** What stands between an option and its value; default `=`. */
  readonly separator?: string;
  /** New options get no blank beside the separator. */
  readonly noSpaces?: boolean;
}

/** The file cannot be read in its format, or what is wanted cannot be said in it. Nothing was changed. */
export class OptionsRefused extends Error {
  override readonly name = 'OptionsRefused';
  constructor(
    message: string,
    /** From 1, where the text itself is malformed. */
    readonly line?: number,
    readonly column?: number,
  ) {
    super(line === undefined ? message : `line ${line}, column ${column ?? 1}: ${message}`);
  }
}

/** @throws OptionsRefused that points at an offset of the text */
export function refuseAt(text: string, offset: number, message: string): never {
  const before = text.slice(0, offset);
  throw new OptionsRefused(message, before.split('\n').length, offset - (before.lastIndexOf('\n') + 1) + 1);
}
