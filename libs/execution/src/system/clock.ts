import type { Host } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { askTool, runTool } from '../tool.js';

/** A moment by the clock on the wall: what a calendar and a clock show, without a zone. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Minutes east of UTC: `+0100`, `-0500`, `0800`. @throws FunctionRefused */
export function offsetOf(text: string): number {
  const [, sign, hours = '', minutes = ''] = /^([+-])?(\d\d)(\d\d)$/.exec(text) ?? [];
  if (hours === '' || Number(hours) > 14 || Number(minutes) > 59)
    throw new FunctionRefused('bad-arguments', 'utc_offset must be four digits with an optional sign, as in +0100');
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** What the wall shows now: in the zone of the machine, or that far from UTC. */
export async function wallTime(host: Host, offset: string | undefined): Promise<WallTime> {
  const text = await askTool(host, ['date', '+%Y-%m-%d %H:%M:%S %z']);
  const [, year, month, day, hour, minute, second, zone = '+0000'] =
    /^(\d+)-(\d+)-(\d+) (\d+):(\d+):(\d+) ([+-]\d{4})$/.exec(text.trim())?.map(String) ?? [];
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const moved = offset === undefined ? local : local + (offsetOf(offset) - offsetOf(zone)) * 60_000;
  return partsOf(new Date(moved));
}

function partsOf(date: Date): WallTime {
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/** Sets the clock of the system, and that of the hardware where there is one. @throws FunctionRefused */
export async function setWallTime(host: Host, wanted: WallTime, offset: string | undefined): Promise<void> {
  const { year, month, day, hour, minute, second } = wanted;
  const utc = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const same = JSON.stringify(partsOf(utc)) === JSON.stringify({ year, month, day, hour, minute, second });
  if (!same || year < 1970 || year > 2200) throw new FunctionRefused('bad-arguments', 'there is no such date or time');
  const pad = (number: number): string => String(number).padStart(2, '0');
  const text = `${year}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}:${pad(second)}`;
  const zone = offset === undefined ? '' : ` ${offsetText(offsetOf(offset))}`;
  await runTool(host, ['date', '--set', `${text}${zone}`]);
  if (await settableHardwareClock(host)) await runTool(host, ['hwclock', '--systohc']);
}

function offsetText(minutes: number): string {
  const all = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(all / 60)).padStart(2, '0')}${String(all % 60).padStart(2, '0')}`;
}

export async function settableHardwareClock(host: Host): Promise<boolean> {
  if ((await host.commands.which('hwclock')) === undefined) return false;
  return (await host.commands.probe(['hwclock', '--test', '--systohc'])).exitCode === 0;
}
