// An organisation's authorisation server: oidc-provider with client credentials, private_key_jwt and JWT access tokens for a
// resource; and, where "people" are given, their sign-in by code flow with PKCE. Reads one line of JSON from standard input
// ({ "client": {...}, "scopes": "...", "claims": {...}, "web": {...}, "people": { "id": {...claims} } }), prints its issuer, and ends with its input.
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
      clients: setup.web ? [{ ...setup.web, grant_types: ['authorization_code'], response_types: ['code'], token_endpoint_auth_method: 'client_secret_post' }] : [{
        ...setup.client,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        token_endpoint_auth_method: 'private_key_jwt',
      }],
      clientAuthMethods: setup.web ? ['client_secret_post'] : ['private_key_jwt'],
      ...(setup.people ? people(setup.people) : {}),
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'provider-1', use: 'sig', alg: 'RS256' }] },
      extraTokenClaims: () => setup.claims,
      scopes: setup.people ? ['openid', 'profile', 'email'] : setup.scopes.split(' '),
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: !setup.people },
        rpInitiatedLogout: { enabled: !!setup.people, logoutSource: (context, form) => { context.body = `<!doctype html><title>Sign out</title>${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Yes</button>`; } },
        resourceIndicators: {
          enabled: !setup.people,
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
    const answer = provider.callback();
    server.on('request', (request, response) => (setup.people && request.url.startsWith('/interaction/') ? signIn(provider, setup.people, request, response) : answer(request, response)));
    console.log(issuer);
  });
});
lines.once('close', () => process.exit(0));

function people(known) {
  return {
    acrValues: [...new Set(Object.values(known).map((person) => person.acr))],
    claims: { openid: ['sub'], profile: ['name', 'groups'], email: ['email'], acr: null },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...known[id] }) }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    cookies: { keys: ['for tests'] },
  };
}

// A page with the people's names; whoever is chosen has signed in.
async function signIn(provider, known, request, response) {
  const url = new URL(request.url, 'http://provider');
  const as = url.searchParams.get('as');
  if (as) {
    await provider.interactionFinished(request, response, { login: { accountId: as, acr: known[as].acr, remember: false } });
    return;
  }

  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><title>Sign in</title>${Object.entries(known).map(([id, person]) => `<p><a href="?as=${id}">${person.name}</a></p>`).join('')}`);
}
