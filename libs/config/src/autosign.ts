import type { Diagnostic } from '@fleet/diagnostics';
import { Is, located } from './check.js';
import type { AutosignRule } from './definition.js';
import { isPlain, type Written } from './written.js';

const text = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** A glob, or a mapping of one and the token that it holds for; `undefined` for anything else. */
function rule(value: unknown): AutosignRule | undefined {
  if (text(value)) return { ids: value };
  if (!isPlain(value) || !text(value['ids']) || Object.keys(value).some((key) => key !== 'ids' && key !== 'token'))
    return undefined;
  const { ids, token } = value;
  if (token === undefined) return { ids };
  return text(token) ? { ids, token } : undefined;
}

export const IsAutosign = (): PropertyDecorator =>
  Is(
    'autosign',
    'has to be a list of globs of minion ids, or of mappings such as `{ids: miner-*, token: rack4}`',
    (value) => Array.isArray(value) && value.every((one) => rule(one) !== undefined),
  );

/** Of what {@link IsAutosign} has let through. */
export function autosignRules(values: readonly unknown[]): AutosignRule[] {
  return values.flatMap((value) => rule(value) ?? []);
}

/** A rule that fits every id lets in whoever gets hold of any join token. */
export function openRules(written: Written): Diagnostic[] {
  const { autosign } = written.data;
  if (
    !Array.isArray(autosign) ||
    !autosignRules(autosign).some(({ ids, token }) => token === undefined && fitsAll(ids))
  )
    return [];
  return [
    located(written, 'autosign', {
      severity: 'warning',
      code: 'config.open-autosign',
      summary: '`autosign` lets in every machine that has any join token',
      detail: 'name the ids, or the join token that they come with: `{ids: "*", token: rack4}`',
    }),
  ];
}

function fitsAll(glob: string): boolean {
  return glob.includes('*') && /^[*?]*$/.test(glob);
}
