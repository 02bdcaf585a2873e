# The registry of the fleet's nodes (layout B). A minion receives only the entries that its server file assigns to it.
# Quote keys: an unquoted 0x… is a number to YAML, and is refused here because it would lose digits.
cortensord_nodes:
  node_01:
    NODE_PRIVATE_KEY: '0x1111111111111111111111111111111111111111111111111111111111111111'
    LLM_WORKER_BASE_PORT: 8090
    WS_PORT_ROUTER: 9001
  node_02:
    NODE_PRIVATE_KEY: '0x2222222222222222222222222222222222222222222222222222222222222222'
    LLM_WORKER_BASE_PORT: 8091
    WS_PORT_ROUTER: 9002
