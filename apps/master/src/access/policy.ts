import type { ApprovalSettings, FunctionRule, MasterConfig, RoleSettings } from '@fleet/config';
import { readableRights, type Right } from '@fleet/protocol';
import { compileGlob, parseTarget, type Matcher } from '@fleet/targeting';

/** A rule as it is asked: whom, which functions. What it says of arguments is read from `written`. */
export interface CompiledRule {
  readonly written: FunctionRule;
  readonly minions: Matcher;
  readonly allows: (name: string) => boolean;
}

export interface CompiledRole {
  readonly name: string;
  /** May do everything. */
  readonly all: boolean;
  readonly rules: readonly CompiledRule[];
  readonly may: ReadonlySet<Right>;
  /** Where looking is allowed. */
  readonly looksAt?: Matcher;
}

export interface CompiledApproval {
  readonly written: ApprovalSettings;
  readonly minions: Matcher;
  readonly names: (name: string) => boolean;
}

/** The rules of the configuration cannot be used as they are; the master does not start with others than were written. */
export class PolicyUnusable extends Error {
  override readonly name = 'PolicyUnusable';
  readonly code = 'policy-unusable';
  constructor(
    /** `roles.deployer.functions.0.minions` */
    readonly setting: string,
    readonly reason: string,
  ) {
    super('the rules of roles and approvals cannot be used');
  }
}

type Written = Pick<MasterConfig, 'roles' | 'approvals' | 'nodegroups'>;

interface Compiled {
  readonly roles: ReadonlyMap<string, CompiledRole>;
  readonly approvals: readonly CompiledApproval[];
  /** Settings that go by grains: a minion says these of itself. */
  readonly byGrains: readonly string[];
}

/** Who may do what, by role. */
export class Policy {
  private compiled: Compiled;

  /** @throws PolicyUnusable */
  constructor(written: Written) {
    this.compiled = compile(written);
  }

  /** Other rules from now on. @throws PolicyUnusable; those that were there stay */
  take(written: Written): void {
    this.compiled = compile(written);
  }

  get byGrains(): readonly string[] {
    return this.compiled.byGrains;
  }

  get approvals(): readonly CompiledApproval[] {
    return this.compiled.approvals;
  }

  get names(): string[] {
    return [...this.compiled.roles.keys()];
  }

  /** Those that the configuration knows; a role that was taken out of it gives nothing. */
  rolesOf(names: readonly string[]): CompiledRole[] {
    return names.flatMap((name) => this.compiled.roles.get(name) ?? []);
  }

  /** @param reading it is asked for something that changes nothing */
  hasRight(names: readonly string[], right: Right, reading = false): boolean {
    return this.rolesOf(names).some(
      ({ all, may, looksAt }) =>
        all || may.has(right) || (reading && looksAt !== undefined && readableRights.includes(right)),
    );
  }

  /** Whether it may do everything. */
  isAdmin(names: readonly string[]): boolean {
    return this.rolesOf(names).some(({ all }) => all);
  }
}

function compile(config: Written): Compiled {
  const byGrains: string[] = [];
  const target = (setting: string, expression: string): Matcher => {
    const matcher = compiledTarget(setting, expression, config.nodegroups);
    if (matcher.needs.has('grains')) byGrains.push(setting);
    return matcher;
  };
  const roles = [...new Map([['viewer', viewer], ...config.roles])].map(([name, role]): CompiledRole => {
    const rules = role.functions.map((rule, index) => ({
      written: rule,
      minions: target(`roles.${name}.functions.${index}.minions`, rule.minions),
      allows: anyOf(rule.allow),
    }));
    const looksAt = role.readOnly ? { looksAt: target(`roles.${name}.minions`, role.minions) } : {};
    return { name, all: false, rules, may: new Set(role.may), ...looksAt };
  });
  const approvals = config.approvals.map((approval, index) => ({
    written: approval,
    minions: target(`approvals.${index}.minions`, approval.minions),
    names: anyOf(approval.functions),
  }));
  return { roles: new Map([admin, ...roles].map((role) => [role.name, role])), approvals, byGrains };
}

const admin: CompiledRole = { name: 'admin', all: true, rules: [], may: new Set() };
const viewer: RoleSettings = { functions: [], may: [], readOnly: true, minions: '*' };

function anyOf(globs: readonly string[]): (name: string) => boolean {
  const matchers = globs.map(compileGlob);
  return (name) => matchers.some((matches) => matches(name));
}

function compiledTarget(setting: string, expression: string, nodegroups: ReadonlyMap<string, string>): Matcher {
  const parsed = parseTarget({ type: 'compound', expression }, { nodegroups, source: setting });
  if (!parsed.ok) throw new PolicyUnusable(setting, parsed.diagnostics[0]?.summary ?? 'it is malformed');
  if (parsed.value.needs.has('pillar'))
    throw new PolicyUnusable(setting, 'rules go by ids, node groups and grains, not by pillar');
  return parsed.value;
}
