import type { RolloutRecord } from '@fleet/jobs';
import type { RolloutDetails, RolloutRow, RolloutWave } from '@fleet/protocol';
import { revertParts } from './going-back.js';
import { failuresOf, hasEnded } from './machine.js';

/** What operators are shown of a rollout. */
export function rolloutRow(record: RolloutRecord): RolloutRow {
  const { id, created, ended, operator, target, args, kwargs, revision, plan, progress } = record;
  const paused = hasEnded(progress) ? undefined : progress.paused;
  const reason = paused ? `paused by ${paused.by}: ${paused.reason}` : progress.reason;
  return {
    ...{ id, created, operator, function: record.function, target, args, kwargs },
    ...(ended !== undefined && { ended }),
    ...(revision !== undefined && { revision }),
    state: paused ? 'paused' : progress.state,
    ...(paused && { within: progress.state }),
    ...(reason !== undefined && { reason }),
    size: plan.waves.reduce((sum, wave) => sum + wave.length, 0),
    failures: failuresOf(progress),
    maxFailures: plan.most,
    ...{ wait: plan.wait, hold: plan.hold, gates: plan.gates, revert: plan.revert },
    waves: [...plan.waves.map((_wave, index) => waveRow(record, index)), ...revertRows(record)],
  };
}

export function rolloutDetails(record: RolloutRecord): RolloutDetails {
  const { waves, before } = record.plan;
  return {
    ...rolloutRow(record),
    minions: waves.map((wave) => wave.map(({ minion }) => minion)),
    ...(before && { before }),
  };
}

/** `canary`, `wave 1`, …: also what the jobs of a wave are called. */
export function waveName({ canary }: Pick<RolloutRecord['plan'], 'canary'>, index: number): string {
  return canary && index === 0 ? 'canary' : `wave ${canary ? index : index + 1}`;
}

function waveRow({ plan, progress }: RolloutRecord, index: number): RolloutWave {
  const name = waveName(plan, index);
  const size = plan.waves[index]?.length ?? 0;
  const result = progress.results[index];
  if (!result) {
    const never = hasEnded(progress) || progress.state === 'reverting';
    return { name, size, state: never ? 'skipped' : 'planned', failed: [] };
  }
  const { jid, started, ended, failed, asked, gate } = result;
  const heldSince = progress.state === 'gate' && index === progress.wave ? progress.heldSince : undefined;
  return {
    ...{ name, size, state: stateOf({ progress }, index), started, failed },
    ...(jid !== undefined && { jid }),
    ...(ended !== undefined && { ended }),
    ...(asked !== undefined && { asked }),
    ...(gate !== undefined && { gate }),
    ...(heldSince !== undefined && { heldSince }),
  };
}

function stateOf({ progress }: Pick<RolloutRecord, 'progress'>, index: number): RolloutWave['state'] {
  const { state, results } = progress;
  if (index < results.length - 1 || state === 'done') return 'done';
  switch (state) {
    case 'waiting':
      return 'settling';
    case 'gate':
      return 'gate';
    case 'wave':
    case 'canary':
      // The next one is about to begin.
      return index < progress.wave ? 'done' : 'running';
    case 'aborted':
      return results[index]?.ended === undefined ? 'left' : 'done';
    default:
      return results[index]?.ended === undefined ? 'left' : 'failed';
  }
}

function revertRows({ plan, progress }: RolloutRecord): RolloutWave[] {
  if (progress.state !== 'reverting' && progress.reverts.length === 0) return [];
  return revertParts(plan, progress).map(({ revision, minions }, index) => {
    const result = progress.reverts[index];
    const base = { name: `back to ${revision.slice(0, 12)}`, size: minions.length };
    if (!result) return { ...base, state: hasEnded(progress) ? 'skipped' : 'planned', failed: [] };
    const { jid, started, ended, failed } = result;
    return {
      ...{ ...base, started, failed },
      state: ended === undefined ? (hasEnded(progress) ? 'left' : 'running') : failed.length > 0 ? 'failed' : 'done',
      ...(jid !== undefined && { jid }),
      ...(ended !== undefined && { ended }),
    };
  });
}
