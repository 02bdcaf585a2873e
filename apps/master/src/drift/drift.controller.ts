import { Controller, Inject } from '@nestjs/common';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import type { DriftCheck, DriftRecord, DriftSummary } from '@fleet/jobs';
import type { DriftAnswer, DriftAsk, DriftCheckRow, DriftKind } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import { OperatorMethod } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { driftRows } from './drift-rows.js';

class DriftAskBody implements DriftAsk {
  @IsOptional() @IsString() @MaxLength(1024) readonly minion?: string;
  @IsOptional() @IsString() @MaxLength(1024) readonly sls?: string;
  @IsOptional() @IsIn(['corrective', 'intentional', 'unknown']) readonly kind?: DriftKind;
  @IsOptional() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) readonly since?: number;
}

class MinionBody {
  @IsString() @MinLength(1) @MaxLength(256) readonly minion!: string;
}

/** Bytes that the parts of one answer may have, a state of each of 15,000 minions: below what the bus carries in parts. */
const room = { drift: 5_000_000, checks: 2_000_000 };

/** What operators ask about drift. */
@Controller()
export class DriftController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
  ) {}

  @OperatorMethod('drift_list', DriftAskBody)
  list({ minion = '*', ...choice }: DriftAskBody): DriftAnswer {
    const meant = compileGlob(minion);
    const { drift } = this.master.store;
    const minions = this.registry.all().filter((one) => meant(one.minion));
    return this.answer(drift.summaries(), drift.checks(), minions, choice, saysNotAll);
  }

  @OperatorMethod('drift_show', MinionBody)
  show({ minion }: MinionBody): DriftAnswer {
    const known = this.registry.all().find((one) => one.minion === minion);
    if (!known)
      return refuse('not-found', `there is no accepted minion ${minion}; fleetctl status shows those that are`);
    const { drift } = this.master.store;
    return this.answer(drift.of(known.key), drift.checksOf(known.key), [known]);
  }

  /** Of keys that are accepted: what was found on others is nobody's business any more. */
  private answer(
    records: Iterable<DriftRecord | DriftSummary>,
    checks: readonly DriftCheck[],
    meant: readonly { readonly key: string; readonly minion: string }[],
    choice: Omit<DriftAsk, 'minion'> = {},
    told: (check: DriftCheck) => boolean = () => true,
  ): DriftAnswer {
    const minions = new Map(meant.map(({ key, minion }) => [key, minion]));
    const own = checks.filter(({ key }) => minions.has(key));
    return {
      ...driftRows(records, { ...choice, minions, checks: own, room: room.drift }),
      checks: withinRoom(
        own.filter(told).map((check) => checkRow(minions.get(check.key) as string, check)),
        room.checks,
      ),
      minions: checkedMinions(own, meant.length),
    };
  }
}

function saysNotAll({ failed, more }: DriftCheck): boolean {
  return failed !== undefined || more > 0;
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

function checkRow(minion: string, { scope, jid, at, more, failed }: DriftCheck): DriftCheckRow {
  return { minion, scope, jid, at, ...(more > 0 && { more }), ...(failed !== undefined && { failed }) };
}

function withinRoom<Row>(rows: readonly Row[], most: number): Row[] {
  let left = most;
  return rows.filter((row) => (left -= Buffer.byteLength(JSON.stringify(row))) > 0);
}
