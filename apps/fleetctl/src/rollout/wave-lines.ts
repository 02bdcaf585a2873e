import { cutToColumns, formatSpan, printable, type Paint } from '@fleet/output';
import type { RolloutRow, RolloutWave } from '@fleet/protocol';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How many of a running wave have answered, by its jid. */
export type Answered = ReadonlyMap<string, number>;

/** What is seen of a rollout that goes on: a line for each wave, as many as there is room for, around the one that runs. */
export function waveLines(row: RolloutRow, answered: Answered, size: Size, now: number, paint: Paint): string[] {
  const room = Math.max(1, size.height - 3);
  const current = row.waves.findLastIndex(({ started }) => started !== undefined);
  const first = Math.max(0, Math.min(current - Math.floor(room / 2), row.waves.length - room));
  const shown = row.waves.slice(first, first + room);
  const names = Math.max(...row.waves.map(({ name }) => name.length));
  const lines = shown.map((wave) =>
    painted(
      wave,
      cutToColumns(
        `${printable(wave.name).padEnd(names)}  ${(size.width < narrow ? fewWords : words)(row, wave, answered, now)}`.trimEnd(),
        size.width - 1,
      ),
      paint,
    ),
  );
  const hidden = (count: number, where: string): string[] =>
    count > 0
      ? [paint.faint(cutToColumns(`… ${count} ${count === 1 ? 'wave' : 'waves'} ${where}`, size.width - 1))]
      : [];
  return [...hidden(first, 'before'), ...lines, ...hidden(row.waves.length - first - shown.length, 'to come')];
}

/** Columns below which the numbers have to do. */
const narrow = 50;

function fewWords(row: RolloutRow, wave: RolloutWave, answered: Answered, now: number): string {
  const { size, state, failed, ended, heldSince } = wave;
  const bad = failed.length === 0 ? '' : `${failed.length} failed`;
  switch (state) {
    case 'planned':
      return '';
    case 'running':
      return `${answered.get(wave.jid ?? '') ?? 0}/${size}`;
    case 'settling':
      return bad || formatSpan(Math.max(0, (ended ?? now) + row.wait - now));
    case 'gate':
      return bad || `gate ${formatSpan(now - (heldSince ?? now))}`;
    default:
      return bad || state;
  }
}

function words(row: RolloutRow, wave: RolloutWave, answered: Answered, now: number): string {
  const { size, started, ended } = wave;
  const minions = `${size} ${size === 1 ? 'minion' : 'minions'}`;
  const took = started === undefined ? '' : `, ${formatSpan((ended ?? now) - started)}`;
  switch (wave.state) {
    case 'planned':
      return minions;
    case 'running':
      return `${minions}  ${answered.get(wave.jid ?? '') ?? 0} of ${size} answered${took}`;
    case 'settling':
      return `${minions}  ${outcome(wave)}; settling for ${formatSpan(Math.max(0, (ended ?? now) + row.wait - now))} more`;
    case 'gate':
      return `${minions}  ${outcome(wave)}; ${gateWords(row, wave, now)}`;
    default:
      return `${minions}  ${stateWord(wave)}: ${outcome(wave)}${took}`;
  }
}

export function stateWord({ state }: Pick<RolloutWave, 'state'>): string {
  return { left: 'left while it ran', gate: 'at its gates' }[state as string] ?? state;
}

function gateWords(row: RolloutRow, { heldSince }: RolloutWave, now: number): string {
  const what = row.gates.length === 1 ? `gate ${row.gates[0]}` : `${row.gates.length} gates`;
  if (heldSince === undefined) return `asking ${what}`;
  return `${what}: held for ${formatSpan(now - heldSince)} of ${formatSpan(row.hold)}`;
}

/** `all done`, or who was not. */
export function outcome({ size, failed, state }: RolloutWave): string {
  if (state === 'skipped') return 'never began';
  if (failed.length === 0) return state === 'left' ? 'nobody waited for it' : 'all did it';
  const named = failed.slice(0, 3).map(({ minion, why }) => `${minion} ${reasons[why]}`);
  const more = failed.length > 3 ? ` and ${failed.length - 3} more` : '';
  return `${size - failed.length} of ${size} did it; ${named.join(', ')}${more}`;
}

export const reasons = {
  failed: 'failed',
  silent: 'is silent',
  gone: 'is not accepted any more',
  gate: 'failed a gate',
};

function painted({ state, failed }: RolloutWave, line: string, paint: Paint): string {
  if (failed.length > 0 || state === 'failed') return paint.bad(line);
  if (state === 'done') return paint.good(line);
  return state === 'planned' || state === 'skipped' ? paint.faint(line) : line;
}
