beacon:
  lookup:
    log:
      keep: 30
  version: 1:2.10-3
  sources:
    switches: [id, role, os_family]
    files:
      beacon-config-file: [site.conf.jinja]
  config:
    limits: {hard: 8192}
    wei: 115792089237316195423570985008687907853269984665640564039457584007913129639935
  instances:
    relay:
      ports: [8601, 8602]
      file: {mode: '0640', backup: minion}
    edge: {}
