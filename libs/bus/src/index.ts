export {
  BusError,
  NatsServerError,
  type AccountName,
  type Bus,
  type BusErrorCode,
  type BusHandler,
  type BusMessage,
  type BusOptions,
  type BusStatus,
  type BusSubscription,
  type BusTrouble,
  type ConsumeOptions,
  type ControlLink,
  type NatsProgram,
  type NatsServer,
  type NatsServerSettings,
  type PresenceEvent,
  type PublishedReturn,
  type ReturnMessage,
  type ReturnsConsumer,
  type SubscribeOptions,
  type Trust,
  type UserOrder,
  type UserRole,
} from './definition.js';
export { connectBus } from './connect.js';
export { createTrust, openTrust } from './trust.js';
export { connectControl } from './control.js';
export { natsServerConfig } from './nats-server-config.js';
export { findNatsProgram, startNatsServer } from './nats-server.js';
