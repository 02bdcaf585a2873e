import { nearMatch } from '@fleet/diagnostics';
import { compileGlob, isGlob } from '@fleet/targeting';
import { checkTable } from './check-table.js';

/** What the codes of the compilers begin with. */
export const compilerCodes = [
  'exclude',
  'extend',
  'formula',
  'json',
  'pillar',
  'requisite',
  'sls',
  'state',
  'target',
  'template',
  'top',
  'yaml',
] as const;

/** What is wrong with a code, or a glob on codes, that somebody wrote: it can mean no finding. `undefined` where it can. */
export function wrongCode(written: string): string | undefined {
  const known = Object.keys(checkTable);
  const [family = '', ...rest] = written.split('.');
  // What a star at the beginning may mean is not for us to say.
  if (/[*?[]/.test(family)) return undefined;
  if (family === 'lint') {
    if (known.some(compileGlob(written))) return undefined;
  } else if (rest.length > 0 && compilerCodes.some((word) => word === family)) return undefined;
  const meant = isGlob(written)
    ? undefined
    : (known.find((code) => code === `lint.${written}`) ?? nearMatch(written, known));
  const families = nearMatch(family, [...compilerCodes, 'lint']);
  const near = meant ?? (families !== undefined && rest.length > 0 ? [families, ...rest].join('.') : undefined);
  return `there is no code ${written}; ${
    near !== undefined && near !== written
      ? `did you mean ${near}?`
      : `--list-checks shows those of lint, those of the compilers begin with ${compilerCodes.join(', ')}`
  }`;
}

/** A code was chosen that no finding can have. */
export class UnknownCode extends Error {
  override readonly name = 'UnknownCode';
  readonly code = 'unknown-code';
}
