import { formatMoment, formatSpan, printable, type Paint } from '@fleet/output';
import { exitCodes, type RolloutRow } from '@fleet/protocol';
import { callText } from '../jobs/call-text.js';
import { formatTable } from '../output/table.js';
import { outcome, stateWord } from './wave-lines.js';

/** All that there is to say of one. */
export function describeRollout(row: RolloutRow, paint: Paint): string {
  const { target } = row;
  const whom = target.type === 'glob' ? target.expression : `${target.type} ${target.expression}`;
  const may = row.maxFailures === 0 ? 'none may fail' : `up to ${row.maxFailures} may fail`;
  const gates =
    row.gates.length === 0
      ? []
      : [`gates: ${row.gates.join('; ')}${row.hold > 0 ? `, held for ${formatSpan(row.hold)}` : ''}`];
  return (
    printable(
      [
        `rollout ${row.id}: ${callText(row)}`,
        `on ${whom}, by ${row.operator}, ${formatMoment(row.created)}${row.revision === undefined ? '' : `, revision ${row.revision.slice(0, 12)}`}`,
        [
          `${row.size} ${row.size === 1 ? 'minion' : 'minions'}`,
          may,
          ...(row.wait > 0 ? [`${formatSpan(row.wait)} between waves`] : []),
          ...(row.revert ? ['goes back where it fails'] : []),
        ].join('; '),
        ...gates,
        '',
      ].join('\n'),
    ) + `${waveTable(row, paint)}\n\n${verdict(row, paint)}`
  );
}

export function waveTable(row: RolloutRow, paint: Paint): string {
  const rows = row.waves.map((wave) => [
    wave.name,
    String(wave.size),
    stateWord(wave),
    String(wave.failed.length),
    wave.jid ?? '',
    wave.started === undefined ? '' : outcome(wave),
  ]);
  return formatTable(['WAVE', 'MINIONS', 'STATE', 'FAILED', 'JID', 'OUTCOME'], rows, paint);
}

/** What became of it, and what can be done, in a line or two. */
export function verdict(row: RolloutRow, paint: Paint): string {
  const why = row.reason === undefined ? '' : `: ${printable(row.reason)}`;
  const reached = row.waves
    .filter(({ name }) => !name.startsWith('back to '))
    .reduce((sum, { size, started }) => sum + (started === undefined ? 0 : size), 0);
  const left = row.size - reached;
  const untouched = left === 0 ? '' : `; ${left} ${left === 1 ? 'minion was' : 'minions were'} not reached`;
  switch (row.state) {
    case 'done':
      return row.failures === 0
        ? paint.good(`done: all ${row.size} ${row.size === 1 ? 'minion' : 'minions'}`)
        : paint.bad(
            `done: ${row.size - row.failures} of ${row.size} minions; ${row.failures} failed, as ${row.maxFailures} may`,
          );
    case 'failed':
      return paint.bad(`failed${why}${untouched}${gateHint(row)}`);
    case 'reverted':
      return paint.bad(
        `reverted to the state tree of before (the pillar stays as it is)${why}${untouched}${gateHint(row)}`,
      );
    case 'aborted':
      return paint.bad(`aborted${why}${untouched}`);
    case 'paused':
      return paint.would(
        `paused while it was ${row.within ?? ''}: ${printable((row.reason ?? '').replace(/^paused /, ''))}\nfleetctl rollout resume ${row.id}  or  fleetctl rollout abort ${row.id}`,
      );
    default:
      return `${row.state === 'reverting' ? 'going back' : 'going on'}${why}; fleetctl rollout watch ${row.id}`;
  }
}

/** Where a gate stopped it: the job that tells why. */
function gateHint({ waves }: RolloutRow): string {
  const wave = waves.find(({ failed }) => failed.some(({ why }) => why === 'gate'));
  return wave?.gate === undefined ? '' : `\nwhat the gate answered: fleetctl jobs show ${wave.gate}`;
}

/** The gravest of what happened. */
export function exitCodeOfRollout({ state, failures, waves }: RolloutRow): number {
  switch (state) {
    case 'done': {
      if (failures === 0) return exitCodes.ok;
      const all = waves.flatMap(({ failed }) => failed);
      return all.every(({ why }) => why === 'silent' || why === 'gone') ? exitCodes.unreachable : exitCodes.failed;
    }
    case 'aborted':
      return exitCodes.aborted;
    case 'failed':
    case 'reverted':
      return exitCodes.failed;
    default:
      // It is not over: who waited for it has a part of what was asked.
      return exitCodes.unreachable;
  }
}
