import { Inject, Injectable } from '@nestjs/common';
import type { JobStore } from '@fleet/jobs';
import type { Jid, JobRequest, Return } from '@fleet/protocol';
import { calledWith, MasterEvents } from '../events/master-events.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** Silent minions that the event of the end names. */
const named = 100;

interface Begun {
  readonly jid: Jid;
  readonly request: JobRequest;
  readonly operator: string;
  readonly minions: number;
  /** The call as everybody may see it. */
  readonly shown: { readonly args: string; readonly kwargs: string };
  readonly revision?: string;
  readonly approval?: string;
  readonly rollout?: string;
  readonly step?: string;
}

/** What jobs tell of themselves; each in the write that does it. */
@Injectable()
export class JobEvents {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly events: MasterEvents,
  ) {}

  tellNew(tables: Pick<JobStore, 'events'>, { jid, request, shown, approval, ...begun }: Begun): void {
    const { target, function: name, queue } = request;
    const told = { function: name, operator: begun.operator };
    if (approval !== undefined) this.events.append(tables, 'approval/ID/started', { ID: approval }, { ...told, jid });
    this.events.append(
      tables,
      'job/JID/new',
      { JID: jid },
      {
        ...begun,
        ...{ function: name, ...calledWith(shown.args, shown.kwargs) },
        target: { ...target, expression: this.master.redactor.redactText(target.expression) },
        ...(queue === true && { queued: true }),
      },
    );
  }

  tellReturn(tables: Pick<JobStore, 'events'>, minion: string, body: Return, late: boolean): void {
    const { jid, success, retcode, duration, fault } = body;
    // The jid of a schedule is of the minion's choice.
    if (body.scheduled) return;
    this.events.append(
      tables,
      'job/JID/ret/MINION',
      { JID: jid, MINION: minion },
      {
        ...{ function: body.function, success, retcode, duration },
        ...(fault && { fault: fault.code }),
        ...(late && { late }),
      },
    );
  }

  tellEnd(tables: Pick<JobStore, 'events' | 'jobs'>, jid: Jid): void {
    const row = tables.jobs.row(jid);
    if (!row) return;
    const { function: name, operator, expected, returned, failed } = row;
    const silences = tables.jobs.silences(jid, named + 1);
    const silent = silences.slice(0, named).map(({ minion, code }) => ({ minion, reason: code }));
    this.events.append(
      tables,
      'job/JID/end',
      { JID: jid },
      {
        ...{ function: name, operator, expected, returned, failed, silent },
        ...(silences.length > named && { more: expected - returned - named }),
      },
    );
  }
}
