import { Inject, Injectable } from '@nestjs/common';
import { jidSource, type Jid, type JobRequest } from '@fleet/protocol';
import { parseExact, stringifyExact } from '@fleet/values';
import { Access } from '../access/access.js';
import { AuditLog } from '../audit/audit-log.js';
import { exactList, exactMap } from '../bus/exact.js';
import { refuse, Refusal } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { CommandSender, type Order } from './command-sender.js';
import { Confirmation } from './confirmation.js';
import type { RunningJob } from './running-job.js';
import { RunningJobs } from './running-jobs.js';
import { TargetResolver } from './target-resolver.js';
import { readsTree } from './tree-functions.js';

/** Turns a request into a job: whom it means → may they → is it confirmed → write down → send. */
@Injectable()
export class JobCreation {
  private readonly nextJid: () => Jid;

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly targets: TargetResolver,
    private readonly sender: CommandSender,
    private readonly running: RunningJobs,
    private readonly access: Access,
    private readonly confirmation: Confirmation,
    private readonly audit: AuditLog,
  ) {
    this.nextJid = jidSource(Date.now, master.store.jobs.lastJid());
  }

  /** @param begun is told of the job before its command leaves, so that no event is missed */
  async create(operator: string, request: JobRequest, begun: (job: RunningJob) => void): Promise<void> {
    const { redactor } = this.master;
    const target = redactor.redactText(`${request.target.type} ${request.target.expression}`);
    const deed = { action: 'job_create', target, function: request.function, args: this.shownCall(request) };
    try {
      await this.start(operator, request, deed, begun);
    } catch (error) {
      if (error instanceof Refusal) await this.audit.record(operator, { ...deed, outcome: error.fault.code });
      throw error;
    }
  }

  private async start(
    operator: string,
    request: JobRequest,
    deed: { action: string; target: string; function: string; args: string },
    begun: (job: RunningJob) => void,
  ): Promise<void> {
    const { store, bus, operators } = this.master;
    const args = exactList(request.args, 'args');
    const kwargs = exactMap(request.kwargs, 'kwargs');
    const { minions, selfEvident, missing } = await this.targets.resolve(request.target);
    const refusal = this.access.refusal({
      operator,
      method: 'job_create',
      function: request.function,
      minions: minions.map(({ minion }) => minion),
    });
    if (refusal !== undefined) return refuse('not-allowed', refusal);
    await this.confirmation.demand(
      request,
      { function: request.function, args, kwargs },
      minions.map(({ minion }) => minion),
    );
    const revision = readsTree(request.function) ? { revision: (await this.master.states.snapshot()).revision } : {};
    if (!bus.connected)
      return refuse('unavailable', 'the master has no connection to the bus right now; nothing was sent');

    const jid = this.nextJid();
    const name = operators.name(operator);
    const created = Date.now();
    const order: Order = {
      jid,
      target: request.target,
      function: request.function,
      args: request.args,
      kwargs: request.kwargs,
      operator: name,
      ...(request.confirmed === true && { confirmed: true }),
      ...revision,
    };
    if (!this.sender.fits(order))
      return refuse(
        'too-large',
        'the arguments are too large: the signed command would not fit into one message of the bus',
      );
    const timeout = request.timeout ?? this.master.config.jobTimeout;
    const expected = minions.map(({ key, minion }) => ({ key, minion }));
    const { redactor } = this.master;
    const kept = {
      args: stringifyExact(redactor.redactValue(args)),
      kwargs: stringifyExact(redactor.redactValue(kwargs)),
    };
    await store.write(({ jobs, audit }) => {
      jobs.create({
        jid,
        function: request.function,
        target: request.target,
        ...kept,
        operator: name,
        created,
        timeout,
        ...revision,
        minions: expected,
      });
      audit.append(this.audit.entry(operator, { ...deed, jid, outcome: 'done' }));
    });

    const job = this.running.add(
      { jid, minions: expected, started: created, deadline: created + timeout, ...revision, missing },
      (key) => void this.sender.sendTo(order, key),
    );
    begun(job);
    if (!this.sender.send(order, minions, selfEvident))
      this.master.log.warn(
        { jid },
        'the bus was lost while a command was sent; minions that did not hear it get it again',
      );
    // Who is not here is known at once.
    job.giveUp(created);
    this.running.settle(job);
  }

  /** The call as audit keeps it. Redacted as the data that it is: in its JSON a quote or a list would hide a secret from patterns. */
  private shownCall({ args, kwargs }: JobRequest): string {
    try {
      const { redactor } = this.master;
      return `${stringifyExact(redactor.redactValue(parseExact(args)))} ${stringifyExact(redactor.redactValue(parseExact(kwargs)))}`.slice(
        0,
        4096,
      );
    } catch (error) {
      // It is refused a moment later; what it holds nobody can tell.
      if (error instanceof SyntaxError) return `(${args.length + kwargs.length} characters that are no JSON)`;
      throw error;
    }
  }
}
