import { Inject, Injectable } from '@nestjs/common';
import { nearMatch } from '@fleet/diagnostics';
import type { Target } from '@fleet/protocol';
import { matchGlob, namedIds, parseTarget, type Matcher } from '@fleet/targeting';
import type { ValueMap } from '@fleet/values';
import { refuse } from '../bus/refusal.js';
import { PillarCompiler } from '../pillar/pillar-compiler.js';
import { MinionRegistry, type KnownMinion } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

export interface Resolved {
  readonly minions: readonly KnownMinion[];
  /** A minion can tell by itself whether it is meant, and will find what was found here: its id does not change, its grains do. */
  readonly selfEvident: boolean;
  readonly missing: Missing;
}

/** Ids that a target names in vain, and by id the accepted one that was meant, most probably. Empty where all are there. */
export interface Missing {
  readonly unknown?: readonly string[];
  readonly near?: Readonly<Record<string, string>>;
}

/** Who is meant: the accepted minions that match, by what they said of themselves last. */
@Injectable()
export class TargetResolver {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly pillars: PillarCompiler,
  ) {}

  async resolve(target: Target): Promise<Resolved> {
    const parsed = parseTarget(target, { nodegroups: this.master.config.nodegroups });
    if (!parsed.ok)
      return refuse('bad-target', `the target is malformed: ${parsed.diagnostics[0]?.summary ?? ''}`, {
        diagnostics: parsed.diagnostics,
      });
    const matcher = parsed.value;
    const all = this.registry.all();
    const minions = matcher.needs.has('pillar')
      ? await this.byPillar(matcher, all)
      : all.filter((minion) => this.matches(matcher, minion));
    const missing = missingFrom(target, minions, all);
    if (minions.length === 0) {
      const meant = [...new Set([...Object.values(missing.near ?? {}), ...nearGlob(target, all)])];
      const hint = meant.length === 0 ? '' : `; did you mean ${meant.join(', ')}?`;
      const message =
        all.length === 0
          ? 'no minion is accepted yet: fleetctl key list shows those that ask, fleetctl token create lets one ask'
          : `no minion matches ${shown(target.expression)}${hint}`;
      // What the parser found odd is most probably why.
      const warnings = parsed.warnings.length > 0 && { diagnostics: parsed.warnings };
      return refuse('no-match', message, { accepted: all.length, ...missing, ...warnings });
    }
    return {
      minions,
      missing,
      selfEvident: !matcher.needs.has('pillar') && !matcher.needs.has('grains') && !namesGroups(target),
    };
  }

  /** Whether a target that goes by ids alone means nobody else by now: a key may have been accepted since. */
  meansOnly(target: Target, minions: readonly { readonly key: string }[]): boolean {
    const parsed = parseTarget(target, {});
    if (!parsed.ok) return false;
    const known = new Set(minions.map(({ key }) => key));
    return this.registry.all().every((minion) => known.has(minion.key) || !this.matches(parsed.value, minion));
  }

  private matches(matcher: Matcher, { key, minion }: KnownMinion): boolean {
    return matcher.matches({ id: minion, grains: matcher.needs.has('grains') ? this.registry.grains(key) : new Map() });
  }

  /** A minion whose pillar does not compile matches no pillar target: nobody knows what it would say. */
  private async byPillar(matcher: Matcher, all: readonly KnownMinion[]): Promise<KnownMinion[]> {
    const matched: KnownMinion[] = [];
    for (const minion of all) {
      const grains = this.registry.grains(minion.key);
      const compiled = await this.pillars.compile({ id: minion.minion, grains });
      if (!compiled.ok)
        this.master.log.warn(
          { minion: minion.minion },
          'a pillar does not compile, so its minion matches no pillar target',
        );
      else if (matcher.matches({ id: minion.minion, grains, pillar: this.told(compiled.value.pillar) }))
        matched.push(minion);
    }
    return matched;
  }

  /** Whom a target means is told: by trying one after the other, somebody would read a secret letter by letter. */
  private told(pillar: ValueMap): ValueMap {
    return this.master.redactor.redactValue(pillar);
  }
}

/** @param candidates whose ids may have been meant */
export function missingFrom(
  target: Target,
  found: readonly { readonly minion: string }[],
  candidates: readonly { readonly minion: string }[] = [],
): Missing {
  const named = namedIds(target);
  const there = new Set(found.map(({ minion }) => minion));
  const unknown = named.filter((id) => !there.has(id));
  if (unknown.length === 0) return {};
  const others = candidates.map(({ minion }) => minion).filter((id) => !there.has(id));
  const near = unknown.flatMap((id) => {
    const meant = nearMatch(id, others);
    return meant === undefined ? [] : [[id, meant] as const];
  });
  return { unknown, ...(near.length > 0 && { near: Object.fromEntries(near) }) };
}

/** Of a glob that matches nobody: the same with the beginning that ids do have, most probably. */
export function nearGlob({ type, expression }: Target, candidates: readonly { readonly minion: string }[]): string[] {
  const [begin = ''] = expression.split(/[*?[]/, 1);
  if (type !== 'glob' || begin === expression || begin.length < 3) return [];
  const meant = nearMatch(begin, new Set(candidates.map(({ minion }) => minion.slice(0, begin.length))));
  const glob = `${meant}${expression.slice(begin.length)}`;
  return meant !== undefined && candidates.some(({ minion }) => matchGlob(glob, minion)) ? [glob] : [];
}

/** Node groups are defined here, in the master's configuration. */
function namesGroups({ type, expression }: Target): boolean {
  return type === 'nodegroup' || (type === 'compound' && expression.includes('N@'));
}

/** Whoever wrote a target of 60 KB knows it by its beginning. */
function shown(expression: string): string {
  return expression.length > 200 ? `${expression.slice(0, 200)}…` : expression;
}
