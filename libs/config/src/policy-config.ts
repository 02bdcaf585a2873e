import { nearMatch, type Diagnostic } from '@fleet/diagnostics';
import { rights, type Right } from '@fleet/protocol';
import { IsBoolean, IsOptional } from 'class-validator';
import { Is, checkPart, located } from './check.js';
import type { ApprovalSettings, ArgumentPattern, FunctionRule, PatternMap, RoleSettings } from './definition.js';
import { duration } from './duration.js';
import { IsDuration, IsWhole, IsWords } from './rules.js';
import { isPlain, type Plain, type Written } from './written.js';

// What stands below `roles` and `approvals` of master.yaml. A rule that is misread gives somebody more than was meant, so everything that is
// not understood is refused.

const roleName = /^[A-Za-z0-9_-]{1,64}$/;
const isPattern = (value: unknown): value is ArgumentPattern =>
  (typeof value === 'string' && value !== '') || typeof value === 'boolean' || Number.isSafeInteger(value);
const isPatterns = (value: unknown): boolean => Array.isArray(value) && value.every(isPattern);

const IsPatternMap = (): PropertyDecorator =>
  Is(
    'patternMap',
    'has to be a mapping of names to values, globs, or lists of them, such as `{test: true}`',
    (value) =>
      isPlain(value) &&
      Object.values(value).every((item) => isPattern(item) || (isPatterns(item) && (item as []).length > 0)),
  );

const IsTarget = (): PropertyDecorator =>
  Is(
    'target',
    'has to be a target expression, such as `miner-*`',
    (value) => typeof value === 'string' && value !== '',
  );

const IsNames = (): PropertyDecorator =>
  Is(
    'names',
    'has to be a list of names or globs, and not empty',
    (value) =>
      Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && item !== ''),
  );

const IsList = (sentence: string): PropertyDecorator => Is('list', sentence, Array.isArray);

class RoleKeys {
  @IsList('has to be a list of rules, such as `[{minions: "miner-*", allow: [test.ping]}]`') functions: unknown[] = [];
  @IsWords() may: string[] = [];
  @IsBoolean({ message: 'has to be true or false' }) read_only = false;
  @IsTarget() minions = '*';
}

class RuleKeys {
  @IsTarget() minions = '*';
  @IsNames() allow: string[] = [];
  @IsOptional()
  @Is('patterns', 'has to be a list of values or globs, one for each argument', isPatterns)
  args?: ArgumentPattern[];
  @IsOptional() @IsPatternMap() kwargs?: Plain;
  @IsOptional() @IsPatternMap() optional?: Plain;
}

class ApprovalKeys {
  @IsNames() functions: string[] = [];
  @IsTarget() minions = '*';
  @IsWords() by: string[] = [];
  @IsWhole(1, 20) count = 1;
  @IsDuration() expires: string | number = '1h';
}

const roleKeys = ['functions', 'may', 'read_only', 'minions'] as const;
const ruleKeys = ['minions', 'allow', 'args', 'kwargs', 'optional'] as const;
const approvalKeys = ['functions', 'minions', 'by', 'count', 'expires'] as const;

export interface Policy {
  readonly roles: ReadonlyMap<string, RoleSettings>;
  readonly approvals: readonly ApprovalSettings[];
}

/** The rules, and all that is wrong with them. */
export function readPolicy(written: Written): Policy & { readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const { roles: givenRoles, approvals: givenApprovals } = written.data;
  const roles = new Map<string, RoleSettings>();
  for (const [name, data] of Object.entries(isPlain(givenRoles) ? givenRoles : {}))
    roles.set(name, readRole(written, name, data, diagnostics));
  const approvals = (Array.isArray(givenApprovals) ? givenApprovals : []).map((data: unknown, index) => {
    const path = `approvals.${index}`;
    const { value } = part(written, path, data, ApprovalKeys, approvalKeys, diagnostics);
    for (const role of value.by) mustBeRole(written, `${path}.by`, role, roles, diagnostics);
    const { functions, minions, by, count } = value;
    return { functions, minions, by, count, expires: duration(value.expires) ?? 0 };
  });
  return { roles, approvals, diagnostics };
}

function readRole(written: Written, name: string, data: unknown, diagnostics: Diagnostic[]): RoleSettings {
  const path = `roles.${name}`;
  if (!roleName.test(name))
    wrong(written, path, `\`${path}\` is no name for a role: letters, digits, - and _ only`, diagnostics);
  if (name === 'admin')
    wrong(
      written,
      path,
      '`roles.admin` is built in: it may do everything, and cannot be made to mean less',
      diagnostics,
    );
  const { value } = part(written, path, data, RoleKeys, roleKeys, diagnostics);
  const may = value.may.filter((right) => isRight(written, `${path}.may`, right, diagnostics));
  const functions = value.functions.map((rule, index): FunctionRule => {
    const at = `${path}.functions.${index}`;
    const { value: read } = part(written, at, rule, RuleKeys, ruleKeys, diagnostics);
    const { args } = read;
    if (args?.some((pattern, place) => pattern === '**' && place < args.length - 1))
      wrong(written, `${at}.args`, `\`${at}.args\` has ** before its end: it stands for all that follow`, diagnostics);
    return {
      minions: read.minions,
      allow: read.allow,
      ...(args && { args }),
      ...(read.kwargs && { kwargs: read.kwargs as PatternMap }),
      ...(read.optional && { optional: read.optional as PatternMap }),
    };
  });
  return { functions, may, readOnly: value.read_only, minions: value.minions };
}

function part<T extends object>(
  written: Written,
  path: string,
  data: unknown,
  settings: new () => T,
  known: readonly string[],
  diagnostics: Diagnostic[],
): { readonly value: T } {
  if (!isPlain(data)) {
    wrong(written, path, `\`${path}\` has to be a mapping with ${known.join(', ')}`, diagnostics);
    return { value: new settings() };
  }
  const checked = checkPart(written, path, data, settings, known);
  diagnostics.push(...checked.diagnostics);
  return checked;
}

function isRight(written: Written, path: string, name: string, diagnostics: Diagnostic[]): name is Right {
  if (Object.hasOwn(rights, name)) return true;
  const known = Object.keys(rights);
  const meant = nearMatch(name, known);
  wrong(
    written,
    path,
    `there is no right \`${name}\``,
    diagnostics,
    meant ? `Did you mean \`${meant}\`?` : `There are ${known.join(', ')}.`,
  );
  return false;
}

function mustBeRole(
  written: Written,
  path: string,
  name: string,
  roles: ReadonlyMap<string, unknown>,
  diagnostics: Diagnostic[],
): void {
  const known = [...new Set(['admin', 'viewer', ...roles.keys()])];
  if (known.includes(name)) return;
  const meant = nearMatch(name, known);
  wrong(
    written,
    path,
    `there is no role \`${name}\``,
    diagnostics,
    meant ? `Did you mean \`${meant}\`?` : `There are ${known.join(', ')}.`,
  );
}

function wrong(written: Written, path: string, summary: string, diagnostics: Diagnostic[], detail?: string): void {
  diagnostics.push(
    located(written, path, {
      severity: 'error',
      code: 'config.wrong-value',
      summary,
      ...(detail !== undefined && { detail }),
    }),
  );
}
