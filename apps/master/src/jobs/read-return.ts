import type { Return, Revealed, SaidLast, ScheduledCall } from '@fleet/protocol';
import { isList, isMap, parseExact, type Value } from '@fleet/values';
import { isPlainObject } from '../bus/check-body.js';
import { isFault } from '../bus/refusal.js';

/** Of a job of the master the name is known; of a schedule, the minion says it, and lists show it. */
const functionName = /^[A-Za-z_]\w{0,63}\.\w{1,64}$/;
/** The last moment that a Date can be: milliseconds. */
const lastMoment = 8.64e15;
const shapes = ['nested', 'highstate', 'txt', 'errors'];

/**
 * The return in a message of the stream, or why it is none. Written by hand: a fleet of thousands answers at once, and class-validator
 * would cost more than all the rest.
 */
export function readReturn(
  value: unknown,
  jid: string,
): { readonly ok: true; readonly body: Return } | { readonly ok: false; readonly why: string } {
  const no = (why: string): { ok: false; why: string } => ({ ok: false, why });
  if (!isPlainObject(value) || value['kind'] !== 'return' || value['v'] !== 1)
    return no('it is not a return of this version');
  const {
    minion,
    function: name,
    retcode,
    success,
    value: result,
    fault,
    out,
    started,
    duration,
    scheduled,
    revealed,
    said,
  } = value;
  if (value['jid'] !== jid) return no('its jid is not the one of its subject');
  if (typeof minion !== 'string' || typeof name !== 'string') return no('it does not say what ran where');
  if (!Number.isSafeInteger(retcode) || typeof success !== 'boolean') return no('it has no outcome');
  if (!isTime(started) || !isTime(duration)) return no('it has no times');
  if (result !== undefined && typeof result !== 'string') return no('its value is not exact JSON text');
  if (fault !== undefined && !isFault(fault)) return no('its fault is none of the known ones');
  if (out !== undefined && !shapes.includes(out as string)) return no('it wants to be shown in an unknown way');
  if (scheduled !== undefined && (!isScheduledCall(scheduled) || !functionName.test(name)))
    return no('it does not say what was scheduled');
  if (revealed !== undefined && !isRevealed(revealed)) return no('what it reveals is not sealed');
  if (said !== undefined && !isSaidLast(said)) return no('what it said last cannot be read');
  const body: Return = {
    kind: 'return',
    v: 1,
    jid,
    minion,
    function: name,
    retcode: retcode as number,
    success,
    started: started as number,
    duration: duration as number,
    ...(result !== undefined && { value: result }),
    ...(fault !== undefined && { fault }),
    ...(out !== undefined && { out: out as NonNullable<Return['out']> }),
    ...(revealed !== undefined && { revealed }),
    ...(said !== undefined && { said: { start: said.start, deflated: said.deflated } }),
    ...(scheduled !== undefined && {
      scheduled: { name: scheduled.name, args: scheduled.args, kwargs: scheduled.kwargs },
    }),
  };
  return { ok: true, body };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= lastMoment;
}

function isRevealed(value: unknown): value is Revealed {
  if (!isPlainObject(value)) return false;
  const { sealed, key, withheld } = value;
  if (typeof withheld === 'string') return withheld.length <= 1024;
  return (
    typeof sealed === 'string' &&
    /^[A-Za-z0-9+/]+={0,2}$/.test(sealed) &&
    typeof key === 'string' &&
    /^U[A-Z2-7]{55}$/.test(key)
  );
}

function isSaidLast(value: unknown): value is SaidLast {
  if (!isPlainObject(value)) return false;
  const { start, deflated } = value;
  return Number.isSafeInteger(start) && (start as number) >= 0 && typeof deflated === 'string';
}

function isScheduledCall(value: unknown): value is ScheduledCall {
  if (!isPlainObject(value)) return false;
  const { name, args, kwargs } = value;
  return typeof name === 'string' && name.length <= 256 && isExact(args, isList) && isExact(kwargs, isMap);
}

function isExact(text: unknown, is: (value: Value) => boolean): boolean {
  if (typeof text !== 'string') return false;
  try {
    return is(parseExact(text));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
