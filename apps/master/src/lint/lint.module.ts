import { Module } from '@nestjs/common';
import { LintController } from './lint.controller.js';

@Module({ controllers: [LintController] })
export class LintModule {}
