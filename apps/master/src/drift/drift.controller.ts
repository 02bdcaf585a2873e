import { Controller, Inject } from '@nestjs/common';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import type { DriftCheck, DriftRecord } from '@fleet/jobs';
import type { DriftAnswer, DriftAsk, DriftCheckRow, DriftKind, DriftRow } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import { OperatorMethod } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

class DriftAskBody implements DriftAsk {
  @IsOptional() @IsString() @MaxLength(1024) readonly minion?: string;
  @IsOptional() @IsString() @MaxLength(1024) readonly sls?: string;
  @IsOptional() @IsIn(['corrective', 'intentional', 'unknown']) readonly kind?: DriftKind;
  @IsOptional() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) readonly since?: number;
}

class MinionBody {
  @IsString() @MinLength(1) @MaxLength(256) readonly minion!: string;
}

/** Characters that the parts of one answer may have: a message holds a megabyte. */
const room = { drift: 600_000, checks: 150_000 };

/** What operators ask about drift. */
@Controller()
export class DriftController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
  ) {}

  @OperatorMethod('drift_list', DriftAskBody)
  list({ minion = '*', sls = '*', kind, since = 0 }: DriftAskBody): DriftAnswer {
    const [minions, names] = [compileGlob(minion), compileGlob(sls)];
    const { drift } = this.master.store;
    const wanted = drift
      .all()
      .filter(
        (row) =>
          minions(row.minion) && names(row.sls) && row.since >= since && (kind === undefined || row.kind === kind),
      );
    const meant = this.registry.all().filter((one) => minions(one.minion));
    return this.answer(wanted, drift.checks(), meant, false);
  }

  @OperatorMethod('drift_show', MinionBody)
  show({ minion }: MinionBody): DriftAnswer {
    const known = this.registry.all().find((one) => one.minion === minion);
    if (!known)
      return refuse('not-found', `there is no accepted minion ${minion}; fleetctl status shows those that are`);
    const { drift } = this.master.store;
    return this.answer(drift.of(known.key), drift.checksOf(known.key), [known], true);
  }

  /** Of keys that are accepted: what was found on others is nobody's business any more. */
  private answer(
    rows: readonly DriftRecord[],
    checks: readonly DriftCheck[],
    meant: readonly { readonly key: string; readonly minion: string }[],
    full: boolean,
  ): DriftAnswer {
    const accepted = new Map(meant.map(({ key, minion }) => [key, minion]));
    const own = checks.filter(({ key }) => accepted.has(key));
    const last = new Map(own.map((check) => [`${check.key} ${check.scope}`, check.at]));
    const once = new Map<string, DriftRow>();
    for (const row of rows) {
      const minion = accepted.get(row.key);
      if (minion === undefined) continue;
      const seen = last.get(`${row.key} ${row.scope}`) ?? row.since;
      const name = `${row.key} ${row.tag}`;
      once.set(name, merged(driftRow(minion, row, seen, full), once.get(name)));
    }
    const found = [...once.values()];
    const drift = withinRoom(found, room.drift);
    const told = full ? own : own.filter(({ failed, more }) => failed !== undefined || more > 0);
    return {
      drift,
      left: found.length - drift.length,
      checks: withinRoom(
        told.map((check) => checkRow(accepted.get(check.key) as string, check)),
        room.checks,
      ),
      minions: checkedMinions(own, meant.length),
    };
  }
}

function checkedMinions(checks: readonly DriftCheck[], all: number): DriftAnswer['minions'] {
  const newest = new Map<string, number>();
  for (const { key, at } of checks) newest.set(key, Math.max(at, newest.get(key) ?? 0));
  const times = [...newest.values()].sort((a, b) => a - b);
  const [oldest, last] = [times[0], times.at(-1)];
  return {
    checked: newest.size,
    unchecked: all - newest.size,
    ...(oldest !== undefined && { oldest }),
    ...(last !== undefined && { newest: last }),
  };
}

/** Several checks may have found the same chunk. */
function merged(row: DriftRow, known: DriftRow | undefined): DriftRow {
  if (!known) return row;
  const newer = known.seen >= row.seen ? known : row;
  return { ...newer, since: Math.min(known.since, row.since) };
}

function driftRow(minion: string, row: DriftRecord, seen: number, full: boolean): DriftRow {
  const { sls, id, name, state, kind, since, comment, changes } = row;
  return { ...{ minion, sls, id, name, state, kind, since, seen, comment }, ...(full && { changes }) };
}

function checkRow(minion: string, { scope, jid, at, more, failed }: DriftCheck): DriftCheckRow {
  return { minion, scope, jid, at, ...(more > 0 && { more }), ...(failed !== undefined && { failed }) };
}

function withinRoom<Row>(rows: readonly Row[], most: number): Row[] {
  let left = most;
  return rows.filter((row) => (left -= Buffer.byteLength(JSON.stringify(row))) > 0);
}
