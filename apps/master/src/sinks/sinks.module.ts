import { Module } from '@nestjs/common';
import { Sinks } from './sinks.js';
import { SinksController } from './sinks.controller.js';

@Module({ controllers: [SinksController], providers: [Sinks] })
export class SinksModule {}
