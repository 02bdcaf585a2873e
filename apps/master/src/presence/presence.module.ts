import { Module } from '@nestjs/common';
import { MinionRegistry } from './minion-registry.js';
import { PresenceController } from './presence.controller.js';

@Module({ controllers: [PresenceController], providers: [MinionRegistry], exports: [MinionRegistry] })
export class PresenceModule {}
