// Asks the portal and checks the answer by RFC 9421, RFC 9530 and docs/protocol.md. Shares nothing with the portal.
// node ask-and-verify.cjs BASE METHOD TARGET KEY BODY [KEY THAT WAS MEANT]; exits with 0 if the answer proves itself.
const { createHash, createPublicKey, verify } = require('node:crypto');
const [base, method, target, key, body, meant] = process.argv.slice(2);
const sha256 = data => createHash('sha256').update(data).digest();
const field = digest => `sha-256=:${digest.toString('base64')}:`;
const fail = why => { console.error(why); process.exit(1); };

(async () => {
  const jwks = await (await fetch(base + '/licensing/v1/keys')).json();
  const answer = await fetch(base + target, {
    method,
    headers: { ...(key && { authorization: `License ${key}` }), ...(body && { 'content-type': 'application/json' }) },
    body: body || undefined,
  });
  const content = Buffer.from(await answer.arrayBuffer());
  const question = ['portal-question/v1', method, target,
    sha256(meant ?? key).toString('base64url'), sha256(body).toString('base64url')].join('\n');
  if (answer.headers.get('question-digest') !== field(sha256(question))) fail('another question');
  if (answer.headers.get('content-digest') !== field(sha256(content))) fail('another content');
  const input = /^sig1=(\((.*)\);.*keyid="([^"]+)".*)$/.exec(answer.headers.get('signature-input')) ?? fail('not signed');
  const covered = input[2].split(' ').map(name => name.slice(1, -1));
  for (const name of ['@status', 'content-digest', 'date', 'question-digest'])
    if (!covered.includes(name)) fail(`${name} is not covered`);
  const value = name => name === '@status' ? answer.status : answer.headers.get(name);
  const signed = [...covered.map(name => `"${name}": ${value(name)}`), `"@signature-params": ${input[1]}`].join('\n');
  const jwk = jwks.keys.find(candidate => candidate.kid === input[3]) ?? fail('unknown key');
  const signature = Buffer.from(/^sig1=:(.*):$/.exec(answer.headers.get('signature'))[1], 'base64');
  if (!verify(null, Buffer.from(signed), createPublicKey({ key: jwk, format: 'jwk' }), signature)) fail('not ours');
  process.exit(0);
})().catch(error => fail(error.stack));
