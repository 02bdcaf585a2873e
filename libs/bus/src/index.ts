export {
  BusError,
  type Bus,
  type BusErrorCode,
  type BusHandler,
  type BusMessage,
  type BusOptions,
  type BusStatus,
  type BusSubscription,
  type BusTrouble,
  type ConsumeOptions,
  type LastingBus,
  type PublishedReturn,
  type ReturnMessage,
  type ReturnsConsumer,
  type StreamMessage,
  type SubscribeOptions,
} from './definition.js';
export {
  NatsServerError,
  type AccountName,
  type ControlLink,
  type MintedLifetimes,
  type NatsProgram,
  type NatsServer,
  type NatsServerSettings,
  type PresenceEvent,
  type RoleKey,
  type Trust,
  type UserOrder,
  type UserRole,
} from './trust-definition.js';
export { longestAnswer } from './answer-parts.js';
export { parseBody } from './body.js';
export { connectBus } from './connect.js';
export { connectLastingBus } from './lasting-bus.js';
export { freePort } from './free-port.js';
export { startScratchBus, type ScratchBus } from './scratch-bus.js';
export { createTrust, openTrust } from './trust.js';
export {
  createServerAuthority,
  serverCertificate,
  serverTrust,
  type ServerCertificate,
} from './server-certificates.js';
export { TrustUnusable } from './trust-files.js';
export { rotateKeys, rotations, upgradeKeys, type Rotation, type RotationOptions } from './rotation.js';
export { connectControl, type ControlOptions } from './control.js';
export { isLoopback, natsServerConfig } from './nats-server-config.js';
export { isSafeVersion } from './nats-versions.js';
export { findNatsProgram, startNatsServer, type StartOptions } from './nats-server.js';
export { watchServerLog, type ServerLog } from './server-log.js';
export { readServerRefusal, type ServerRefusal } from './server-refusal.js';
