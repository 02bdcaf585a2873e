import { Inject, Injectable } from '@nestjs/common';
import type { Target } from '@fleet/protocol';
import { parseTarget, type Matcher } from '@fleet/targeting';
import { refuse } from '../bus/refusal.js';
import { PillarCompiler } from '../pillar/pillar-compiler.js';
import { MinionRegistry, type KnownMinion } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

export interface Resolved {
  readonly minions: readonly KnownMinion[];
  /** A minion can tell by itself whether it is meant, and will find what was found here: its id does not change, its grains do. */
  readonly selfEvident: boolean;
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
    if (!parsed.ok) return refuse('bad-target', `the target is malformed: ${parsed.diagnostics[0]?.summary ?? ''}`, { diagnostics: parsed.diagnostics });
    const matcher = parsed.value;
    const all = this.registry.all();
    const minions = matcher.needs.has('pillar') ? await this.byPillar(matcher, all) : all.filter((minion) => this.matches(matcher, minion));
    if (minions.length === 0) {
      const message = all.length === 0 ? 'no minion is accepted yet' : `no minion matches ${target.expression}`;
      return refuse('no-match', message, { accepted: all.length });
    }
    return { minions, selfEvident: !matcher.needs.has('pillar') && !matcher.needs.has('grains') && !namesGroups(target) };
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
      if (!compiled.ok) this.master.log.warn({ minion: minion.minion }, 'a pillar does not compile, so its minion matches no pillar target');
      else if (matcher.matches({ id: minion.minion, grains, pillar: compiled.value.pillar })) matched.push(minion);
    }
    return matched;
  }
}

/** Node groups are defined here, in the master's configuration. */
function namesGroups({ type, expression }: Target): boolean {
  return type === 'nodegroup' || (type === 'compound' && expression.includes('N@'));
}
