// A program of a vendor's that was made from the description alone.
import createClient from "openapi-fetch";
import type { paths } from "./activation.js";

declare const process: { env: Record<string, string> };

const client = createClient<paths>({
  baseUrl: process.env["PORTAL"]!,
  headers: { Authorization: `License ${process.env["KEY"]}` },
});

const activated = await client.POST("/licensing/v1/activations", {
  body: { identifier: "device-1", name: "A laptop" },
});
const activation = activated.data!.activation;

const validated = await client.POST("/licensing/v1/validations", { body: { identifier: "device-1" } });
const heartbeat = await client.POST("/licensing/v1/activations/{activationId}/heartbeat", {
  params: { path: { activationId: activation.id } },
});
const refused = await client.POST("/licensing/v1/license-files", {
  body: { activationId: "00000000-0000-0000-0000-000000000001" },
});

const used: number = validated.data!.license!.usedSlots;
console.log(
  JSON.stringify([
    activation.name,
    validated.data!.valid,
    validated.data!.code,
    used,
    heartbeat.response.status,
    refused.error!.status,
  ]),
);
