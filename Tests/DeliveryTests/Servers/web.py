"""An HTTP server whose path says how it answers. Prints its port, then each request as a line of JSON."""
import http.server
import json


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        print("request", json.dumps(
            {"path": self.path, "body": body.decode(), "headers": {k.lower(): v for k, v in self.headers.items()}},
            ensure_ascii=False), flush=True)
        what = self.path.split("?")[0].strip("/").split("/")
        if what[0] == "cut":
            self.close_connection = True
            return
        if what[0] == "silent":
            # Says nothing until the other side gives up.
            self.rfile.read(1)
            self.close_connection = True
            return
        answer = json.dumps({"errcode": int(what[1]), "errmsg": "words"}).encode() if what[0] == "errcode" else b"{}"
        self.send_response(int(what[1]) if what[0] == "status" else 200)
        if what[0] == "status" and what[1] == "302":
            self.send_header("Location", "/status/200")
        if what[0] == "status" and what[1] == "429":
            self.send_header("Retry-After", "7")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print("port", server.server_address[1], flush=True)
server.serve_forever()
