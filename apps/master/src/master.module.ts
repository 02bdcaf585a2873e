import { Module, type DynamicModule } from '@nestjs/common';
import { ArtifactsModule } from './artifacts/artifacts.module.js';
import { AuditModule } from './audit/audit.module.js';
import { EventsModule } from './events/events.module.js';
import { FilesModule } from './files/files.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { KeysModule } from './keys/keys.module.js';
import { LintModule } from './lint/lint.module.js';
import { OperatorsModule } from './operators/operators.module.js';
import { PillarModule } from './pillar/pillar.module.js';
import { PresenceModule } from './presence/presence.module.js';
import { RuntimeModule } from './runtime/runtime.module.js';
import type { MasterRuntime } from './runtime/runtime.js';
import { SinksModule } from './sinks/sinks.module.js';
import { StatusModule } from './status/status.module.js';

@Module({
  imports: [
    PresenceModule,
    OperatorsModule,
    AuditModule,
    KeysModule,
    FilesModule,
    PillarModule,
    JobsModule,
    EventsModule,
    SinksModule,
    ArtifactsModule,
    LintModule,
    StatusModule,
  ],
})
export class MasterModule {
  static with(master: MasterRuntime): DynamicModule {
    return { module: MasterModule, imports: [RuntimeModule.with(master)] };
  }
}
