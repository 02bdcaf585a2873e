import { Module } from '@nestjs/common';
import { PresenceModule } from '../presence/presence.module.js';
import { ArtifactStore } from './artifact-store.js';
import { ArtifactsController } from './artifacts.controller.js';

@Module({ imports: [PresenceModule], controllers: [ArtifactsController], providers: [ArtifactStore] })
export class ArtifactsModule {}
