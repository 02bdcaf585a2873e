import { nearMatch } from '@fleet/diagnostics';
import { compileGlob } from '@fleet/targeting';
import type { Documented } from './documented-row.js';

/** What is meant by a word: one name in full, or several that are listed. */
export interface Found {
  readonly rows: readonly Documented[];
  /** The word is a whole name, and nothing has to be chosen from a list. */
  readonly exact: boolean;
}

/** A name, a module, or a glob over names. */
export function find(word: string, rows: readonly Documented[]): Found {
  const exact = rows.filter(({ name }) => name === word);
  if (exact.length > 0) return { rows: exact, exact: true };
  const module = rows.filter(({ name }) => name.startsWith(`${word}.`));
  if (module.length > 0) return { rows: module, exact: false };
  const matches = compileGlob(word);
  return { rows: rows.filter(({ name }) => matches(name)), exact: false };
}

/** What was meant by a word that names nothing, most probably: a name, or where it has no dot a module, or a function of any module. */
export function meant(word: string, rows: readonly Documented[]): string[] {
  const names = rows.map(({ name }) => name);
  const near = nearMatch(word, names) ?? nearMatch(word, modulesOf(rows));
  if (near !== undefined) return [near];
  const last = word.slice(word.lastIndexOf('.') + 1);
  return [...new Set(names.filter((name) => name.endsWith(`.${last}`)))].slice(0, 5);
}

export function modulesOf(rows: readonly Documented[]): string[] {
  return [...new Set(rows.map(({ name }) => name.slice(0, name.indexOf('.'))))].sort();
}
