import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { contexts, signText } from '@fleet/identity';
import { subjects, type Notice } from '@fleet/protocol';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';

/** Milliseconds for which a notice is good. */
const noticeLifetime = 60_000;
/** Milliseconds of the server and of ours for each minion that renews its credentials. */
const renewalPace = 5;
/** Milliseconds after which a server that could not be told to let go of keys is told again. */
const letGoAgain = 60_000;
/** The longest that one timer of Node can wait. */
const longestTimer = 2 ** 31 - 1;

/** Takes up keys that were replaced in the folder while the master runs, and lets go of replaced ones when their time is over. */
@Injectable()
export class KeyChanges implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  /** What was taken up last, by all whom it concerns: what failed half-way is finished the next time. */
  private taken: { readonly serial: number; readonly signing: ReadonlySet<string> };

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
  ) {
    this.taken = this.present();
  }

  onApplicationBootstrap(): void {
    this.letGoInTime();
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  /**
   * The server hears of new role keys first, then the master signs with the new ones, then minions are told. One that is not here asks by
   * itself when it meets a key that it does not know.
   * @throws TrustUnusable, BusError
   */
  async takeUp(): Promise<void> {
    const { trust, control, bus, registrar, log } = this.master;
    const { serial, signing } = this.taken;
    await trust.reload();
    await control.pushAccounts();
    const rolesChanged = trust.roles.some(({ key }) => !signing.has(key));
    // Our own connections still stand on the keys of before.
    if (rolesChanged) for (const own of [bus, registrar]) await own.reconnect();
    if (trust.keyset.serial !== serial) this.tellAll('refresh-keyset');
    if (rolesChanged) this.tellAll('renew');
    this.taken = this.present();
    log.info({ serial: trust.keyset.serial, rolesChanged }, 'keys were taken up from the folder');
    this.letGoInTime();
  }

  private present(): KeyChanges['taken'] {
    const { keyset, roles } = this.master.trust;
    return { serial: keyset.serial, signing: new Set(roles.map(({ key }) => key)) };
  }

  private tellAll(notice: Notice['notice']): void {
    const { bus, trust } = this.master;
    const issued = Date.now();
    const here = this.registry.all().filter(({ up }) => up);
    for (const { key } of here) {
      const message: Notice = {
        kind: 'notice',
        v: 1,
        issued,
        expires: issued + noticeLifetime,
        audience: { minion: key },
        notice,
        // A minion that renews makes a new connection; thousands of them at one moment would be a rush.
        ...(notice === 'renew' && { within: here.length * renewalPace }),
      };
      bus.publish(subjects.commandOne(key), signText(trust.commandSigner, contexts.notice, JSON.stringify(message)));
    }
  }

  /** The account is pushed without a replaced key as soon as that is past its time; the server drops whoever still stands on it. */
  private letGoInTime(): void {
    clearTimeout(this.timer);
    const now = Date.now();
    const next = Math.min(...this.master.trust.roles.flatMap(({ until = 0 }) => (until >= now ? [until] : [])));
    if (next === Infinity) return;
    this.letGoIn(Math.min(next - now + 1_000, longestTimer));
  }

  private letGoIn(delay: number): void {
    this.timer = setTimeout(() => {
      this.master.control.pushAccounts().then(
        () => this.letGoInTime(),
        (error: unknown) => {
          this.master.log.error({ err: error }, 'replaced keys were not taken from the bus yet');
          this.letGoIn(letGoAgain);
        },
      );
    }, delay);
    this.timer.unref();
  }
}
