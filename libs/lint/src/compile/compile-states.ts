import { compileStates as compile, type Chunk, type CompileRequest } from '@fleet/highstate';
import type { Diagnostic } from '@fleet/diagnostics';
import { stateTable } from '@fleet/states';
import type { Fleet, FleetMinion } from '../fleet.js';
import { Answers } from './answers.js';

/** The states of one minion, compiled. */
export interface CompiledMinion {
  readonly minion: FleetMinion;
  readonly chunks: readonly Chunk[];
  readonly answers: Answers;
}

export interface Compiled {
  readonly ok: boolean;
  readonly found: readonly Diagnostic[];
  readonly chunks: readonly Chunk[];
  /** Names of the SLS that took part. */
  readonly sls: readonly string[];
  readonly answers: Answers;
}

/** Compiles for one minion, as its `state.apply` would. */
export async function compileFor(fleet: Fleet, minion: FleetMinion, request: CompileRequest): Promise<Compiled> {
  const answers = new Answers(fleet, minion);
  const outcome = await compile(request, {
    tree: fleet.states,
    id: minion.id,
    grains: minion.grains,
    pillar: minion.scoped ?? new Map(),
    opts: answers.opts,
    call: answers.call,
    states: stateTable,
    nodegroups: fleet.input.nodegroups,
  });
  return {
    ok: outcome.ok,
    found: outcome.ok ? outcome.warnings : outcome.diagnostics,
    chunks: outcome.ok ? outcome.value.low : [],
    sls: outcome.ok ? outcome.value.sls.map((file) => file.sls) : [],
    answers,
  };
}

/** Puts what a compile said into the report; what hangs on an answer that only a real machine has is a note. */
export function reportCompile(
  fleet: Fleet,
  { found, answers }: Pick<Compiled, 'found' | 'answers'>,
  minion: string,
): void {
  for (const diagnostic of found) {
    // The check of minions that no target matches speaks for both trees.
    if (diagnostic.code === 'top.no-match') continue;
    const open = [...answers.unanswered].find((sentence) => diagnostic.summary.includes(sentence));
    if (open === undefined) fleet.report.diagnostic('states', diagnostic, minion);
    else
      fleet.report.say('lint.unknown', {
        summary: diagnostic.summary,
        detail: 'Only the machine itself can answer this call; what depends on it was not looked at.',
        tree: 'states',
        at: diagnostic.at,
        minion,
      });
  }
}
