import { Inject, Injectable } from '@nestjs/common';
import { confirmationsOf, type ConfirmedSls, type MeantSls } from '@fleet/pillar';
import { confirmedOnSeveral, type ConfirmationWanted, type JobRequest } from '@fleet/protocol';
import type { Call } from '../access/call.js';
import { refuse } from '../bus/refusal.js';
import { PillarCompiler } from '../pillar/pillar-compiler.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { environmentIn, meansHighstate, namesIn, saysTest } from './state-call.js';

/** Asks back before something is destroyed: what a formula says of an SLS, and what stops several machines. */
@Injectable()
export class Confirmation {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly pillars: PillarCompiler,
  ) {}

  /** What of a call is to be confirmed: functions that stop several machines, SLS that destroy. */
  async asksOf(call: Call, minions: readonly string[]): Promise<ConfirmationWanted['asks']> {
    return [...this.ofFunction(call, minions), ...(await this.ofStates(call))];
  }

  /** @throws Refusal `confirmation-required` for what is not confirmed, or not for all these minions */
  demand(request: JobRequest, asks: ConfirmationWanted['asks'], minions: readonly string[]): void {
    const { confirmed, confirmedMinions: shown } = request;
    if (confirmed === true && (shown === undefined || minions.every((minion) => shown.includes(minion)))) return;
    if (asks.length === 0) return;
    const details: ConfirmationWanted = { asks, minions };
    const what = asks.map((ask) => ask.what).join(', ');
    refuse(
      'confirmation-required',
      `${what} has to be confirmed: ${asks.map(({ loses }) => loses).join(' ')}`,
      details,
    );
  }

  private ofFunction({ function: name }: Call, minions: readonly string[]): ConfirmationWanted['asks'] {
    const loses = Object.hasOwn(confirmedOnSeveral, name) ? confirmedOnSeveral[name] : undefined;
    return loses === undefined || minions.length < 2 ? [] : [{ what: name, loses }];
  }

  private async ofStates(call: Call): Promise<ConfirmationWanted['asks']> {
    const meant = saysTest(call.kwargs) ? undefined : meantBy(call);
    if (meant === undefined) return [];
    // A formula that cannot be read refuses every pillar, and with it the run.
    const formulas = await this.pillars.formulasNow();
    if (!formulas.ok || formulas.value.every(({ confirm }) => confirm.size === 0)) return [];
    const tree = await this.master.states.snapshot();
    const wished = environmentIn(call);
    const environments = wished !== undefined ? [wished] : 'top' in meant ? tree.environments : ['base'];
    const found: ConfirmedSls[] = [];
    for (const environment of environments)
      if (tree.environments.includes(environment))
        found.push(...(await confirmationsOf(tree, environment, formulas.value, meant)));
    return found.map(({ sls, loses }) => ({ what: sls, loses }));
  }
}

/** What a call applies; `undefined` for one that applies nothing of a tree. */
function meantBy({ function: name, args, kwargs }: Call): MeantSls | undefined {
  switch (name) {
    case 'state.highstate':
      return { top: 'top.sls' };
    case 'state.top':
      return { top: String(args[0] ?? kwargs.get('topfn') ?? '') };
    case 'state.sls':
      return { names: namesIn(args[0] ?? kwargs.get('mods')) };
    case 'state.sls_id':
      return { names: namesIn(args[1] ?? kwargs.get('mods')) };
    case 'state.apply': {
      const names = namesIn(args[0] ?? kwargs.get('mods'));
      return meansHighstate(names) ? { top: 'top.sls' } : { names };
    }
    default:
      return undefined;
  }
}
