import { Module } from '@nestjs/common';
import { PresenceModule } from '../presence/presence.module.js';
import { EventQueries } from './event-queries.js';
import { EventWatching } from './event-watching.js';
import { EventsController } from './events.controller.js';

@Module({ imports: [PresenceModule], controllers: [EventsController], providers: [EventQueries, EventWatching] })
export class EventsModule {}
