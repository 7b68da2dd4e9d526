"""A mail server that does what the recipient's name asks for. Prints its port, then one line for each mail it has.

mail.py FOLDER SECURITY [CERTIFICATE KEY] [USER PASSWORD]
  nobody@…  550 to RCPT       grey@…   451 to RCPT the first time
  later@…   451 to the mail   never@…  554 to the mail
  lost@…    the connection ends after the final dot      dies@…  the server ends in the middle of DATA
"""
import asyncio
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, security = sys.argv[1:3]
context = None
if security != "none":
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(sys.argv[3], sys.argv[4])
login = sys.argv[5:7]
seen = set()
count = sum(name.endswith(".eml") for name in os.listdir(folder))


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "nobody":
            return "550 5.1.1 no such user"
        if name == "grey" and address not in seen:
            seen.add(address)
            return "451 4.7.1 greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        global count
        names = [address.split("@")[0] for address in envelope.rcpt_tos]
        if "later" in names:
            return "451 4.3.0 try later"
        if "never" in names:
            return "554 5.6.0 not this"
        count += 1
        with open(f"{folder}/{count}.eml", "wb") as file:
            file.write(envelope.original_content)
        print("mail", count, *envelope.rcpt_tos, flush=True)
        if "lost" in names:
            server.transport.abort()
        return f"250 OK queued as {count}"


class Server(SMTP):
    async def smtp_DATA(self, argument):
        if any(address.startswith("dies@") for address in self.envelope.rcpt_tos):
            await self.push("354 go on")
            await self._reader.read(1000)
            os._exit(1)
        await SMTP.smtp_DATA(self, argument)


def authenticate(server, session, envelope, mechanism, data):
    given = [data.login.decode(), data.password.decode()]
    return AuthResult(success=given == login, handled=False)


def make():
    return Server(
        Handler(), tls_context=context if security == "starttls" else None, require_starttls=security == "starttls",
        authenticator=authenticate if login else None, auth_required=bool(login),
        auth_require_tls=security == "starttls", data_size_limit=1 << 28)


async def main():
    # PORT: the one that it had before it was ended.
    server = await asyncio.get_running_loop().create_server(
        make, "127.0.0.1", int(os.environ.get("PORT", "0")), reuse_address=True,
        ssl=context if security == "tls" else None)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
