import { Controller, Inject } from '@nestjs/common';
import { IsInt, Matches, Min } from 'class-validator';
import { contexts, readKeyset, signText, verifyEnrolRequest } from '@fleet/identity';
import type { EnrolAnswer, MinionServices, RenewedCredentials } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { EnrolmentRequest, MinionService } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { LoginDesk } from '../operators/login-desk.js';
import { AdmissionDesk } from './admission-desk.js';

class RenewBody {
  @Matches(/^[A-Za-z0-9_-]{22}$/) readonly nonce!: string;
}

class KeysetBody {
  @IsInt() @Min(0) readonly after!: number;
}

@Controller()
export class EnrolmentController {
  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly desk: AdmissionDesk,
    private readonly registry: MinionRegistry,
    private readonly logins: LoginDesk,
  ) {}

  @EnrolmentRequest()
  enrol(body: unknown, caller: Caller): Promise<EnrolAnswer> {
    if ((body as { kind?: unknown } | null)?.kind === 'login') return this.logins.login(caller.key, body);
    const verdict = verifyEnrolRequest(body);
    if (!verdict.ok) return refuse('malformed', `the request to enrol is not valid: ${verdict.reason}`);
    return this.desk.enrol(caller, verdict.request);
  }

  /** Keysets are no secret: whoever asks may know whom to believe. */
  @MinionService('keyset', KeysetBody)
  keyset({ after }: KeysetBody): MinionServices['keyset']['answer'] {
    return { keysets: this.master.trust.keysets.filter((signed) => (readKeyset(signed)?.serial ?? 0) > after) };
  }

  /** Signed, because a minion keeps it on disk: with a JWT of somebody else's making it would never come back. */
  @MinionService('renew', RenewBody)
  renew({ nonce }: RenewBody, { key }: Caller): MinionServices['renew']['answer'] {
    const minion = this.registry.get(key);
    if (!minion) return refuse('not-allowed', 'this key is not accepted');
    const { trust, store } = this.master;
    const answer: RenewedCredentials = { minion: key, nonce, epoch: store.meta.epoch, jwt: this.desk.mint(minion) };
    return signText(trust.commandSigner, contexts.renewal, JSON.stringify(answer));
  }
}
