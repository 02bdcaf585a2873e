import { Module } from '@nestjs/common';
import { PresenceModule } from '../presence/presence.module.js';
import { StatusController } from './status.controller.js';

@Module({ imports: [PresenceModule], controllers: [StatusController] })
export class StatusModule {}
