import { Inject, Injectable } from '@nestjs/common';
import { contexts, signText } from '@fleet/identity';
import { subjects, type Command } from '@fleet/protocol';
import { MinionRegistry, type KnownMinion } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

export type Order = Omit<Command, 'kind' | 'v' | 'issued' | 'expires' | 'audience'>;

/** Milliseconds for which a command is good; a minion whose clock is further behind or ahead refuses it, and says so. */
const lifetime = 5 * 60_000;
/** Below this many minions a broadcast saves nothing. */
const few = 3;

/** Signs commands and sends them: one for everybody where most are meant, else one for each. */
@Injectable()
export class CommandSender {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
  ) {}

  /** False where the bus is not there: then nobody has heard it. */
  send(order: Order, minions: readonly KnownMinion[], selfEvident: boolean): boolean {
    if (selfEvident && minions.length > few && minions.length * 2 >= this.registry.size) {
      return this.master.bus.publish(subjects.commandAll(), this.signed(order, { everyone: true }));
    }
    return minions.map(({ key }) => this.sendTo(order, key)).every((sent) => sent);
  }

  sendTo(order: Order, key: string): boolean {
    return this.master.bus.publish(subjects.commandOne(key), this.signed(order, { minion: key }));
  }

  private signed(order: Order, audience: Command['audience']): unknown {
    const issued = Date.now();
    const command: Command = { kind: 'command', v: 1, ...order, issued, expires: issued + lifetime, audience };
    return signText(this.master.trust.commandSigner, contexts.command, JSON.stringify(command));
  }
}
