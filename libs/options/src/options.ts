import type { Value } from '@fleet/values';
import type { IniStyle, OptionFormat, OptionPath } from './definition.js';
import { readTree, removeTree, setTree } from './edit-tree.js';
import { ini } from './ini/ini.js';
import { json } from './json/json.js';
import { toml } from './toml/toml.js';
import type { TreeFormat } from './tree.js';
import { yaml } from './yaml/yaml.js';

/** Every place is of its own format, and only it looks at one. */
function formatOf(format: OptionFormat, style: IniStyle): TreeFormat<unknown> {
  const formats = { ini: () => ini(style), json: () => json, toml: () => toml, yaml: () => yaml };
  return formats[format]() as TreeFormat<unknown>;
}

/**
 * The value at a path of the text of a file, the whole file for an empty path; `undefined` where there is none.
 * @throws OptionsRefused with line and column for a text that is malformed
 */
export function readOption(
  format: OptionFormat,
  text: string,
  path: OptionPath,
  style: IniStyle = {},
): Value | undefined {
  return readTree(formatOf(format, style), text, path);
}

/**
 * The text with `value` at the path. Only the bytes of the value change; what is not there yet comes behind its siblings. The text
 * itself, where the value is there already.
 * @throws OptionsRefused for a malformed text, and for what the format cannot say there
 */
export function setOption(
  format: OptionFormat,
  text: string,
  path: OptionPath,
  value: Value,
  style: IniStyle = {},
): string {
  return setTree(formatOf(format, style), text, path, value);
}

/** The text without what stands at the path; the text itself, where nothing does. @throws OptionsRefused as `setOption` */
export function removeOption(format: OptionFormat, text: string, path: OptionPath, style: IniStyle = {}): string {
  return removeTree(formatOf(format, style), text, path);
}
