import { setImmediate as turn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { nearMatch } from '@fleet/diagnostics';
import type { JobFilter } from '@fleet/jobs';
import type { Jid, JobListAsk, JobRow, OperatorMethods } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import { Access } from '../access/access.js';
import { refuse } from '../bus/refusal.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { RunningJobs } from './running-jobs.js';

const usual = 50;
/** Jobs that are looked at in one go for those of one minion: some milliseconds. */
const step = 2000;

type Listed = OperatorMethods['job_list']['answer'];

/** Lists of jobs, as far as somebody may see them. */
@Injectable()
export class JobListing {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly access: Access,
    private readonly running: RunningJobs,
    private readonly registry: MinionRegistry,
  ) {}

  async list(operator: string, { limit = usual, minion, ...rest }: JobListAsk): Promise<Listed> {
    const filter: JobFilter = { ...rest, ...(minion !== undefined && { keys: this.keysOf(minion) }) };
    if (!this.access.mayRead(operator, 'jobs')) return this.ownOf(this.master.operators.name(operator), limit, filter);
    const { scheduled } = this.master.store;
    const asked = await this.jobs(limit + 1, filter);
    // At least half of the rows are the fleet's own jobs, where there are so many: no minion's schedule may crowd them out.
    const room = limit - Math.min(asked.length, Math.ceil(limit / 2));
    const begun = scheduled.list(room + 1, filter);
    const own = begun.slice(0, room);
    const kept = asked.slice(0, limit - own.length);
    const rows = [...kept.map((row) => this.withQueue(row)), ...own];
    const more = asked.length > kept.length || (kept.length === 0 && begun.length > own.length);
    return {
      jobs: rows.sort((a, b) => time(b) - time(a) || (a.jid < b.jid ? 1 : -1)),
      ...(more && { more: true }),
    };
  }

  /** With those that a queued job waits for. */
  withQueue<Row extends JobRow>(row: Row): Row {
    const queued = this.running.get(row.jid)?.queued.size ?? 0;
    return queued === 0 ? row : { ...row, queued };
  }

  private async ownOf(name: string, limit: number, filter: JobFilter): Promise<Listed> {
    if (filter.operator !== undefined && !compileGlob(filter.operator)(name)) return { jobs: [] };
    const rows = await this.jobs(limit + 1, { ...filter, operator: literal(name) });
    return {
      jobs: rows.slice(0, limit).map((row) => this.withQueue(row)),
      ...(rows.length > limit && { more: true as const }),
    };
  }

  /** Which jobs a minion had no index tells: it is looked for step by step, and others have their turn in between. */
  private async jobs(limit: number, filter: JobFilter): Promise<JobRow[]> {
    const { jobs } = this.master.store;
    if (!filter.keys) return jobs.list(limit, filter);
    const found: JobRow[] = [];
    for (let { before } = filter; ;) {
      const from: Jid | undefined = jobs.step(step, before);
      const part: JobFilter = {
        ...filter,
        ...(before !== undefined && { before }),
        ...(from !== undefined && { from }),
      };
      found.push(...jobs.list(limit - found.length, part));
      if (from === undefined || found.length >= limit) return found;
      before = from;
      await turn();
    }
  }

  private keysOf(minion: string): readonly string[] {
    const keys = this.master.store.jobs.keysOf(minion);
    const known = this.registry.all().map((one) => one.minion);
    if (keys.length > 0 || known.includes(minion)) return keys;
    const meant = nearMatch(minion, known);
    return refuse('no-match', `no minion ${minion} was ever asked anything${meant ? `; did you mean ${meant}?` : ''}`);
  }
}

/** By the master's clock: of what a minion scheduled itself, that is when it came here. */
function time({ operator, created, ended }: JobRow): number {
  return operator === 'schedule' ? (ended ?? created) : created;
}

/** A glob that is a name. */
function literal(name: string): string {
  return name.replace(/[*?[]/g, '[$&]');
}
