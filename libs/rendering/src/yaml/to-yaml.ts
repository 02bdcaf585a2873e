import type { Value } from '@fleet/values';
import { dumpYaml } from './dump.js';

export interface YamlStyle {
  /** `true`: everything in braces; default: blocks. */
  readonly flow?: boolean;
  /** Sort mappings by key; default false. */
  readonly sort?: boolean;
}

/** A value as YAML text, the way Salt's dumper writes it; ends with a newline. */
export function toYaml(value: Value, style: YamlStyle = {}): string {
  return dumpYaml(value, { flow: style.flow ?? false, sort: style.sort ?? false });
}
