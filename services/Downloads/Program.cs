using Portal.Downloads;
using Portal.Downloads.Data;
using Portal.Messaging;
using Portal.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDownloads();

var app = builder.Build();
app.UseHead();
app.MapDefaultEndpoints();
app.MapDownloads();
await app.RunAsync<DownloadDb>(args);
