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

/**
 * The gravest of what happened: a refused compile (5), then an answer that is missing (4), then a minion that failed (1).
 */
export function exitCodeOfJob(returns: Iterable<Return>, silent: number): number {
  let failed = false;
  for (const answer of returns) {
    if (
      answer.retcode === exitCodes.compile ||
      answer.fault?.code === 'compile-failed' ||
      answer.fault?.code === 'pillar-failed'
    )
      return exitCodes.compile;
    failed ||= !answer.success || answer.retcode !== 0;
  }
  if (silent > 0) return exitCodes.unreachable;
  return failed ? exitCodes.failed : exitCodes.ok;
}
