import { Inject, Injectable } from '@nestjs/common';
import { contexts, signText } from '@fleet/identity';
import { subjects, type Command } from '@fleet/protocol';
import { parseExact, stringifyExact } from '@fleet/values';
import { MinionRegistry, type KnownMinion } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

export type Order = Omit<Command, 'kind' | 'v' | 'issued' | 'expires' | 'audience'>;

/** Milliseconds for which a command is good; a minion whose clock is further behind or ahead refuses it, and says so. */
const lifetime = 5 * 60_000;
/** Below this many minions a broadcast saves nothing. */
const few = 3;

/** Signs commands and sends them: one for everybody where most are meant and all may know, else one for each. */
@Injectable()
export class CommandSender {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
  ) {}

  /** False where the bus is not there: then nobody has heard it. */
  send(order: Order, minions: readonly KnownMinion[], selfEvident: boolean): boolean {
    // What somebody said yes to is for the minions that were shown; a broadcast is for whoever matches when it is heard.
    const forAll = selfEvident && order.confirmed !== true;
    if (forAll && minions.length > few && this.allMayHear(order, minions.length)) {
      return this.master.bus.publish(subjects.commandAll(), this.signed(order, { everyone: true }));
    }
    return minions.map(({ key }) => this.sendTo(order, key)).every((sent) => sent);
  }

  sendTo(order: Order, key: string): boolean {
    return this.master.bus.publish(subjects.commandOne(key), this.signed(order, { minion: key }));
  }

  /** Whether the command can be sent at all. */
  fits(order: Order): boolean {
    const { server } = this.master.bus;
    // The longest audience that there is.
    return (
      server === undefined ||
      Buffer.byteLength(JSON.stringify(this.signed(order, { minion: this.master.bus.key }))) <= server.maxMessage
    );
  }

  /**
   * A broadcast is heard by all minions, also by those that are not meant: they may know that something is asked, and never with which
   * arguments, because nobody can tell what is secret in these.
   */
  private allMayHear(order: Order, meant: number): boolean {
    const bare = order.args === '[]' && order.kwargs === '{}';
    if (meant < this.registry.size && !bare) return false;
    return meant * 2 >= this.registry.size && !this.tellsSecrets(order);
  }

  /** What has the name of a secret: whoever is accepted a moment later hears no such thing. */
  private tellsSecrets({ args, kwargs }: Order): boolean {
    return [args, kwargs].some((text) => {
      const value = parseExact(text);
      return stringifyExact(this.master.redactor.redactValue(value)) !== stringifyExact(value);
    });
  }

  private signed(order: Order, audience: Command['audience']): unknown {
    const issued = Date.now();
    const command: Command = { kind: 'command', v: 1, ...order, issued, expires: issued + lifetime, audience };
    return signText(this.master.trust.commandSigner, contexts.command, JSON.stringify(command));
  }
}
