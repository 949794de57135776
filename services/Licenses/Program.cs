using Portal.Licenses;
using Portal.Licenses.Data;
using Portal.Messaging;
using Portal.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddLicenses();
var app = builder.Build();
app.UseHead();
app.MapDefaultEndpoints();
app.MapLicenses();
await app.RunAsync<LicenseDb>(args);
