import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
} from 'class-validator';
import { longestRolloutStep, type RolloutGate, type RolloutRequest, type Share } from '@fleet/protocol';
import { isPlainObject, Nested } from '../bus/check-body.js';
import { TargetBody } from '../jobs/job-bodies.js';

const functionName = /^[a-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+$/;

class RolledCallBody implements Omit<RolloutRequest['call'], 'reveal'> {
  @Nested(TargetBody) readonly target!: TargetBody;
  @Matches(functionName, { message: 'function must be a name like state.apply' })
  @MaxLength(128)
  readonly function!: string;
  @IsString() @MaxLength(65_536) readonly args!: string;
  @IsString() @MaxLength(65_536) readonly kwargs!: string;
  @IsOptional() @IsInt() @Min(1) @Max(longestRolloutStep) readonly timeout?: number;
  @IsOptional() @IsBoolean() readonly confirmed?: boolean;
  @IsOptional() @IsArray() @ArrayMaxSize(100_000) @IsString({ each: true }) readonly confirmedMinions?: string[];
  @IsOptional() @IsBoolean() readonly destroy?: boolean;
}

export class RolloutRequestBody implements RolloutRequest {
  @Nested(RolledCallBody) readonly call!: RolledCallBody;
  @IsOptional()
  @Fits(isSizeOfWave, 'batch must be {count} of at least 1, or {percent} from 1 to 100')
  readonly batch?: Share;
  @IsOptional() @IsInt() @Min(1) @Max(100_000) readonly canary?: number;
  @IsOptional() @IsInt() @Min(0) @Max(longestRolloutStep) readonly wait?: number;
  @IsOptional()
  @Fits(isShare, 'maxFailures must be {count} of at least 0, or {percent} from 0 to 100')
  readonly maxFailures?: Share;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @Fits(areGates, 'gates must be functions, states or addresses')
  readonly gates?: RolloutGate[];
  @IsOptional() @IsInt() @Min(0) @Max(longestRolloutStep) readonly hold?: number;
  @IsOptional() @IsBoolean() readonly revert?: boolean;
  @IsBoolean() readonly watch!: boolean;
}

export class RolloutIdBody {
  @Matches(/^[0-9a-f]{10}$/, { message: 'id must have 10 hexadecimal digits' }) readonly id!: string;
}

export class RolloutPauseBody extends RolloutIdBody {
  @IsOptional() @Matches(/^[^\p{Cc}\p{Cf}]{1,200}$/u, { message: 'reason must be one line' }) readonly reason?: string;
}

export class RolloutAbortBody extends RolloutPauseBody {
  @IsOptional() @IsBoolean() readonly revert?: boolean;
}

export class RolloutListBody {
  @IsOptional() @IsInt() @Min(1) @Max(1000) readonly limit?: number;
  @IsOptional() @IsBoolean() readonly all?: boolean;
}

function Fits(validate: (value: unknown) => boolean, message: string): PropertyDecorator {
  return ValidateBy({ name: 'fits', validator: { validate, defaultMessage: () => message } });
}

function isShare(value: unknown): boolean {
  if (!isPlainObject(value) || Object.keys(value).length !== 1) return false;
  const { count, percent } = value;
  if (count !== undefined) return Number.isInteger(count) && (count as number) >= 0 && (count as number) <= 100_000;
  return typeof percent === 'number' && percent >= 0 && percent <= 100;
}

function isSizeOfWave(value: unknown): boolean {
  return isShare(value) && Object.values(value as Share)[0] !== 0;
}

function areGates(value: unknown): boolean {
  return Array.isArray(value) && value.every((gate) => isPlainObject(gate) && isGate(gate));
}

function isGate({ gate, ...rest }: Record<string, unknown>): boolean {
  const only = (...names: string[]): boolean => Object.keys(rest).every((name) => names.includes(name));
  const text = (name: string, most: number): boolean =>
    typeof rest[name] === 'string' && (rest[name] as string).length <= most;
  switch (gate) {
    case 'function':
      return (
        only('function', 'args', 'kwargs') &&
        text('function', 128) &&
        functionName.test(rest['function'] as string) &&
        text('args', 65_536) &&
        text('kwargs', 65_536)
      );
    case 'state':
      return only('sls') && (rest['sls'] === undefined || areNames(rest['sls']));
    case 'http':
      return only('url') && text('url', 2048) && /^https?:\/\/[^\s\p{Cc}]+$/u.test(rest['url'] as string);
    default:
      return false;
  }
}

function areNames(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= 100 &&
    value.every((name) => typeof name === 'string' && /^[\w.-]{1,200}$/.test(name))
  );
}
