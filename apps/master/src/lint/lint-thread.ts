import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PillarSettings } from '@fleet/config';
import type { LintEvent, LintOrder } from '@fleet/protocol';
import { ownMemory } from '../runtime/own-memory.js';

/** Beside the built master; `FLEET_LINT_PROGRAM` names another, for a master that runs from its sources. */
const built = fileURLToPath(new URL('../../../../../bin/lint/main.mjs', import.meta.url));

/**
 * Megabytes that the thread's heap may have: ten times what a fleet of a thousand minions needs, and no more than half of what the
 * machine, or the container, has, so that it is the thread that ends and not the master.
 */
const mostMemory = Math.min(2048, Math.floor(ownMemory() / 2 ** 21));

/** Lint gave no result; `code` says why. */
export class LintFailed extends Error {
  override readonly name = 'LintFailed';
  constructor(
    readonly code: 'missing' | 'refused' | 'deadline' | 'memory' | 'changed' | 'stopped' | 'crashed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface LintRun {
  /** Settles when the thread is gone. @throws LintFailed */
  readonly done: Promise<void>;
  /** Ends it, whatever it is doing. */
  stop(): void;
}

/** Runs lint in a thread of its own: it may take long and much memory, and the master goes on answering. */
export function startLint(
  order: LintOrder<PillarSettings>,
  tell: (event: LintEvent) => void,
  { deadline, program = process.env['FLEET_LINT_PROGRAM'] ?? built }: { deadline: number; program?: string },
): LintRun {
  if (!existsSync(program)) {
    const missing = new LintFailed(
      'missing',
      `lint is not installed: there is no ${program}; \`npm run build\` makes it`,
    );
    return { done: Promise.reject(missing), stop: () => undefined };
  }
  const thread = new Worker(program, {
    workerData: order,
    // Compiles make much that is gone at once: a large young generation halves the time that is spent on collecting it.
    resourceLimits: { maxOldGenerationSizeMb: mostMemory, maxYoungGenerationSizeMb: 96 },
    // What it would print belongs nowhere; what it has to say are events.
    stdout: true,
    stderr: true,
  });
  let failure: LintFailed | undefined;
  const stop = (why: LintFailed): void => {
    failure ??= why;
    void thread.terminate();
  };
  const timer = setTimeout(
    () => stop(new LintFailed('deadline', `lint did not end within ${Math.round(deadline / 1000)} s`)),
    deadline,
  );
  const done = new Promise<void>((resolve, reject) => {
    let ended = false;
    thread.on('message', (event: LintEvent) => {
      ended ||= event.event === 'ended' || event.event === 'checks';
      tell(event);
    });
    thread.on('error', (error: NodeJS.ErrnoException) => {
      failure ??= failureOf(error);
    });
    thread.on('exit', () => {
      clearTimeout(timer);
      if (failure) reject(failure);
      else if (ended) resolve();
      else reject(new LintFailed('crashed', 'lint ended without a result'));
    });
  });
  return { done, stop: () => stop(new LintFailed('stopped', 'lint was stopped')) };
}

function failureOf(cause: NodeJS.ErrnoException): LintFailed {
  if (cause.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new LintFailed('memory', `lint needs more than ${mostMemory} MB for these trees`, { cause });
  if (cause.name === 'UnknownCode') return new LintFailed('refused', cause.message, { cause });
  if (cause.name === 'FileChanged')
    return new LintFailed('changed', 'files of the trees change while lint reads them; run it again', { cause });
  return new LintFailed('crashed', `lint failed: ${cause.message}`, { cause });
}
