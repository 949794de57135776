// One of the vendor's other services, in Node: npm install && node subscriber.js amqp://sub.NAME:password@host:port
// `portalctl subscriber create NAME` prints the address. An event may come twice, under the same message id.
const amqp = require('amqplib');

const exchanges = ['portal.activations.v1.activation-created', 'portal.activations.v1.activation-deactivated'];

async function main(broker) {
  // The user may have queues whose names begin with its own.
  const queue = `${new URL(broker).username}.sample-node`;
  const connection = await amqp.connect(broker);
  const channel = await connection.createChannel();
  await channel.prefetch(32);
  await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  // The portal declares its exchanges when it starts: nobody else needs the right to.
  for (const exchange of exchanges) {
    await channel.bindQueue(queue, exchange, '');
  }
  await channel.consume(queue, (message) => {
    const event = JSON.parse(message.content.toString('utf8'));
    console.log(message.properties.headers.cloudEvents_type, message.properties.messageId, event);
    channel.ack(message);
  });
  console.log('Listening; Ctrl-C ends it.');
  process.once('SIGINT', () => connection.close());
}

if (process.argv.length !== 3) {
  console.error('usage: node subscriber.js amqp://sub.NAME:password@host:port');
  process.exit(2);
}
main(process.argv[2]).catch((problem) => {
  console.error(problem.message);
  process.exit(1);
});
