"""Passes connections on to another port, and cuts one of them. Prints its port, then a line for each cut.

cut.py PORT FILE
The file says what becomes of the next connections: `up N` cuts one when N bytes went to the server, `down N` when N
bytes came back from it; after the cut, and without a file, all goes through.
"""
import os
import socket
import struct
import sys
import threading

target, rule = int(sys.argv[1]), sys.argv[2]
lock = threading.Lock()


class Cut:
    """One connection, and how much of it goes through."""

    def __init__(self, near, far):
        self.ends = (near, far)
        self.way, self.left = "", 0
        with lock:
            if os.path.exists(rule):
                self.way, number = open(rule).read().split()
                self.left = int(number)

    def end(self):
        for end in self.ends:
            # Nothing that is still on its way arrives.
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()

    def pump(self, way, source, sink):
        try:
            while piece := source.recv(1024 if self.way else 65536):
                if self.way == way and len(piece) >= self.left:
                    sink.sendall(piece[:self.left])
                    with lock:
                        if os.path.exists(rule):
                            os.remove(rule)
                    print("cut", way, flush=True)
                    return self.end()
                if self.way == way:
                    self.left -= len(piece)
                sink.sendall(piece)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass


listener = socket.create_server(("127.0.0.1", 0))
print("port", listener.getsockname()[1], flush=True)
while True:
    near, _ = listener.accept()
    try:
        far = socket.create_connection(("127.0.0.1", target))
    except OSError:
        near.close()
        continue
    cut = Cut(near, far)
    threading.Thread(target=cut.pump, args=("up", near, far), daemon=True).start()
    threading.Thread(target=cut.pump, args=("down", far, near), daemon=True).start()
