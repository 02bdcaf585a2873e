import { Module } from '@nestjs/common';
import { OperatorsModule } from '../operators/operators.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { AdmissionDesk } from './admission-desk.js';
import { EnrolmentController } from './enrolment.controller.js';
import { KeyChanges } from './key-changes.js';
import { KeyDecisions } from './key-decisions.js';
import { KeysController } from './keys.controller.js';
import { SpentTokens } from './spent-tokens.js';

@Module({
  imports: [PresenceModule, OperatorsModule],
  controllers: [KeysController, EnrolmentController],
  providers: [KeyDecisions, AdmissionDesk, KeyChanges, SpentTokens],
})
export class KeysModule {}
