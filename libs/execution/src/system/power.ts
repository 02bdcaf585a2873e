import { Arg } from '@fleet/arguments';
import type { Host } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { FunctionRefused } from '../definition.js';

export class PowerArgs {
  @Arg({
    doc: 'When: minutes from now, or a time of day such as 03:30; default: at once.',
    type: 'any',
    optional: true,
  })
  at_time?: Value;
}

/** As shutdown(8) takes it. @throws FunctionRefused */
export function shutdownTime(name: string, wish: Value | undefined): string {
  if (wish === undefined || wish === null || wish === 'now') return 'now';
  const text = String(wish);
  if (/^\+?\d{1,5}$/.test(text)) return `+${text.replace('+', '')}`;
  if (/^([01]?\d|2[0-3]):[0-5]\d$/.test(text)) return text;
  throw new FunctionRefused('bad-arguments', `${name}: at_time is a number of minutes, or a time of day such as 03:30`);
}

/** Milliseconds until then. */
export function millisecondsUntil(time: string, now = new Date()): number {
  if (time === 'now') return 0;
  if (time.startsWith('+')) return Number(time) * 60_000;
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  const then = new Date(now);
  then.setHours(hours, minutes, 0, 0);
  if (then <= now) then.setDate(then.getDate() + 1);
  return then.getTime() - now.getTime();
}

/** @param flag what becomes of the machine: `-r`, `-P`, `-H` */
export async function shutDown(host: Host, name: string, flag: string, time: string): Promise<void> {
  const { exitCode, stderr, stdout } = await host.commands.run(['shutdown', flag, time]);
  if (exitCode !== 0)
    throw new FunctionRefused('failed', `${name}: ${(stderr || stdout).trim() || `shutdown ended with ${exitCode}`}`);
}
