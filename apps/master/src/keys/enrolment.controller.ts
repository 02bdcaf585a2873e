import { Controller } from '@nestjs/common';
import { verifyEnrolRequest } from '@fleet/identity';
import type { EnrolAnswer, MinionServices } from '@fleet/protocol';
import type { Caller } from '../bus/caller.js';
import { EnrolmentRequest, MinionService } from '../bus/handlers.js';
import { refuse } from '../bus/refusal.js';
import { MinionRegistry } from '../presence/minion-registry.js';
import { AdmissionDesk } from './admission-desk.js';

class RenewBody {}

@Controller()
export class EnrolmentController {
  constructor(
    private readonly desk: AdmissionDesk,
    private readonly registry: MinionRegistry,
  ) {}

  @EnrolmentRequest()
  enrol(body: unknown, { key: token }: Caller): Promise<EnrolAnswer> {
    const verdict = verifyEnrolRequest(body);
    if (!verdict.ok) return refuse('malformed', `the request to enrol is not valid: ${verdict.reason}`);
    return this.desk.enrol(token, verdict.request);
  }

  @MinionService('renew', RenewBody)
  renew(_ask: RenewBody, { key }: Caller): MinionServices['renew']['answer'] {
    const minion = this.registry.get(key);
    return minion ? { jwt: this.desk.mint(minion) } : refuse('not-allowed', 'this key is not accepted');
  }
}
