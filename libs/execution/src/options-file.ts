import type { Host } from '@fleet/platform';
import {
  OptionsRefused,
  optionPath,
  pathText,
  readOption,
  removeOption,
  setOption,
  type OptionFormat,
  type OptionPath,
} from '@fleet/options';
import type { Value } from '@fleet/values';
import { FunctionRefused } from './definition.js';

/**
 * The text of a file of options.
 * @throws FunctionRefused `failed` for what is no text, HostRefusal where it cannot be read
 */
export async function readOptionsText(host: Host, file: string): Promise<string> {
  if (!file.startsWith('/')) throw new FunctionRefused('bad-arguments', `${file} is not an absolute path`);
  // Whoever opens a pipe waits for somebody to write into it.
  const stats = await host.files.statTarget(file);
  if (stats && stats.kind !== 'file') throw new FunctionRefused('failed', `${file} is a ${stats.kind}, not a file`);
  const bytes = await host.files.read(file);
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) throw new FunctionRefused('failed', `${file} is no text in UTF-8`);
  return text;
}

/** The value at a path, or the default. */
export async function getOption(
  host: Host,
  format: OptionFormat,
  file: string,
  key: Value,
  otherwise: Value,
): Promise<Value> {
  const text = await readOptionsText(host, file);
  return inFile(file, () => readOption(format, text, optionPath(key)) ?? otherwise);
}

/** Sets one value in place; `{old, new}`, or nothing in it where the value is there already. */
export async function setInFile(
  host: Host,
  format: OptionFormat,
  file: string,
  key: Value,
  value: Value,
): Promise<Value> {
  const path = inFile(file, () => named(optionPath(key)));
  return editFile(host, format, file, path, (text) => setOption(format, text, path, value));
}

/** Removes one value; `{old, new: null}`, or nothing in it where there is none. */
export async function deleteFromFile(host: Host, format: OptionFormat, file: string, key: Value): Promise<Value> {
  const path = inFile(file, () => named(optionPath(key)));
  return editFile(host, format, file, path, (text) => removeOption(format, text, path), null);
}

async function editFile(
  host: Host,
  format: OptionFormat,
  file: string,
  path: OptionPath,
  edit: (text: string) => string,
  after?: null,
): Promise<Value> {
  const text = await readOptionsText(host, file);
  const edited = inFile(file, () => edit(text));
  if (edited === text) return new Map();
  await host.files.write(file, edited);
  return new Map([
    ['old', readOption(format, text, path) ?? null],
    // Behind a removed item of a list, the next one stands in its place.
    ['new', after === null ? null : (readOption(format, edited, path) ?? null)],
  ]);
}

function named(path: OptionPath): OptionPath {
  if (pathText(path) === '') throw new OptionsRefused('the path is empty');
  return path;
}

/** What is wrong with a file, or with what it is to hold, is an answer with the file's name. */
export function inFile<T>(file: string, look: () => T): T {
  try {
    return look();
  } catch (cause) {
    if (!(cause instanceof OptionsRefused)) throw cause;
    throw new FunctionRefused('failed', `${file}: ${cause.message}`, undefined, { cause });
  }
}
