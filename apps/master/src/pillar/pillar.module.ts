import { Module } from '@nestjs/common';
import { PresenceModule } from '../presence/presence.module.js';
import { PillarCompiler } from './pillar-compiler.js';
import { PillarController } from './pillar.controller.js';

@Module({
  imports: [PresenceModule],
  controllers: [PillarController],
  providers: [PillarCompiler],
  exports: [PillarCompiler],
})
export class PillarModule {}
