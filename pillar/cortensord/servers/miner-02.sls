# Layout A: the instances of this server, written where the server is. CHAINID is overridden for the whole server and once more
# for one instance.
cortensord:
  CHAINID: 9999
  instances:
    node_01:
      NODE_PRIVATE_KEY: '0x3333333333333333333333333333333333333333333333333333333333333333'
      LLM_WORKER_BASE_PORT: 8090
    node_03:
      NODE_PRIVATE_KEY: '0x4444444444444444444444444444444444444444444444444444444444444444'
      LLM_WORKER_BASE_PORT: 8093
      CHAINID: 5555
