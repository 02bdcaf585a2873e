# The registry of the fleet's nodes (layout B). A minion receives only the entries that its server file assigns to it.
# Quote keys: an unquoted 0x… is a number to YAML, and is refused here because it would lose digits.
cortensord_nodes:
  # Ephemeral nodes: nothing to say but the key. Ports count up by themselves; these two name theirs.
  node_01:
    NODE_PRIVATE_KEY: '0x1111111111111111111111111111111111111111111111111111111111111111'
    LLM_WORKER_BASE_PORT: 8090
    WS_PORT_ROUTER: 9001
  node_02:
    NODE_PRIVATE_KEY: '0x2222222222222222222222222222222222222222222222222222222222222222'
    LLM_WORKER_BASE_PORT: 8091
    WS_PORT_ROUTER: 9002
  # A dedicated node: serves these sessions only, with an engine of its own at LLM_HOST and LLM_PORT. An image may be pinned.
  dedicated_01:
    NODE_PRIVATE_KEY: '0x5555555555555555555555555555555555555555555555555555555555555555'
    ENABLE_DEDICATED_NODE: 1
    DEDICATED_NODE_AUTHORIZED_SESSIONS: '10,11,12'
    LLM_HOST: 127.0.0.1
    LLM_PORT: 8190
    LLM_CONTAINER_IMAGE: ''
    LLM_OPTION_GPU: 1
  # A router: miners elsewhere reach it at ROUTER_EXTERNAL_IP, and it listens at WS_PORT_ROUTER.
  router_01:
    NODE_PRIVATE_KEY: '0x6666666666666666666666666666666666666666666666666666666666666666'
    AGENT_ROLE: routerv1
    WS_HOST_ROUTER: 0.0.0.0
    WS_PORT_ROUTER: 9001
    ROUTER_EXTERNAL_IP: 192.0.2.21
    ROUTER_REST_BIND_PORT: 5010
