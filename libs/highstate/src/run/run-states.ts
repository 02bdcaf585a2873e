import { exitCodes } from '@fleet/protocol';
import type { Host } from '@fleet/platform';
import { canWatch } from '../low/watchable-modules.js';
import type { Chunk, Requisite, Turn } from '../representations.js';
import { callState, type CalledState, type CallOptions } from './call-state.js';
import { heard } from './listeners.js';
import { beginning, ending } from './phase.js';
import { judge, type Met, type Verdict } from './requisite-status.js';
import type { ChunkResult, RunContext, RunOptions, RunResult, StateProgress } from './run-types.js';
import { ranWell, summarize } from './summary.js';
import { tagOf } from './tag.js';

/**
 * Runs chunks in their order, with the looks that the compile has put before prereqs; where it is given chunks alone, it looks when
 * the prereq has its turn. Never throws for what the machine answered.
 */
export async function runStates(
  turns: readonly (Chunk | Turn)[],
  host: Host,
  context: RunContext,
  options: RunOptions,
): Promise<RunResult> {
  const run = new Run(
    turns.map((turn) => ('of' in turn ? turn : { of: turn, look: false })),
    host,
    context,
    options,
  );
  await run.chunks();
  await run.listeners();
  return run.result();
}

class Run {
  readonly #low: readonly Chunk[];
  readonly #results = new Map<Chunk, ChunkResult>();
  readonly #listened: { readonly tag: string; readonly result: ChunkResult }[] = [];
  /** Parallel chunks that have begun. */
  readonly #running = new Map<Chunk, Promise<void>>();
  /** What a look at a prereq's target found: whether it would change. */
  readonly #looked = new Map<Chunk, Promise<CalledState>>();
  readonly #found = new Map<Chunk, CalledState>();
  /** By target: the prereqs that must not have failed before it. */
  readonly #prereqs = new Map<Chunk, Chunk[]>();
  readonly #signal: AbortSignal;
  #context: RunContext;
  #position = 0;
  #stopped = false;

  constructor(
    private readonly turns: readonly Turn[],
    private readonly host: Host,
    context: RunContext,
    private readonly options: RunOptions,
  ) {
    this.#low = turns.flatMap(({ of, look }) => (look ? [] : [of]));
    this.#context = { ...context, accumulated: new Map() };
    this.#signal = options.signal ?? new AbortController().signal;
    for (const chunk of this.#low)
      for (const target of targetsOf(chunk, 'prereq'))
        this.#prereqs.set(target, [...(this.#prereqs.get(target) ?? []), chunk]);
  }

  async chunks(): Promise<void> {
    for (const { of: chunk, look } of this.turns) {
      if (this.#running.size > 0) await this.#settle(chunk);
      if (this.#stopped || this.#signal.aborted) break;
      // A look may have found that the chunk has no turn at all.
      if (this.#results.has(chunk)) continue;
      if (look) {
        await this.#look(chunk);
        continue;
      }
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
    for (const target of targetsOf(chunk, 'prereq')) await this.#look(target);
    const position = this.#position++;
    const [started, clock] = [Date.now(), performance.now()];
    this.#begin(position, started, identify(chunk), this.options.test);
    const verdict = judge(this.#requisites(chunk), this.#met);
    const notRun = verdict.say === 'failed' || verdict.say === 'not-needed';
    const called = notRun
      ? ((verdict.say === 'failed' ? this.#withoutChanges(chunk) : undefined) ?? unapplied(verdict))
      : await callState(chunk, this.host, this.#context, {
          ...this.#callOptions(chunk, position),
          ...(verdict.say === 'run-and-watch' && { watch: 'changed', changedWatches: this.#changedWatches(chunk) }),
          ...this.#filledFor(chunk),
        });
    await this.#conclude(chunk, { ...called, position, started, duration: performance.now() - clock, notRun });
  }

  async #conclude(
    chunk: Chunk,
    ended: CalledState & Pick<ChunkResult, 'position' | 'started' | 'duration' | 'notRun'>,
  ): Promise<void> {
    const result: ChunkResult = { ...identify(chunk), ...ended };
    this.#results.set(chunk, result);
    this.#end(tagOf(chunk), result);
    const failhard = chunk.options.failhard || this.options.failhard === true;
    // A dry run goes on, to tell everything.
    if (result.result === false && failhard && !this.options.test) this.#stopped = true;
    await this.#afterwards(chunk, result);
  }

  #changedWatches(chunk: Chunk): string[] {
    const watched = chunk.requisites.filter(({ kind }) => kind === 'watch').flatMap(({ targets }) => targets);
    return [...new Set(watched)]
      .filter((target) => (this.#results.get(target)?.changes.size ?? 0) > 0)
      .map(({ module, id }) => `${module}: ${id}`);
  }

  #requisites(chunk: Chunk): readonly Requisite[] {
    const prereqs = this.#prereqs.get(chunk);
    return prereqs ? [...chunk.requisites, { kind: 'require', targets: prereqs }] : chunk.requisites;
  }

  readonly #met = (chunk: Chunk, kind: string): Met | undefined => {
    const found = kind === 'prereq' ? this.#found.get(chunk) : this.#results.get(chunk);
    return (
      found && {
        result: found.result,
        changed: found.changes.size > 0,
        notRun: 'notRun' in found && found.notRun === true,
      }
    );
  };

  /** What a look foresaw of a chunk that is then not run: its prereq failed. */
  #withoutChanges(chunk: Chunk): CalledState | undefined {
    const found = this.#found.get(chunk);
    return found && { ...found, changes: new Map() };
  }

  /** Slots that a look has filled are not filled again: their functions may do something. */
  #filledFor(chunk: Chunk): Pick<CallOptions, 'filled'> {
    const filled = this.#found.get(chunk)?.filled;
    return filled ? { filled } : {};
  }

  /** A dry run of what a prereq names, once. Where its own requisites say no, that is its result. */
  #look(target: Chunk): Promise<CalledState> {
    let look = this.#looked.get(target);
    if (!look) this.#looked.set(target, (look = this.#dryRun(target)));
    return look;
  }

  async #dryRun(target: Chunk): Promise<CalledState> {
    const own = target.requisites.filter(({ kind }) => kind !== 'prereq');
    const verdict = judge(own, this.#met);
    if (verdict.say === 'failed' || verdict.say === 'not-needed') {
      const found = unapplied(verdict);
      this.#found.set(target, found);
      if (!this.#results.has(target)) {
        const position = this.#position++;
        await this.#conclude(target, { ...found, position, started: Date.now(), duration: 0, notRun: true });
      }
      return found;
    }
    const position = this.#position;
    const [started, clock] = [Date.now(), performance.now()];
    this.#begin(position, started, identify(target), true);
    const options = { ...this.#callOptions(target, position), test: true };
    const found = await callState(target, this.host, this.#context, options);
    this.#found.set(target, found);
    const looked = {
      ...identify(target),
      ...found,
      position,
      started,
      duration: performance.now() - clock,
      notRun: false,
    };
    this.options.onPhase?.(ending(looked, this.#place(position)));
    return found;
  }

  async #afterwards(chunk: Chunk, result: ChunkResult): Promise<void> {
    const { fireEvent, reload } = chunk.options;
    if (fireEvent !== undefined)
      this.options.onEvent?.(
        ['salt/state_result', this.#context.jid, this.#context.id, fireEvent === true ? chunk.name : fireEvent]
          .filter((part) => part !== undefined)
          .join('/'),
        result,
      );
    const { reload: read } = this.#context;
    if (result.notRun || !read) return;
    for (const what of reload) this.#context = { ...this.#context, [what]: await read(what) };
  }

  /** `listen`: at the end and once, whatever number of changed targets a chunk listens to; also after `failhard`, as in Salt. */
  async listeners(): Promise<void> {
    for (const chunk of heard(this.#low, (target) => (this.#results.get(target)?.changes.size ?? 0) > 0)) {
      if (this.#signal.aborted) return;
      const position = this.#position++;
      const [started, clock] = [Date.now(), performance.now()];
      const listener = { ...identify(chunk), id: `listener_${chunk.id}`, state: `${chunk.module}.mod_watch` };
      this.#begin(position, started, listener, this.options.test);
      const called = canWatch(chunk.definition)
        ? await callState(chunk, this.host, this.#context, {
            ...this.#callOptions(chunk, position),
            watch: 'only',
          })
        : deaf(chunk);
      const result = { ...listener, ...called, position, started, duration: performance.now() - clock, notRun: false };
      const tag = tagOf({ ...chunk, id: listener.id, function: 'mod_watch' });
      this.#listened.push({ tag, result });
      this.#end(tag, result);
    }
  }

  result(): RunResult {
    const own = [...this.#results].map(([chunk, result]) => ({ tag: tagOf(chunk), result }));
    const sorted = [...own, ...this.#listened].sort((a, b) => a.result.position - b.result.position);
    const summary = summarize(
      sorted.map(({ result }) => result),
      this.#low.length - own.length,
    );
    const well = ranWell(this.#results, this.#listened);
    const retcode = this.#signal.aborted ? exitCodes.aborted : well ? exitCodes.ok : exitCodes.failed;
    return { results: new Map(sorted.map(({ tag, result }) => [tag, result])), summary, retcode };
  }

  #callOptions(chunk: Chunk, position: number): CallOptions {
    return {
      test: this.options.test,
      spare: this.options.spares?.(chunk) === true,
      signal: this.#signal,
      progress: (text) => this.#progress(position, `${chunk.definition.name} ${chunk.id}: ${text}`),
      watch: 'no',
      neededBy: () =>
        this.#low
          .filter(({ requisites }) => requisites.some(({ targets }) => targets.includes(chunk)))
          .map(({ definition, name }) => ({ state: definition.name, name })),
    };
  }

  #begin(position: number, at: number, chunk: Pick<ChunkResult, 'id' | 'state'>, test: boolean): void {
    this.options.onPhase?.(beginning(chunk, this.#place(position), at, test));
    this.#progress(position, `${chunk.state} ${chunk.id}`);
  }

  #end(tag: string, result: ChunkResult): void {
    this.options.onPhase?.(ending(result, this.#place(result.position)));
    this.options.onResult?.(tag, result);
  }

  #progress(position: number, text: string): void {
    this.options.onProgress?.({ ...this.#place(position), text });
  }

  /** What listens at the end comes behind the last chunk, and is counted with it. */
  #place(position: number): Pick<StateProgress, 'position' | 'total'> {
    return { position: Math.min(position + 1, this.#low.length), total: this.#low.length };
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

function deaf(chunk: Chunk): CalledState {
  const comment = `${chunk.definition.name} cannot listen: there is no ${chunk.module}.mod_watch`;
  return { result: false, comment, changes: new Map(), warnings: [], skipped: false };
}
