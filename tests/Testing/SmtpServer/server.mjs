// A mail server that keeps what it is given: smtp-server. Reads one line of JSON from standard input
// ({ "tls": "none|starttls|implicit", "key", "cert", "user", "password", "refuse": "words", "refusedTo": "address" }), prints its port, then one line of JSON
// for each letter, and ends with its input.
import { createInterface } from 'node:readline';
import { SMTPServer } from 'smtp-server';

const lines = createInterface({ input: process.stdin });
lines.once('line', (line) => {
  const setup = JSON.parse(line);
  const disabled = [...(setup.tls === 'starttls' ? [] : ['STARTTLS']), ...(setup.user ? [] : ['AUTH'])];
  const server = new SMTPServer({
    secure: setup.tls === 'implicit',
    key: setup.key,
    cert: setup.cert,
    disabledCommands: disabled,
    authOptional: !setup.user,
    disableReverseLookup: true,
    onAuth(auth, _session, done) {
      done(auth.username === setup.user && auth.password === setup.password ? null : new Error('wrong'), { user: auth.username });
    },
    onRcptTo(address, _session, done) {
      done(setup.refuse && (!setup.refusedTo || setup.refusedTo === address.address) ? Object.assign(new Error(setup.refuse), { responseCode: 550 }) : null);
    },
    onData(stream, session, done) {
      const parts = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('end', () => {
        console.log(JSON.stringify({
          from: session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map((receiver) => receiver.address),
          secure: session.secure,
          user: session.user ?? null,
          data: Buffer.concat(parts).toString('latin1'),
        }));
        done();
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1', () => console.log(server.server.address().port));
});
lines.once('close', () => process.exit(0));
