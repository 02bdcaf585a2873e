import { exitCodes } from '@fleet/protocol';
import type { Host } from '@fleet/platform';
import type { Chunk } from '../representations.js';
import { callState, type CalledState, type CallOptions } from './call-state.js';
import { judge, type Verdict } from './requisite-status.js';
import type { ChunkResult, RunContext, RunOptions, RunResult } from './run-types.js';
import { summarize } from './summary.js';
import { tagOf } from './tag.js';

/** Runs chunks in their order. Never throws for what the machine answered. */
export async function runStates(
  low: readonly Chunk[],
  host: Host,
  context: RunContext,
  options: RunOptions,
): Promise<RunResult> {
  const run = new Run(low, host, context, options);
  await run.chunks();
  if (run.goesOn) await run.listeners();
  return run.result();
}

class Run {
  readonly #results = new Map<Chunk, ChunkResult>();
  readonly #listened: { readonly tag: string; readonly result: ChunkResult }[] = [];
  /** Parallel chunks that have begun. */
  readonly #running = new Map<Chunk, Promise<void>>();
  /** Whether a prereq's target would change, looked at once. */
  readonly #checked = new Map<Chunk, Promise<CalledState>>();
  /** By target: the prereqs that must not have failed before it. */
  readonly #prereqs = new Map<Chunk, Chunk[]>();
  readonly #signal: AbortSignal;
  #context: RunContext;
  #position = 0;
  #stopped = false;

  constructor(
    private readonly low: readonly Chunk[],
    private readonly host: Host,
    context: RunContext,
    private readonly options: RunOptions,
  ) {
    this.#context = context;
    this.#signal = options.signal ?? new AbortController().signal;
    for (const chunk of low)
      for (const target of targetsOf(chunk, 'prereq'))
        this.#prereqs.set(target, [...(this.#prereqs.get(target) ?? []), chunk]);
  }

  get goesOn(): boolean {
    return !this.#stopped && !this.#signal.aborted;
  }

  async chunks(): Promise<void> {
    for (const chunk of this.low) {
      if (this.#running.size > 0) await this.#settle(chunk);
      if (!this.goesOn) break;
      const done = this.#one(chunk);
      if (chunk.options.parallel)
        this.#running.set(
          chunk,
          done.finally(() => this.#running.delete(chunk)),
        );
      else await done;
    }
    await Promise.all(this.#running.values());
  }

  /** Waits for the parallel chunks that this one needs. */
  async #settle(chunk: Chunk): Promise<void> {
    const needed = new Set([
      ...chunk.requisites.flatMap(({ targets }) => targets),
      ...(this.#prereqs.get(chunk) ?? []),
    ]);
    for (const target of targetsOf(chunk, 'prereq'))
      for (const { targets } of target.requisites) for (const other of targets) needed.add(other);
    await Promise.all([...needed].flatMap((target) => this.#running.get(target) ?? []));
  }

  async #one(chunk: Chunk): Promise<void> {
    const position = this.#position++;
    const started = Date.now();
    const clock = performance.now();
    this.#progress(position, `${chunk.definition.name} ${chunk.id}`);
    const verdict = await this.#verdict(chunk);
    const called =
      verdict.say === 'failed' || verdict.say === 'not-needed'
        ? unapplied(verdict)
        : await callState(chunk, this.host, this.#context, this.#callOptions(chunk, position, verdict));
    const duration = performance.now() - clock;
    const notRun = verdict.say === 'failed' || verdict.say === 'not-needed';
    const result = { ...identify(chunk), ...called, position, started, duration, notRun };
    this.#results.set(chunk, result);
    if (result.result === false && (chunk.options.failhard || this.options.failhard)) this.#stopped = true;
    if (!notRun) await this.#afterwards(chunk, result);
  }

  /** What its own requisites say, and then, for a prereq, whether any of its targets would change. */
  async #verdict(chunk: Chunk): Promise<Verdict> {
    const prereqs = this.#prereqs.get(chunk);
    const judged = prereqs
      ? { ...chunk, requisites: [...chunk.requisites, { kind: 'require' as const, targets: prereqs }] }
      : chunk;
    const verdict = judge(judged, (target) => this.#results.get(target));
    return verdict.say === 'failed' || verdict.say === 'not-needed' ? verdict : this.#prereqVerdict(chunk, verdict);
  }

  async #prereqVerdict(chunk: Chunk, otherwise: Verdict): Promise<Verdict> {
    const targets = targetsOf(chunk, 'prereq');
    if (targets.length === 0) return otherwise;
    const looks = await Promise.all(targets.map(async (target) => ({ target, look: await this.#look(target) })));
    const failed = looks.filter(({ look }) => look.result === false).map(({ target }) => target);
    if (failed.length > 0) return { say: 'failed', targets: failed };
    const changes = looks.some(({ look }) => !look.skipped && (look.result === null || look.changes.size > 0));
    return changes ? otherwise : { say: 'not-needed', comment: 'No changes detected' };
  }

  /** A dry run of a prereq's target; its other requisites have run by now. */
  #look(target: Chunk): Promise<CalledState> {
    let look = this.#checked.get(target);
    if (!look) this.#checked.set(target, (look = this.#dryRun(target)));
    return look;
  }

  async #dryRun(target: Chunk): Promise<CalledState> {
    const judged = judge(target, (other) => this.#results.get(other));
    const verdict =
      judged.say === 'failed' || judged.say === 'not-needed' ? judged : await this.#prereqVerdict(target, judged);
    if (verdict.say === 'failed' || verdict.say === 'not-needed') return unapplied(verdict);
    return callState(target, this.host, this.#context, {
      ...this.#callOptions(target, this.#position, verdict),
      test: true,
    });
  }

  async #afterwards(chunk: Chunk, result: ChunkResult): Promise<void> {
    const { fireEvent, reload } = chunk.options;
    if (fireEvent !== undefined)
      this.options.onEvent?.(
        fireEvent === true
          ? `salt/state_result/${this.#context.id}/${chunk.id}`
          : `salt/state_result/${this.#context.id}/${fireEvent}`,
        result,
      );
    for (const what of reload) {
      if (this.#context.reload && result.changes.size > 0)
        this.#context = { ...this.#context, [what]: await this.#context.reload(what) };
    }
  }

  /** `listen`: at the end and once, whatever number of changed targets a chunk listens to. */
  async listeners(): Promise<void> {
    for (const chunk of this.low) {
      const heard = targetsOf(chunk, 'listen').map((target) => this.#results.get(target));
      if (
        !heard.some(
          (result) => result !== undefined && result.result !== false && !result.skipped && result.changes.size > 0,
        )
      )
        continue;
      if (!chunk.definition.onWatch || this.#signal.aborted) continue;
      const position = this.#position++;
      const started = Date.now();
      const clock = performance.now();
      const called = await callState(chunk, this.host, this.#context, {
        ...this.#callOptions(chunk, position, { say: 'run' }),
        watch: 'only',
      });
      const listener = { ...identify(chunk), id: `listener_${chunk.id}`, state: `${chunk.module}.mod_watch` };
      const result = { ...listener, ...called, position, started, duration: performance.now() - clock, notRun: false };
      this.#listened.push({ tag: tagOf({ ...chunk, id: listener.id, function: 'mod_watch' }), result });
    }
  }

  result(): RunResult {
    const own = [...this.#results].map(([chunk, result]) => ({ tag: tagOf(chunk), result }));
    const sorted = [...own, ...this.#listened].sort((a, b) => a.result.position - b.result.position);
    const summary = summarize(
      sorted.map(({ result }) => result),
      this.low.length - own.length,
    );
    const retcode = this.#signal.aborted ? exitCodes.aborted : summary.failed > 0 ? exitCodes.failed : exitCodes.ok;
    return { results: new Map(sorted.map(({ tag, result }) => [tag, result])), summary, retcode };
  }

  #callOptions(chunk: Chunk, position: number, verdict: Verdict): CallOptions {
    return {
      test: this.options.test,
      signal: this.#signal,
      progress: (text) => this.#progress(position, `${chunk.definition.name} ${chunk.id}: ${text}`),
      watch: verdict.say === 'run-and-watch' ? 'changed' : 'no',
    };
  }

  #progress(position: number, text: string): void {
    this.options.onProgress?.({ position: Math.min(position + 1, this.low.length), total: this.low.length, text });
  }
}

function targetsOf(chunk: Chunk, kind: 'prereq' | 'listen'): Chunk[] {
  return chunk.requisites.length === 0
    ? []
    : [...new Set(chunk.requisites.filter((requisite) => requisite.kind === kind).flatMap(({ targets }) => targets))];
}

function identify(chunk: Chunk): Pick<ChunkResult, 'id' | 'name' | 'state' | 'sls'> {
  return { id: chunk.id, name: chunk.name, state: chunk.definition.name, sls: chunk.sls };
}

function unapplied(verdict: Extract<Verdict, { say: 'failed' | 'not-needed' }>): CalledState {
  const nothing = { changes: new Map(), warnings: [], skipped: false };
  if (verdict.say === 'not-needed') return { result: true, comment: verdict.comment, ...nothing };
  const names = verdict.targets.map((target) => (target.sls === '' ? target.id : `${target.sls}.${target.id}`));
  return { result: false, comment: `One or more requisite failed: ${names.join(', ')}`, ...nothing };
}
