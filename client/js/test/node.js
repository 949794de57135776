// node test/node.js < world.json: what failed, as JSON.
import { run } from './behaviour.js';

let world = '';
for await (const chunk of process.stdin) world += chunk;
console.log(JSON.stringify(await run(JSON.parse(world))));
