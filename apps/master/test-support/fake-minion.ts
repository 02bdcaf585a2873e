import { randomBytes } from 'node:crypto';
import { connectBus, type Bus, type BusMessage } from '@fleet/bus';
import {
  contexts,
  createEnrolRequest,
  createKeys,
  createSealKeys,
  decodeJoinToken,
  followKeysets,
  goodKeys,
  openAdmission,
  openArguments,
  openPillar,
  pinRoot,
  sealRevealed,
  signer,
  verifySigned,
} from '@fleet/identity';
import {
  subjects,
  type Acknowledgement,
  type Admission,
  type Beat,
  type Command,
  type EnrolAnswer,
  type MinionServices,
  type PillarAnswer,
  type PillarRequest,
  type RenewedCredentials,
  type Reply,
  type Return,
  type SignedKeyset,
} from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';

/**
 * A minion that speaks the protocol over a real connection and does nothing to any machine. `silent` hears commands and says nothing; `hold`
 * acknowledges and keeps its return until `release`.
 */
export class FakeMinion {
  readonly keys = createKeys('user');
  readonly sealKeys = createSealKeys();
  /** What it heard, each once: where an acknowledgement comes late, as on a slow machine, the master sends a second copy. */
  readonly commands: Command[] = [];
  /** How each of them arrived. */
  readonly subjects: string[] = [];
  /** How many second copies arrived. */
  copies = 0;
  mode: 'answer' | 'silent' | 'hold' | 'refuse' = 'answer';
  /** Exact JSON of what it returns to whoever may see secrets; for others it is redacted. */
  secret = '"the secret itself"';
  /** What is otherwise about its returns. */
  returns: (command: Command) => Partial<Return> = () => ({});
  grains = '{"os":"Debian","roles":["web"]}';
  private admission: Admission | undefined;
  private masterKeys: readonly string[] = [];
  private held: (() => Promise<void>)[] = [];
  bus!: Bus;

  constructor(readonly id: string) {}

  async enrol(tokenText: string, id = this.id): Promise<EnrolAnswer> {
    const token = decodeJoinToken(tokenText);
    const bus = await connectBus({
      servers: token.servers,
      name: id,
      signer: signer(token.seed),
      jwt: () => token.jwt,
      timeout: 60_000,
    });
    try {
      const request = createEnrolRequest(signer(this.keys.seed), id, this.sealKeys.publicKey);
      const reply = (await bus.request(subjects.enrol(bus.key), request)) as Reply<EnrolAnswer>;
      if (!reply.ok) throw new Error(reply.fault.message);
      if (reply.result.state === 'accepted') {
        this.admission = openAdmission(
          this.believed(token.root, reply.result.keysets),
          { request, privateKey: this.sealKeys.privateKey },
          reply.result.admission,
        );
        if (!this.admission) throw new Error('the admission cannot be opened');
      }
      return reply.result;
    } finally {
      await bus.close();
    }
  }

  async connect(): Promise<void> {
    const { jwt, servers } = this.admission as Admission;
    this.bus = await connectBus({
      servers,
      name: this.id,
      signer: signer(this.keys.seed),
      jwt: () => jwt,
      timeout: 60_000,
    });
    this.bus.subscribe(subjects.commandAll(), (message) => this.take(message));
    this.bus.subscribe(subjects.commandOne(this.bus.key), (message) => this.take(message));
    await this.bus.flush();
    this.beat('hello');
  }

  beat(state: Beat['state'], more: Partial<Beat> = {}): void {
    const beat: Beat = {
      kind: 'beat',
      v: 1,
      state,
      minion: this.id,
      version: '9.9',
      since: 1,
      grains: this.grains,
      // It says no more unless a spec wants it to.
      every: 3_600_000,
      ...more,
    };
    this.bus.publish(subjects.beat(this.bus.key), beat);
  }

  async ask<S extends keyof MinionServices>(service: S, body: unknown): Promise<Reply<MinionServices[S]['answer']>> {
    return (await this.bus.request(subjects.minionRequest(this.bus.key, service), body)) as Reply<
      MinionServices[S]['answer']
    >;
  }

  /** The pillar, its signature checked; a refusal as it came. */
  async pillar(ask: Omit<PillarRequest, 'nonce'>): Promise<Reply<PillarAnswer>> {
    const nonce = randomBytes(16).toString('base64url');
    const reply = await this.ask('pillar', { ...ask, nonce });
    if (!reply.ok) return reply;
    const verified = verifySigned(this.masterKeys, contexts.pillar, reply.result);
    if (!verified.ok) throw new Error(`a pillar does not verify: ${verified.reason}`);
    const result = JSON.parse(verified.text) as PillarAnswer;
    if (result.nonce !== nonce || result.minion !== this.keys.publicKey)
      throw new Error('a pillar of another question');
    return { v: 1, ok: true, result };
  }

  /** A new JWT, its signature checked; a refusal as it came. */
  async renew(): Promise<Reply<string>> {
    const nonce = randomBytes(16).toString('base64url');
    const reply = await this.ask('renew', { nonce });
    if (!reply.ok) return reply;
    const verified = verifySigned(this.masterKeys, contexts.renewal, reply.result);
    if (!verified.ok) throw new Error(`new credentials do not verify: ${verified.reason}`);
    const result = JSON.parse(verified.text) as RenewedCredentials;
    if (result.nonce !== nonce || result.minion !== this.keys.publicKey)
      throw new Error('new credentials of another question');
    return { v: 1, ok: true, result: result.jwt };
  }

  openPillar(sealed: string): string {
    return openPillar({ key: this.keys.publicKey, privateKey: this.sealKeys.privateKey }, sealed);
  }

  /** What it heard, as a machine that lost power; a command that comes again is new to it. */
  forget(): void {
    this.commands.length = 0;
    this.subjects.length = 0;
    this.copies = 0;
  }

  /** Sends the returns that it held back. */
  async release(): Promise<void> {
    for (const send of this.held.splice(0)) await send();
  }

  async close(): Promise<void> {
    await this.bus?.close();
  }

  private believed(root: string, keysets: readonly SignedKeyset[]): readonly string[] {
    const followed = followKeysets(pinRoot(root), keysets);
    if (!followed.ok) throw new Error(`the keysets do not lead from the pinned root: ${followed.reason}`);
    return (this.masterKeys = goodKeys(followed.anchor, Date.now()));
  }

  private opened(command: Command): Command {
    if (command.sealed === undefined || !('minion' in command.audience)) return command;
    const place = { key: this.keys.publicKey, jid: command.jid };
    // What is for somebody else, it could not open, and is not asked to.
    if (command.audience.minion !== place.key) return command;
    return { ...command, ...openArguments(this.sealKeys.privateKey, place, command.sealed) };
  }

  private async take(message: BusMessage): Promise<void> {
    const verified = verifySigned(this.masterKeys, contexts.command, message.json());
    if (!verified.ok) throw new Error(`a command does not verify: ${verified.reason}`);
    const command = this.opened(JSON.parse(verified.text) as Command);
    if ('minion' in command.audience ? command.audience.minion !== this.keys.publicKey : !this.matches(command)) return;
    const seen = this.commands.some(({ jid }) => jid === command.jid);
    if (seen) this.copies += 1;
    else {
      this.commands.push(command);
      this.subjects.push(message.subject);
    }
    if (this.mode === 'silent') return;
    if (seen || this.mode === 'refuse')
      return this.acknowledge(
        {
          accepted: false,
          fault: { code: seen ? 'replayed' : 'disabled', message: seen ? 'seen before' : 'disabled here' },
        },
        command.jid,
      );
    this.acknowledge({ accepted: true }, command.jid);
    if (this.mode === 'hold') this.held.push(() => this.giveBack(command, this.returns(command)));
    else await this.giveBack(command, this.returns(command));
  }

  private matches({ target }: Command): boolean {
    return target.type === 'glob' ? compileGlob(target.expression)(this.id) : true;
  }

  private acknowledge(body: Pick<Acknowledgement, 'accepted' | 'fault'>, jid: string): void {
    this.bus.publish(subjects.acknowledgement(this.bus.key, jid), { kind: 'ack', v: 1, jid, ...body });
  }

  async giveBack(command: Pick<Command, 'jid' | 'function' | 'reveal'>, more: Partial<Return> = {}): Promise<void> {
    const body: Return = {
      kind: 'return',
      v: 1,
      jid: command.jid,
      minion: this.id,
      function: command.function,
      retcode: 0,
      success: true,
      value: 'true',
      started: Date.now(),
      duration: 1,
      ...(command.reveal && { revealed: this.revealed(command.jid, command.reveal.sealKey) }),
      ...more,
    };
    await this.bus.publishReturn(subjects.return(this.bus.key, command.jid), body);
  }

  private revealed(jid: string, sealKey: string): NonNullable<Return['revealed']> {
    const key = this.keys.publicKey;
    return { sealed: sealRevealed(sealKey, { jid, key }, this.secret), key };
  }
}
