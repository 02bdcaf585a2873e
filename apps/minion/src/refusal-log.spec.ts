import { describe, expect, it } from '@jest/globals';
import type { Logger } from '@fleet/telemetry';
import { RefusalLog } from './refusal-log.js';

describe('refusals', () => {
  it('are all counted, and logged once in a while with their count', () => {
    let now = 0;
    const records: unknown[] = [];
    const log = { warn: (fields: unknown) => void records.push(fields) } as unknown as Pick<Logger, 'warn'>;
    const refusals = new RefusalLog(log, () => now);
    for (let index = 0; index < 1_000; index += 1) refusals.refused('bad-signature', { kid: 'k' });
    refusals.refused('expired', {});
    now = 10_000;
    refusals.refused('bad-signature', { kid: 'l' });
    expect(records).toEqual([
      { kid: 'k', code: 'bad-signature', times: 1, total: 1 },
      { code: 'expired', times: 1, total: 1 },
      { kid: 'l', code: 'bad-signature', times: 1_000, total: 1_001 },
    ]);
    expect(refusals.list()).toEqual([
      { code: 'bad-signature', count: 1_001, last: 10_000 },
      { code: 'expired', count: 1, last: 0 },
    ]);
  });
});
