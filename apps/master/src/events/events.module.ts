import { Module } from '@nestjs/common';
import { PresenceModule } from '../presence/presence.module.js';
import { EventLog } from './event-log.js';
import { EventsController } from './events.controller.js';

@Module({ imports: [PresenceModule], controllers: [EventsController], providers: [EventLog], exports: [EventLog] })
export class EventsModule {}
