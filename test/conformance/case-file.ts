import { readFile } from 'node:fs/promises';
import { isList, isMap, parseExact, stringifyPlain, type Value, type ValueMap } from '@fleet/values';

/** A conformance file, read so that no digit of it is lost. */
export interface CaseFile {
  readonly minion: ValueMap;
  readonly cases: readonly ValueMap[];
}

/** @throws TypeError for a file that is not of the form of the ones beside this. */
export async function readCases(file: string): Promise<CaseFile> {
  const content = parseExact(await readFile(file, 'utf8'));
  const cases = isMap(content) ? content.get('cases') : undefined;
  if (!isMap(content) || !isList(cases) || !cases.every(isMap)) throw new TypeError(`${file} has no list "cases"`);
  return { minion: mapping(content.get('minion')), cases: cases as ValueMap[] };
}

/** The mapping, or an empty one. */
export function mapping(value: Value | undefined): ValueMap {
  return isMap(value) ? value : new Map();
}

export function text(value: Value | undefined, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise;
}

/** `files` of a case: path → content. */
export function filesOf(one: ValueMap): Map<string, string> {
  return new Map([...mapping(one.get('files'))].map(([path, content]) => [String(path), text(content)]));
}

export function show(value: Value): string {
  return stringifyPlain(value);
}
