import { Module } from '@nestjs/common';
import { PresenceModule } from '../presence/presence.module.js';
import { HealthController } from './health.controller.js';
import { NamesController } from './names.controller.js';
import { StatusController } from './status.controller.js';

@Module({ imports: [PresenceModule], controllers: [StatusController, HealthController, NamesController] })
export class StatusModule {}
