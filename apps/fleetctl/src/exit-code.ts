import { outcomeOf, type Chunk, type Outcome } from '@fleet/output';
import { exitCodes, type FaultCode, type Return } from '@fleet/protocol';

/** What the master's refusal means for the shell. */
export function exitCodeOfFault(code: FaultCode): number {
  switch (code) {
    case 'malformed':
    case 'too-large':
    case 'bad-target':
    case 'bad-arguments':
    case 'unknown-method':
      return exitCodes.usage;
    case 'no-match':
      return exitCodes.noMatch;
    case 'not-allowed':
      return exitCodes.notAllowed;
    case 'confirmation-required':
    case 'approval-required':
      return exitCodes.aborted;
    case 'unavailable':
    case 'timeout':
      return exitCodes.unreachable;
    case 'compile-failed':
    case 'pillar-failed':
      return exitCodes.compile;
    default:
      return exitCodes.failed;
  }
}

/** What one minion's return means for the shell. */
export interface Told {
  readonly outcome: Outcome;
  /** States or pillar did not compile there. */
  readonly compile: boolean;
}

export function toldBy(answer: Return, chunks?: readonly Chunk[]): Told {
  const { retcode, fault } = answer;
  const compile = retcode === exitCodes.compile || fault?.code === 'compile-failed' || fault?.code === 'pillar-failed';
  return { outcome: outcomeOf(answer, chunks), compile };
}

/**
 * The gravest of what happened: a refused compile (5), then an answer that is missing (4), then a minion that failed (1). `detailed`: and where
 * nothing is wrong, whether states changed something or would (7).
 */
export function exitCodeOfJob(returns: Iterable<Told>, silent: number, detailed: boolean): number {
  const told = [...returns];
  const some = (...wanted: Outcome[]): boolean => told.some(({ outcome }) => wanted.includes(outcome));
  if (told.some(({ compile }) => compile)) return exitCodes.compile;
  if (silent > 0) return exitCodes.unreachable;
  if (some('failed')) return exitCodes.failed;
  return detailed && some('changed', 'would') ? exitCodes.changesPending : exitCodes.ok;
}
