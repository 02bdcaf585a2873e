# cortensord, complete: fleetctl '*' state.apply cortensord
include:
  - .install
  - .unit
  - .config
  - .warmup
  - .service
  - .logrotate
