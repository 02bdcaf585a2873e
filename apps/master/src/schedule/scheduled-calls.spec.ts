import { describe, expect, it } from '@jest/globals';
import type { ScheduledJob } from '@fleet/config';
import type { FaultCode } from '@fleet/protocol';
import { refuse, Refusal } from '../bus/refusal.js';
import type { JobCreation } from '../jobs/job-creation.js';
import type { MasterRuntime } from '../runtime/runtime.js';
import { ScheduledCalls } from './scheduled-calls.js';

const job: ScheduledJob = {
  ...{ target: '*', function: 'test.ping', args: [], kwargs: {}, splay: 0, missed: 'run', role: 'viewer' },
  ...{ rhythm: { kind: 'interval', period: 1000 }, enabled: true, confirmed: false, destroy: false },
};

/** What comes of a turn where its job is refused so. */
function begin(code: FaultCode): Promise<string | undefined> {
  const creation: Pick<JobCreation, 'createScheduled'> = { createScheduled: async () => refuse(code, 'no') };
  const runtime = { log: { warn: () => undefined } } as unknown as MasterRuntime;
  return new ScheduledCalls(runtime, creation as JobCreation).begin('x', job, { written: () => undefined });
}

describe('a scheduled call', () => {
  it.each<FaultCode>(['not-allowed', 'no-match', 'confirmation-required'])(
    'that is refused as %s has had its turn',
    (code) => expect(begin(code)).resolves.toBe('no'),
  );

  it('that nothing can be sent for right now keeps its turn', () =>
    expect(begin('unavailable')).rejects.toThrow(Refusal));
});
