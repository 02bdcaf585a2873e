import { describe, expect, it } from '@jest/globals';
import { Redactor } from '@fleet/telemetry';
import type { Agreement } from './job-agreement.js';
import { jobDeed } from './job-deed.js';
import type { MadeRequest } from './request-keep.js';

const request: MadeRequest = {
  ...{ target: { type: 'glob', expression: 'web*' }, function: 'cmd.run', args: '["id"]', kwargs: '{}', watch: false },
};
const approved = { id: '0011223344', approvers: ['ann', 'bob'], minions: [] };
const asked = { function: 'cmd.run', args: ['id'], kwargs: new Map() };
const step = { rollout: '20260101-aa', name: 'wave 2', gate: false, asked, minions: [], written: () => undefined };
const jid = '20260101000000000000';

describe('what the audit log says of a job', () => {
  it.each<[string, Partial<MadeRequest>, Agreement, string | undefined]>([
    ['no more than the call where somebody just asked', {}, {}, undefined],
    ['who approved it', {}, { approved }, 'approved by ann, bob (0011223344)'],
    ['of which rollout it is', {}, { step }, 'wave 2 of rollout 20260101-aa'],
    ['which job it ends', {}, { ends: jid }, `ends job ${jid}`],
    ['which job it repeats', { rerunOf: jid }, {}, `repeats job ${jid}`],
    [
      'both where a repetition had to be approved',
      { rerunOf: jid },
      { approved },
      `approved by ann, bob (0011223344), repeats job ${jid}`,
    ],
  ])('is %s', (_what, more, agreed, note) => {
    const deed = jobDeed(new Redactor(), { ...request, ...more }, agreed);
    expect(deed).toEqual({
      ...{ action: 'job_create', target: 'glob web*', function: 'cmd.run', args: '["id"] {}', outcome: 'done' },
      ...(note !== undefined && { note }),
    });
  });

  it('is the length of what is no JSON, and nothing of it', () => {
    const deed = jobDeed(new Redactor(), { ...request, args: '["hunter2"' }, {});
    expect(deed.args).toBe('(12 characters that are no JSON)');
  });
});
