# vim: ft=sls

include:
  - .package
  - .config
  - .service

extend:
  beacon-config-file:
    file:
      - require:
        - pkg: beacon-package
      - mode: '0600'
  beacon-service:
    service:
      - watch:
        - sls: beacon.config.instances
