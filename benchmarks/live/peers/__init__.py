"""What is measured beside ours, each as its own documentation starts it."""

from benchmarks.live.peers.channels import Channels
from benchmarks.live.peers.relay import Relay
from benchmarks.live.peers.yjs import Hocuspocus, YWebsocket
from benchmarks.live.systems import System

__all__ = ["PEERS", "Channels", "Hocuspocus", "Relay", "YWebsocket"]

PEERS: dict[str, System] = {peer.name: peer for peer in (Relay(), Hocuspocus(), YWebsocket(), Channels())}
