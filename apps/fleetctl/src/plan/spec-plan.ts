import { createKeys, contexts, PlanDigest, signer, signText } from '@fleet/identity';
import type { PlanHeader, PlannedState, PlanPart } from '@fleet/protocol';
import type { PlanFile } from './plan-file.js';

const state = (more: Partial<PlannedState>): PlannedState => ({
  ...{ id: 'conf', state: 'file.managed', name: '/etc/x', sls: 'a', comment: 'would write', destroys: [] },
  changes: '{"diff":"-a\\n+b"}',
  ...more,
});

const gone = state({
  ...{ id: '/old', state: 'file.absent', name: '/old', changes: '{"removed":"/old"}' },
  destroys: ['remove the directory /old'],
});

/** For specs: a plan for three minions, of which two do the same. */
export function specPlan(
  parts: readonly PlanPart[] = [
    { minion: 'web1', states: [state({}), gone], unchanged: 4 },
    { minion: 'web10', states: [], unchanged: 1 },
    { minion: 'web2', states: [state({}), gone], unchanged: 4 },
  ],
  more: Partial<PlanHeader> = {},
): PlanFile {
  const digest = new PlanDigest();
  for (const part of parts) digest.add(part);
  const header: PlanHeader = {
    ...{ kind: 'plan', v: 1, jid: '20260101000000000000', operator: 'alice', kwargs: '{"only_id":"c*"}' },
    ...{ created: 1_700_000_000_000, expires: 1_700_086_400_000, args: '["a"]', revision: 'ab'.repeat(32) },
    target: { type: 'glob', expression: 'web*' },
    asks: [],
    minions: parts.map(({ minion }) => minion),
    digest: digest.text,
    ...more,
  };
  const signed = signText(signer(createKeys('account').seed), contexts.plan, JSON.stringify(header));
  return { header, signed, parts };
}
