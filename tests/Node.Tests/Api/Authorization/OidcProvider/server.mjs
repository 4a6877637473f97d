// An organisation's authorisation server: oidc-provider with client credentials, private_key_jwt and JWT access tokens for a
// resource. Reads one line of JSON from standard input ({ "client": {...}, "scopes": "...", "claims": {...} }), prints its
// issuer, and ends with its input.
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

const lines = createInterface({ input: process.stdin });
lines.once('line', (line) => {
  const setup = JSON.parse(line);
  const server = createServer();
  server.listen(0, '127.0.0.1', () => {
    const issuer = `http://127.0.0.1:${server.address().port}`;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const provider = new Provider(issuer, {
      clients: [{
        ...setup.client,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        token_endpoint_auth_method: 'private_key_jwt',
      }],
      clientAuthMethods: ['private_key_jwt'],
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'provider-1', use: 'sig', alg: 'RS256' }] },
      extraTokenClaims: () => setup.claims,
      scopes: setup.scopes.split(' '),
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: (_context, resource) => ({
            scope: setup.scopes,
            audience: resource,
            accessTokenTTL: setup.seconds,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'RS256' } },
          }),
        },
      },
    });
    server.on('request', provider.callback());
    console.log(issuer);
  });
});
lines.once('close', () => process.exit(0));
