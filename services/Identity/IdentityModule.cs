using Portal.Identity.Data;
using Portal.Identity.Features.Customer;
using Portal.Identity.Features.Management;
using Portal.Identity.Features.OpenIdConnect;
using Portal.Identity.Jobs;
using Portal.Identity.Mails;
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
        builder.AddRedisClient("redis");
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
        builder.Services.AddScoped<SignInCompletion>();
        builder.Services.AddScoped<SecondFactor>();
        builder.Services.AddScoped<Passkeys>();
        builder.Services.AddScoped<CurrentUser>();
        builder.Services.AddScoped<EmailCodes>();
        builder.Services.AddScoped<Passwords>();
        builder.Services.AddScoped<Sessions>();
        builder.Services.AddSingleton<EndedSessions>();
        builder.Services.AddSingleton<KnownBrowsers>();
        builder.Services.AddSingleton<CodeCookie>();
        builder.Services.AddSingleton<TypedEmail>();
        builder.Services.AddSingleton<Places>();
        builder.Services.AddSingleton<MailTransport>();
        builder.Services.AddScoped<MailWriter>();
        builder.Services.AddScoped<SecurityMails>();
        builder.Services.AddHostedService<SendMails>();
        builder.Services.AddHostedService<PruneTokens>();
        return builder;
    }

    public static WebApplication MapIdentity(this WebApplication app)
    {
        app.MapPages();
        // Now, not at the first sign-in, should its file be missing.
        app.Services.GetRequiredService<Places>();
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
        RenameMe.Map(api);
        ChangeSettings.Map(api);
        ListSessions.Map(api);
        EndMySession.Map(api);
        EndOtherSessions.Map(api);
        ListSignIns.Map(api);

        var management = app.MapManagementApi();
        CreateAccount.Map(management);
        ListAccounts.Map(management);
        AddMember.Map(management);
        return app;
    }
}
