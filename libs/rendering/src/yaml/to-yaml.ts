import type { Value } from '@fleet/values';

export interface YamlStyle {
  /** `true`: everything in braces; `false`: blocks only; absent: leaves in braces, as Salt's dumper does by default. */
  readonly flow?: boolean;
  /** Sort mappings by key; default false. */
  readonly sort?: boolean;
}

/** A value as YAML text, the way Salt's dumper writes it; ends with a newline. */
export function toYaml(_value: Value, _style: YamlStyle = {}): string { throw new Error('not written yet'); }
