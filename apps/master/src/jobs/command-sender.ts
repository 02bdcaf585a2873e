import { Inject, Injectable } from '@nestjs/common';
import { contexts, sealArguments, sealedArgumentsLength, signText } from '@fleet/identity';
import { secretPlaces, subjects, type Command, type Jid } from '@fleet/protocol';
import { isMap, parseExact, stringifyExact } from '@fleet/values';
import { MinionRegistry, type KnownMinion } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { OrderKeep, type Order } from './order-keep.js';

export type { Order } from './order-keep.js';

/** Below this many minions a broadcast saves nothing. */
const few = 3;

/** Signs commands and sends them: one for everybody where most are meant and all may know, else one for each, its arguments sealed. */
@Injectable()
export class CommandSender {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly kept: OrderKeep,
  ) {}

  /** False where the bus is not there: then nobody has heard it. */
  send(order: Order, minions: readonly KnownMinion[], selfEvident: boolean): boolean {
    // What somebody said yes to, or sees secrets of, is of the minions that were named; a broadcast is for whoever matches when it is heard.
    const forAll = selfEvident && order.confirmed !== true && order.destroy !== true && order.reveal === undefined;
    if (forAll && minions.length > few && this.allMayHear(order, minions.length)) {
      const command = this.signed(order, { everyone: true });
      if (this.carries(command)) return this.master.bus.publish(subjects.commandAll(), command);
    }
    return minions.map((minion) => this.sendOne(order, minion)).every((sent) => sent);
  }

  /** Once more, to one that may have missed it. False where it is not kept any more, or the bus is not there. */
  again(jid: Jid, key: string): boolean {
    const order = this.kept.get(jid, key);
    return order !== undefined && this.sendTo(order, key);
  }

  /** False also where the minion is not accepted any more. */
  sendTo(order: Order, key: string): boolean {
    const minion = this.registry.get(key);
    return minion !== undefined && this.sendOne(order, minion);
  }

  /** Whether the command can be sent at all. */
  fits(order: Order): boolean {
    // Every key is as long as ours.
    const audience = { minion: this.master.bus.key };
    if (isBare(order)) return this.carries(this.signed(order, audience));
    const frame = this.signed({ ...order, ...bare, sealed: '' }, audience);
    return this.carries(frame, sealedArgumentsLength(order));
  }

  private carries(command: unknown, more = 0): boolean {
    const { server } = this.master.bus;
    return server === undefined || Buffer.byteLength(JSON.stringify(command)) + more <= server.maxMessage;
  }

  private sendOne(order: Order, minion: Recipient): boolean {
    return this.master.bus.publish(subjects.commandOne(minion.key), this.signedFor(order, minion));
  }

  /**
   * A broadcast is heard by all minions, also by those that are not meant: they may know that something is asked, and never with which
   * arguments, because nobody can tell what is secret in these.
   */
  private allMayHear(order: Order, meant: number): boolean {
    if (meant < this.registry.size && !isBare(order)) return false;
    return meant * 2 >= this.registry.size && !this.holdsSecrets(order);
  }

  /** What may be read by nobody but those who are meant: whoever is accepted a moment later, or listens to the bus, hears no such thing. */
  private holdsSecrets(order: Order): boolean {
    if (isBare(order)) return false;
    if (Object.hasOwn(secretPlaces, order.function)) return true;
    const [args, kwargs] = [parseExact(order.args), parseExact(order.kwargs)];
    // Written to override the pillar, and as secret as that.
    if (isMap(kwargs) && kwargs.has('pillar')) return true;
    const { redactor } = this.master;
    return [args, kwargs].some((value) => stringifyExact(redactor.redactValue(value)) !== stringifyExact(value));
  }

  private signedFor(order: Order, minion: Recipient): unknown {
    const audience = { minion: minion.key };
    if (isBare(order)) return this.signed(order, audience);
    const sealed = sealArguments(minion.sealKey, { key: minion.key, jid: order.jid }, order);
    return this.signed({ ...order, ...bare, sealed }, audience);
  }

  private signed(order: Order & Pick<Command, 'sealed'>, audience: Command['audience']): unknown {
    const { epoch } = this.master.store.meta;
    const command: Command = { kind: 'command', v: 1, ...order, epoch, issued: Date.now(), audience };
    return signText(this.master.trust.commandSigner, contexts.command, JSON.stringify(command));
  }
}

type Recipient = Pick<KnownMinion, 'key' | 'sealKey'>;

/** A call without arguments. */
const bare = { args: '[]', kwargs: '{}' } as const;

function isBare({ args, kwargs }: Order): boolean {
  return args === bare.args && kwargs === bare.kwargs;
}
