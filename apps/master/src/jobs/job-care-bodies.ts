import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import {
  jobOutcomes,
  longestQueued,
  type Jid,
  type JobListAsk,
  type JobOutcome,
  type JobRerunAsk,
} from '@fleet/protocol';
import { JobIdBody } from './job-bodies.js';

export class JobListBody implements JobListAsk {
  @IsOptional() @IsInt() @Min(1) @Max(10_000) readonly limit?: number;
  @IsOptional() @IsString() @MaxLength(128) readonly function?: string;
  @IsOptional() @IsString() @MaxLength(256) readonly operator?: string;
  @IsOptional() @IsInt() @Min(0) readonly since?: number;
  @IsOptional() @IsInt() @Min(0) readonly until?: number;
  @IsOptional() @IsIn(jobOutcomes) readonly outcome?: JobOutcome;
  @IsOptional() @IsString() @MaxLength(253) readonly minion?: string;
  @IsOptional() @Matches(/^[0-9]{20}$/, { message: 'before must have 20 digits' }) readonly before?: Jid;
  @IsOptional() @IsBoolean() readonly gates?: boolean;
}

export class JobRerunBody extends JobIdBody implements JobRerunAsk {
  @IsOptional() @IsBoolean() readonly failed?: boolean;
  @IsOptional() @IsInt() @Min(1) @Max(7 * 24 * 3_600_000) readonly timeout?: number;
  @IsOptional() @IsBoolean() readonly queue?: boolean;
  @IsOptional() @IsInt() @Min(1000) @Max(longestQueued) readonly expires?: number;
  @IsBoolean() readonly watch!: boolean;
  @IsOptional() @IsBoolean() readonly confirmed?: boolean;
  @IsOptional() @IsArray() @ArrayMaxSize(100_000) @IsString({ each: true }) readonly confirmedMinions?: string[];
  @IsOptional() @IsBoolean() readonly destroy?: boolean;
}

export class JobKillBody extends JobIdBody {
  @IsOptional()
  @Matches(/^[A-Z0-9]{1,12}$/, { message: 'signal must be a name such as TERM, or a number' })
  readonly signal?: string;
}

export class JobRunningBody {
  @IsOptional() @IsString() @MaxLength(253) readonly minions?: string;
}
