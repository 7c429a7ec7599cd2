// A provider of identity in the shape of ProConnect: a certified library, agents of the tests, answers about people as signed texts.
// It listens on a free port of this machine, writes its address on the standard output, and ends when its standard input closes.
// `POST /agent` says who sits at the browser from now on; an agent who refuses gives up at the provider.

import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [pages] = process.argv.slice(2);
const SCOPES = ["given_name", "usual_name", "email", "siret"];

let agent = { sub: "nobody" };
let provider;
const server = createServer((request, response) => answer(request, response).catch((error) => failed(response, error)));
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  provider = new Provider(issuer, configuration());
  console.log(issuer);
});
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));

function configuration() {
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  return {
    jwks: { keys: [{ ...key, use: "sig", alg: "RS256", kid: "first" }] },
    cookies: { keys: [randomBytes(32).toString("hex")] },
    clients: [
      {
        client_id: "pacte",
        client_secret: "un secret partage par les essais seulement",
        token_endpoint_auth_method: "client_secret_post",
        redirect_uris: [`${pages}/connexion/service/retour`],
        post_logout_redirect_uris: [`${pages}/deconnexion/service`],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        id_token_signed_response_alg: "RS256",
        userinfo_signed_response_alg: "RS256",
      },
    ],
    scopes: ["openid", ...SCOPES],
    claims: { openid: ["sub"], amr: null, ...Object.fromEntries(SCOPES.map((scope) => [scope, [scope]])) },
    acrValues: ["eidas1"],
    pkce: { methods: ["S256"], required: () => true },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      jwtUserinfo: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: (context, form) => { context.body = form; } },
    },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...agent, sub }) }),
    loadExistingGrant: granted,
  };
}

// An agent is asked nothing: what the installation may know was agreed with whoever runs the provider.
async function granted(context) {
  const { client, session } = context.oidc;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(["openid", ...SCOPES].join(" "));
  grant.addOIDCClaims(["amr"]);
  await grant.save();
  return grant;
}

async function answer(request, response) {
  if (request.method === "POST" && request.url === "/agent") {
    agent = JSON.parse(await body(request));
    return void response.writeHead(204).end();
  }
  if (request.url.startsWith("/interaction/")) {
    const result = agent.refuses
      ? { error: "access_denied", error_description: "the agent gave up" }
      : { login: { accountId: agent.sub, acr: "eidas1", amr: agent.amr } };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  return provider.callback()(request, response);
}

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

function failed(response, error) {
  console.error(error);
  response.writeHead(500).end();
}
