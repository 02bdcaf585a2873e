import { formatMoment, formatNested, printable, type Paint } from '@fleet/output';
import type { PlannedState, PlanPart } from '@fleet/protocol';
import { isMap, parseExact, type Value } from '@fleet/values';
import { callText } from '../jobs/call-text.js';
import { byId } from '../output/returns.js';
import type { PlanFile } from './plan-file.js';

/** A plan for people: who made it and for how long it is good, every change, minions with the same changes together, and a line that counts. */
export function describePlan(plan: Pick<PlanFile, 'header' | 'parts'>, paint: Paint, now = Date.now()): string {
  const { header, parts } = plan;
  const rows = [headline(header, now), ''];
  for (const [minions, { states, unchanged }] of grouped(parts)) {
    rows.push(paint.key(`${minions.sort(byId).map(printable).join(', ')}:`));
    for (const state of states) rows.push(...describeState(state, paint));
    if (unchanged > 0) rows.push(`  ${count(unchanged, 'state stays as it is', 'states stay as they are')}`);
    rows.push('');
  }
  for (const { what, loses } of header.asks) rows.push(paint.bad(`${printable(what)}: ${printable(loses)}`));
  rows.push(totals(parts, paint));
  return rows.join('\n');
}

/** States of all minions that destroy something. */
export function destroying(parts: readonly PlanPart[]): number {
  return parts.reduce((sum, { states }) => sum + states.filter(({ destroys }) => destroys.length > 0).length, 0);
}

function headline({ jid, operator, args, kwargs, revision, expires }: PlanFile['header'], now: number): string {
  const until = expires < now ? `was good until ${formatMoment(expires)}` : `is good until ${formatMoment(expires)}`;
  const call = callText({ function: 'state.apply', args, kwargs });
  return printable(`plan ${jid} by ${operator} ${until}: ${call}, tree ${revision.slice(0, 12)}`);
}

/** Minions on which the same happens, with that. */
function grouped(parts: readonly PlanPart[]): [string[], PlanPart][] {
  const groups = new Map<string, [string[], PlanPart]>();
  for (const part of parts) {
    const key = JSON.stringify([part.states, part.unchanged]);
    const group = groups.get(key);
    if (group) group[0].push(part.minion);
    else groups.set(key, [[part.minion], part]);
  }
  return [...groups.values()];
}

function describeState({ state, id, name, comment, changes, destroys }: PlannedState, paint: Paint): string[] {
  const named = name === id ? '' : ` (${name})`;
  const colour = destroys.length > 0 ? paint.bad : paint.would;
  const rows = [colour(printable(`  ${destroys.length > 0 ? '-' : '~'} ${state} ${id}${named}`))];
  for (const loss of destroys) rows.push(paint.bad(printable(`      destroys: ${loss}`)));
  const value = changesOf(changes);
  if (value !== undefined) rows.push(formatNested(value, paint, 6));
  else if (destroys.length === 0) rows.push(printable(`      ${comment}`));
  return rows;
}

function changesOf(text: string): Value | undefined {
  const value = parseExact(text);
  return isMap(value) && value.size === 0 ? undefined : value;
}

function totals(parts: readonly PlanPart[], paint: Paint): string {
  const would = parts.reduce((sum, { states }) => sum + states.length, 0);
  const lost = destroying(parts);
  const line = `${count(parts.length, 'minion', 'minions')}, ${count(would, 'change', 'changes')}`;
  return lost === 0
    ? line
    : `${line}, ${paint.bad(`${lost} of them ${lost === 1 ? 'destroys' : 'destroy'} what cannot be had back`)}`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
