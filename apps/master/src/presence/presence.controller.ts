import { Controller, Inject, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { IsIn, IsOptional, IsString, MaxLength, IsInt, IsArray, Matches, ArrayMaxSize } from 'class-validator';
import type { PresenceEvent } from '@fleet/bus';
import type { Beat, Jid } from '@fleet/protocol';
import { parseExact } from '@fleet/values';
import type { Caller } from '../bus/caller.js';
import { MinionEvent, PresenceChange } from '../bus/handlers.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { MinionRegistry } from './minion-registry.js';

export class BeatBody implements Beat {
  @IsIn(['beat']) readonly kind!: 'beat';
  @IsIn([1]) readonly v!: 1;
  @IsIn(['hello', 'alive', 'goodbye']) readonly state!: Beat['state'];
  @IsString() @MaxLength(253) readonly minion!: string;
  @IsString() @MaxLength(64) readonly version!: string;
  @IsInt() readonly since!: number;
  @IsOptional() @IsString() @MaxLength(512 * 1024) readonly grains?: string;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @Matches(/^[0-9]{20}$/, { each: true })
  readonly running?: readonly Jid[];
}

/** Milliseconds. Events may be missed while the connection to the server is down; what the server says now settles it. */
const reconcileEvery = 30_000;
/** Milliseconds for which disconnections are gathered: a thousand minions that go at once cost one question. */
const askAfter = 30;

/** Who is up: what minions say, and what the server sees of their connections. */
@Controller()
export class PresenceController implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  /** Keys whose connection ended, and when. */
  private readonly leaving = new Map<string, number>();
  private asking: NodeJS.Timeout | undefined;

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.reconcile();
    this.timer = setInterval(() => void this.reconcile(), reconcileEvery);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    clearTimeout(this.asking);
  }

  @MinionEvent('beat', BeatBody)
  beat(beat: BeatBody, { key }: Caller): void {
    const now = Date.now();
    if (beat.state === 'goodbye') return this.registry.down(key, now);
    const known = this.registry.get(key);
    if (known && known.minion !== beat.minion) {
      // The key decides who it is; a machine that was renamed has to enrol again.
      this.master.refusals.refused(
        key,
        'false-name',
        { minion: known.minion, says: beat.minion },
        'a minion calls itself otherwise than its key was accepted for',
      );
    }
    const grains = this.checkedGrains(beat, key);
    this.registry.up(key, now, {
      version: beat.version,
      ...(grains !== undefined && { grains }),
      ...(beat.running && { running: beat.running }),
    });
  }

  /** A new connection is not up yet: only the minion's own hello says that it listens. */
  @PresenceChange()
  connection({ account, event, key, at, reason }: PresenceEvent): void {
    if (account !== 'FLEET' || event !== 'disconnected') return;
    const known = this.registry.get(key);
    if (!known) return;
    this.master.log.debug({ minion: known.minion, reason }, 'minion disconnected');
    this.leaving.set(key, at);
    this.asking ??= setTimeout(() => void this.settleLeaving(), askAfter);
  }

  /** A minion that came back over a new connection before the old one was given up is still here. */
  private async settleLeaving(): Promise<void> {
    const leaving = new Map(this.leaving);
    this.leaving.clear();
    this.asking = undefined;
    let connected: ReadonlySet<string> = new Set();
    try {
      connected = new Set((await this.master.control.connections('FLEET')).map(({ key }) => key));
    } catch (error) {
      this.master.log.debug({ err: error }, 'the server does not say who is connected; its events stand');
    }
    for (const [key, at] of leaving) if (!connected.has(key)) this.registry.down(key, at);
  }

  private async reconcile(): Promise<void> {
    try {
      const connected = new Set((await this.master.control.connections('FLEET')).map(({ key }) => key));
      const now = Date.now();
      for (const { key, up } of this.registry.all()) {
        if (up && !connected.has(key)) this.registry.down(key, now);
        else if (!up && connected.has(key)) this.registry.up(key, now);
      }
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
