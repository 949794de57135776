using Microsoft.AspNetCore.Authentication.JwtBearer;
using Portal.ServiceDefaults;

namespace Portal.Activations.Protocols.KeyManager;

internal static class KeyManagerServices
{
    public static void AddKeyManager(this WebApplicationBuilder builder)
    {
        ProductKeys.SizeOf(builder.Configuration);
        builder.HideInTraces($"{KeyManagerGroup.Prefix}/licenses/");
        builder.Services.AddSingleton<ApiKeys>();
        builder.Services.AddSingleton<ProductKeys>();
        builder.Services.AddSingleton<SignedReplies>();
        builder.Services.AddSingleton<CallLimits>();
        // The bearer of this API is an API key, not a token: the JWT handler must not try to read it.
        builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options => options.Events =
                new()
                {
                    OnMessageReceived = message =>
                    {
                        if (
                            message.Request.Path.StartsWithSegments(KeyManagerGroup.Prefix)
                            || message.Request.Path.StartsWithSegments(KeyManagerGroup.OtherPrefix)
                        )
                            message.NoResult();
                        return Task.CompletedTask;
                    },
                });
    }
}
