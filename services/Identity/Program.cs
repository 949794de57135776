using Portal.Identity;
using Portal.Identity.Data;
using Portal.Identity.Pages;
using Portal.Identity.Trust;
using Portal.Messaging;
using Portal.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddIdentity();

var app = builder.Build();
app.UsePublicAddress();
app.UseHead();
app.UsePageHeaders();
app.MapDefaultEndpoints();
app.MapIdentity();

await app.RunAsync<IdentityDb>(args, KeysAndClients.Provide);
