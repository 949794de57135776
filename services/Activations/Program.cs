using Portal.Activations;
using Portal.Activations.Data;
using Portal.Activations.Protocols.Native;
using Portal.Activations.Signing;
using Portal.Messaging;
using Portal.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddActivations();
var app = builder.Build();
app.UseSingleSlashes();
app.UseSignedAnswers(ProtocolGroup.Prefix);
app.UseHead();
app.MapDefaultEndpoints();
app.UseRateLimiter();
app.MapActivations();
await app.RunAsync<ActivationDb>(args, FirstKey.CreateMissing);
