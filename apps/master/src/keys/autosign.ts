import type { AutosignRule } from '@fleet/config';
import { compileGlob } from '@fleet/targeting';

/** Whether a rule of the configuration lets in this id, when it came with a token of this name. */
export function autosign(rules: readonly AutosignRule[]): (minion: string, token: string | undefined) => boolean {
  const compiled = rules.map(({ ids, token }) => ({ matches: compileGlob(ids), token }));
  return (minion, name) =>
    compiled.some(({ matches, token }) => matches(minion) && (token === undefined || token === name));
}

/** Whether a rule lets in whoever comes with a token of this name: to make one is to accept keys. */
export function namedByRule(rules: readonly AutosignRule[], name: string | undefined): boolean {
  return name !== undefined && rules.some(({ token }) => token === name);
}
