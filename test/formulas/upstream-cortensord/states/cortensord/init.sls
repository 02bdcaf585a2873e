include:
  - .install
  - .unit
  - .config
  - .warmup
  - .service
  - .logrotate
