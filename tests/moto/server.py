"""moto's server on a free loopback port: prints its URL, and ends when its standard input does."""

import logging
import sys

try:
    from moto.core.config import default_user_config
    from moto.server import ThreadedMotoServer
except ModuleNotFoundError as error:
    if error.name != "moto":
        raise
    sys.exit(3)

# Functions answer without being run, since running them takes Docker.
default_user_config["lambda"] = {"use_docker": False}
# One line for each request is too many.
logging.getLogger("werkzeug").setLevel(logging.ERROR)

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print("http://{}:{}".format(*server.get_host_and_port()))
# Nobody reads on.
sys.stdout = sys.stderr
sys.stdin.read()
