using Portal.Licensing;
using Portal.Licensing.Data;
using Portal.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddLicensing();
var app = builder.Build();
app.UseHead();
app.MapDefaultEndpoints();
app.MapLicensing();
await app.RunAsync<LicenseDb>(args);
