export {
  composeProblem,
  openCompose,
  serviceProblem,
  type Compose,
  type ComposeAnswer,
  type ComposeRefusal,
  type ComposeService,
  type ComposeWish,
} from './compose.js';
export { containersOf, type Container } from './container.js';
export { askDocker, runDocker, whatWentWrong, withoutCredentials, type DockerAnswer } from './docker.js';
export { imageIds, shortId } from './image.js';
export { fullImageName, imageProblem, nameProblem } from './names.js';
export {
  projectContainers,
  projectState,
  serviceOf,
  whyNotHealthy,
  type ProjectState,
  type ServiceState,
} from './project.js';
export { asJson, inspected, jsonLines } from './rows.js';
export { networkWords, type NetworkWish } from './network.js';
