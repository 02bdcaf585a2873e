import { Controller, Inject } from '@nestjs/common';
import { IsInt, Min } from 'class-validator';
import { readKeyset, verifyEnrolRequest } from '@fleet/identity';
import type { EnrolAnswer, MinionServices } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { EnrolmentRequest, MinionService } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { LoginDesk } from '../operators/login-desk.js';
import { AdmissionDesk } from './admission-desk.js';

class RenewBody {}

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

  @MinionService('renew', RenewBody)
  renew(_ask: RenewBody, { key }: Caller): MinionServices['renew']['answer'] {
    const minion = this.registry.get(key);
    return minion ? { jwt: this.desk.mint(minion) } : refuse('not-allowed', 'this key is not accepted');
  }
}
