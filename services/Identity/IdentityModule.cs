using Portal.Identity.Data;
using Portal.Identity.Features.Customer;
using Portal.Identity.Features.Management;
using Portal.Identity.Features.OpenIdConnect;
using Portal.Identity.Jobs;
using Portal.Identity.Pages;
using Portal.Identity.SignIns;
using Portal.Identity.Trust;
using Portal.Messaging;
using Portal.ServiceDefaults;

namespace Portal.Identity;

/// <summary>Table of contents: users, customer accounts with their members, sign-in, tokens.</summary>
public static class IdentityModule
{
    public static WebApplicationBuilder AddIdentity(this WebApplicationBuilder builder)
    {
        builder.AddDatabase<IdentityDb>("identitydb");
        builder.AddPublicAddress();
        builder.AddUsers();
        builder.AddTokenServer();
        builder.AddOwnBearerAuthentication();
        builder.AddPages();
        builder.Services.AddValidation();
        builder.Services.AddOpenApi(options => options.DescribeSlices());
        builder.Services.AddSingleton<Audit>();
        builder.Services.AddSingleton<SignInLimiter>();
        builder.Services.AddSingleton<SignInMetrics>();
        builder.Services.AddScoped<SignIn>();
        builder.Services.AddScoped<Sessions>();
        builder.Services.AddHostedService<PruneTokens>();
        return builder;
    }

    public static WebApplication MapIdentity(this WebApplication app)
    {
        app.MapPages();
        // Not where the gateway leads all of /identity to.
        app.MapOpenApi().AllowAnonymous().OnListener(Listeners.Management);

        Authorize.Map(app);
        ExchangeToken.Map(app);
        ShowUserInfo.Map(app);
        EndSession.Map(app);

        var api = app.MapCustomerApi("/api/identity");
        ShowMe.Map(api);
        ListMembers.Map(api);
        ListNames.Map(api);

        var management = app.MapManagementApi();
        CreateAccount.Map(management);
        ListAccounts.Map(management);
        AddMember.Map(management);
        return app;
    }
}
