import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditHeads } from './audit-head.js';

@Module({ controllers: [AuditController], providers: [AuditHeads] })
export class AuditModule {}
