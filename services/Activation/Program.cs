using Portal.Activations;
using Portal.Activations.Data;
using Portal.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddActivations();
var app = builder.Build();
app.MapDefaultEndpoints();
app.MapActivations();
await app.RunAsync<ActivationDb>(args);
