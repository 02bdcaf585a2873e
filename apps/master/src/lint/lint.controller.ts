import { Controller, Inject } from '@nestjs/common';
import { ArrayMaxSize, IsArray, IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { Observable } from 'rxjs';
import type { LintEvent, LintRequest } from '@fleet/protocol';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../bus/caller.js';
import { OperatorMethod } from '../bus/handlers.js';
import { fault, Refusal, refuse } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { knownMinions } from './known-minions.js';
import { lintOrder } from './lint-order.js';
import { LintFailed, startLint, type LintRun } from './lint-thread.js';

/** Milliseconds that a lint may take. */
const deadline = 10 * 60_000;
/** Milliseconds after which whoever waits is told that it still goes on. */
const sign = 2000;

class LintBody implements LintRequest {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  readonly only?: readonly string[];
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  readonly ignore?: readonly string[];
  @IsOptional() @IsBoolean() readonly listChecks?: boolean;
}

/** Lints what this master serves, for the minions that it knows. One at a time: each takes a core and its memory. */
@Controller()
export class LintController {
  private running: { readonly operator: string; readonly since: number; readonly run: LintRun } | undefined;

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly audit: AuditLog,
  ) {}

  @OperatorMethod('lint', LintBody)
  async lint(ask: LintBody, { key }: Caller): Promise<Observable<LintEvent>> {
    this.makeRoom(key);
    await this.audit.record(key, { action: 'lint', outcome: 'done' });
    // Somebody else may have begun in between.
    this.makeRoom(key);
    return this.start(ask, key);
  }

  /** Whoever asks again has lost interest in what came before: a connection that is gone cannot say goodbye. */
  private makeRoom(operator: string): void {
    if (!this.running) return;
    if (this.running.operator === operator) return this.running.run.stop();
    const { operator: other, since } = this.running;
    refuse(
      'busy',
      `${this.master.operators.name(other)} lints since ${new Date(since).toISOString()}; ask again in a moment`,
    );
  }

  /** Begins at once: Nest may subscribe a little later, so what comes before waits. */
  private start(ask: LintBody, operator: string): Observable<LintEvent> {
    const waiting: LintEvent[] = [];
    let tell = (event: LintEvent): void => void waiting.push(event);
    let last: LintEvent = { event: 'progress', doing: 'start', done: 0, total: 0 };
    const { config, directories, version } = this.master;
    const run = startLint(
      { ...lintOrder(config, directories, version), ...ask, minions: knownMinions(this.master.store) },
      (event) => {
        if (event.event === 'progress') last = event;
        // The catalogue of secrets of the master knows more than the thread has seen.
        tell(event.event === 'findings' ? (this.master.redactor.redactJson(event) as LintEvent) : event);
      },
      { deadline },
    );
    const running = { operator, since: Date.now(), run };
    this.running = running;
    const beat = setInterval(() => tell(last), sign);
    const over = run.done.finally(() => {
      clearInterval(beat);
      if (this.running === running) this.running = undefined;
    });
    over.catch(() => undefined);
    return new Observable((subscriber) => {
      tell = (event) => subscriber.next(event);
      for (const event of waiting.splice(0)) tell(event);
      over.then(
        () => subscriber.complete(),
        (error: unknown) => subscriber.error(this.asRefusal(error)),
      );
    });
  }

  private asRefusal(error: unknown): unknown {
    if (!(error instanceof LintFailed)) return error;
    if (error.code !== 'refused' && error.code !== 'stopped')
      this.master.log.warn({ err: error, code: error.code }, 'a lint gave no result');
    const codes = {
      missing: 'unavailable',
      refused: 'malformed',
      deadline: 'timeout',
      memory: 'too-large',
      changed: 'conflict',
      stopped: 'interrupted',
      crashed: 'internal',
    } as const;
    return new Refusal(fault(codes[error.code], error.message));
  }
}
