import { Controller, Inject, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import type { PresenceEvent } from '@fleet/bus';
import type { Beat, DownReason, Jid } from '@fleet/protocol';
import { parseExact } from '@fleet/values';
import type { Caller } from '../bus/caller.js';
import { MinionEvent, PresenceChange } from '../bus/handlers.js';
import { MasterEvents } from '../events/master-events.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { Heartbeats } from './heartbeats.js';
import { Instances } from './instances.js';
import { MinionRegistry } from './minion-registry.js';

export class BeatBody implements Beat {
  @IsIn(['beat']) readonly kind!: 'beat';
  @IsIn([1]) readonly v!: 1;
  @IsIn(['hello', 'alive', 'goodbye']) readonly state!: Beat['state'];
  @IsString() @MaxLength(253) readonly minion!: string;
  @IsString() @MaxLength(64) readonly version!: string;
  @IsInt() readonly since!: number;
  @IsOptional() @IsInt() readonly at?: number;
  @IsOptional() @Matches(/^[0-9a-z]{1,32}$/) readonly instance?: string;
  @IsOptional() @IsInt() @Min(100) @Max(3_600_000) readonly every?: number;
  @IsOptional() @IsNumber() @Min(0) @Max(600_000) readonly rtt?: number;
  @IsOptional() @IsBoolean() readonly draining?: boolean;
  @IsOptional() @IsString() @MaxLength(512 * 1024) readonly grains?: string;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @Matches(/^[0-9]{20}$/, { each: true })
  readonly running?: readonly Jid[];
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @Matches(/^[0-9]{20}$/, { each: true })
  readonly waiting?: readonly Jid[];
}

/** Milliseconds. Events may be missed while the connection to the server is down; what the server says now settles it. */
const reconcileEvery = 30_000;
/** A minion that came back before this master heard hellos is looked for again when it does. */
const reconcileSoon = 2_000;
/** Milliseconds for which disconnections are gathered: a thousand minions that go at once cost one question. */
const askAfter = 30;
/** Milliseconds between looks at who is silent. */
const lookEvery = 2_000;

/** Who is up: what minions say, and what the server sees of their connections. */
@Controller()
export class PresenceController implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly heartbeats = new Heartbeats();
  private readonly instances = new Instances();
  private unwatch: (() => void) | undefined;
  /** Keys whose connection ended: when, and what the server says of it. */
  private readonly leaving = new Map<string, { readonly at: number; readonly reason: DownReason }>();
  private asking: NodeJS.Timeout | undefined;

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly events: MasterEvents,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.reconcile();
    this.unwatch = this.master.bus.onStatus(({ state }) => {
      if (state === 'up') this.heartbeats.hearsAgain();
    });
    this.timers.push(
      setTimeout(() => void this.reconcile(), reconcileSoon).unref(),
      setInterval(() => void this.reconcile(), reconcileEvery).unref(),
      setInterval(() => this.missTheSilent(), lookEvery).unref(),
    );
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearInterval(timer);
    clearTimeout(this.asking);
    this.unwatch?.();
  }

  @MinionEvent('beat', BeatBody)
  beat(beat: BeatBody, { key }: Caller): void {
    const now = Date.now();
    const known = this.registry.get(key);
    if (!known) return;
    const { instance, every } = beat;
    if (beat.state === 'goodbye') return this.goodbye(beat, key, known.duplicate === true, now);
    if (known.minion !== beat.minion) {
      // The key decides who it is; a machine that was renamed has to enrol again.
      this.master.refusals.refused(
        key,
        'false-name',
        { minion: known.minion, says: beat.minion },
        'a minion calls itself otherwise than its key was accepted for',
      );
    }
    // After a stall, what was sent meanwhile is read before any timer is served.
    this.heartbeats.look();
    this.heartbeats.beat(key, every);
    const duplicate =
      instance !== undefined &&
      this.instances.heard(key, instance, {
        now: this.heartbeats.now,
        patience: this.heartbeats.patience(every),
        hearingSince: this.heartbeats.hearingSince,
      });
    if (duplicate !== (known.duplicate ?? false)) this.tellDuplicate(known.minion, duplicate);
    const grains = this.checkedGrains(beat, key);
    this.registry.up(key, now, {
      version: beat.version,
      duplicate,
      draining: beat.draining === true,
      ...(beat.rtt !== undefined && { rtt: beat.rtt }),
      // It was on its way for half a round trip, about.
      ...(beat.at !== undefined && { clock: Math.round(beat.at + (beat.rtt ?? 0) / 2 - now) }),
      ...(grains !== undefined && { grains }),
      ...(beat.running && { running: beat.running }),
      ...(beat.waiting && { waiting: beat.waiting }),
    });
    if (beat.state === 'hello') this.registry.hello(key);
  }

  /** Where two use one key, the other is still here. */
  private goodbye({ instance }: Beat, key: string, duplicate: boolean, now: number): void {
    if (instance !== undefined) this.instances.left(key, instance);
    if (duplicate) return;
    this.heartbeats.forget(key);
    this.registry.down(key, now, { code: 'left' });
  }

  private tellDuplicate(minion: string, duplicate: boolean): void {
    const { log, store } = this.master;
    if (duplicate)
      log.warn(
        { minion },
        'two machines use the key of one minion; nothing that touches anything is sent there until only one is left',
      );
    else log.info({ minion }, 'only one machine uses the key of this minion now');
    store
      .write((tables) => {
        this.events.append(tables, 'minion/MINION/duplicate', { MINION: minion }, { found: duplicate });
        tables.audit.append({
          at: Date.now(),
          who: 'master',
          action: 'duplicate_identity',
          target: minion,
          outcome: duplicate ? 'found' : 'resolved',
        });
      })
      .catch((error: unknown) => log.error({ err: error, minion }, 'a duplicate identity was not written down'));
  }

  /** Half-open connections look alive to the server for a while, and a minion that hangs looks alive for ever. */
  private missTheSilent(): void {
    this.heartbeats.look();
    if (!this.master.bus.connected) return;
    const now = Date.now();
    for (const { key, minion, up } of this.registry.all()) {
      const silent = up ? this.heartbeats.silence(key) : undefined;
      if (silent === undefined) continue;
      this.master.log.info({ minion, silent: Math.round(silent) }, 'a minion is connected and says nothing');
      this.registry.down(key, now, { code: 'no-heartbeat', silent: Math.round(silent) });
    }
  }

  /** A new connection is not up yet: only the minion's own hello says that it listens. */
  @PresenceChange()
  connection({ account, event, key, at, reason }: PresenceEvent): void {
    if (account !== 'FLEET' || event !== 'disconnected') return;
    const known = this.registry.get(key);
    if (!known) return;
    this.master.log.debug({ minion: known.minion, reason }, 'minion disconnected');
    this.leaving.set(key, { at, reason: lostConnection(reason) });
    this.settleSoon();
  }

  private settleSoon(): void {
    this.asking ??= setTimeout(() => void this.settleLeaving(), askAfter);
  }

  /** A minion that came back over a new connection before the old one was given up is still here. */
  private async settleLeaving(): Promise<void> {
    const leaving = [...this.leaving];
    this.asking = undefined;
    let connected: ReadonlySet<string> = new Set();
    try {
      connected = new Set((await this.master.control.connections('FLEET')).map(({ key }) => key));
    } catch (error) {
      this.master.log.debug({ err: error }, 'the server does not say who is connected; its events stand');
    }
    for (const [key, left] of leaving) {
      // It has left again since, and is asked for again.
      if (this.leaving.get(key) !== left) continue;
      this.leaving.delete(key);
      if (!connected.has(key)) this.registry.down(key, left.at, left.reason);
    }
  }

  private async reconcile(): Promise<void> {
    try {
      const connected = new Set((await this.master.control.connections('FLEET')).map(({ key }) => key));
      const now = Date.now();
      for (const { key, up, reason } of this.registry.all()) {
        // Of one that is just leaving the server may say why at this moment.
        if (up && !connected.has(key) && !this.leaving.has(key))
          this.leaving.set(key, { at: now, reason: lostConnection() });
        // One that says nothing has to speak for itself.
        else if (!up && connected.has(key) && reason?.code !== 'no-heartbeat') this.registry.up(key, now);
      }
      if (this.leaving.size > 0) this.settleSoon();
    } catch (error) {
      this.master.log.warn({ err: error }, 'the server does not say who is connected');
    }
  }

  private checkedGrains(beat: Beat, key: string): string | undefined {
    if (beat.grains === undefined) return undefined;
    try {
      parseExact(beat.grains);
      return beat.grains;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.master.refusals.refused(
        key,
        'malformed',
        { minion: beat.minion, why: error.message },
        'a minion sent grains that cannot be read',
      );
      return undefined;
    }
  }
}

function lostConnection(says?: string): DownReason {
  return { code: 'connection', ...(says !== undefined && says !== '' && { says: says.slice(0, 200) }) };
}
