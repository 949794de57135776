using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Portal.Identity.Data;
using Portal.Identity.Domain;
using Portal.Identity.SignIns;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Identity.Trust;

/// <summary>ASP.NET Core Identity: users, their passwords, and the cookie that remembers a sign-in at Identity itself.</summary>
internal static class Users
{
    private static readonly TimeSpan CookieLifetime = TimeSpan.FromHours(12);

    public static void AddUsers(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddScoped<IPasswordHasher<User>, NfcPasswordHasher>()
            .AddIdentityCore<User>(Configure)
            .AddUserStore<ProtectedUserStore>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        builder.Services.AddAuthentication().AddIdentityCookies();
        builder
            .Services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<PublicAddress>(ConfigureCookie);
        builder
            .Services.AddOptions<IdentityPasskeyOptions>()
            .Configure<PublicAddress>(
                (options, address) =>
                {
                    options.ServerDomain = new Uri(address.Portal).Host;
                    // Kept by the authenticator, so that nobody has to type an address; and unlocked by its owner.
                    options.ResidentKeyRequirement = "required";
                    options.UserVerificationRequirement = "required";
                }
            );
        builder.Services.AddDataProtection().SetApplicationName("portal-identity").PersistKeysToDbContext<IdentityDb>();
    }

    private static void Configure(IdentityOptions options)
    {
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
        options.Lockout.MaxFailedAccessAttempts = LockOut.Failures;
        options.Lockout.DefaultLockoutTimeSpan = LockOut.Duration;
        options.ClaimsIdentity.UserIdClaimType = Claims.Subject;
        options.ClaimsIdentity.UserNameClaimType = Claims.Name;
        options.Password = new PasswordOptions
        {
            RequiredLength = PasswordRule.MinLength,
            RequiredUniqueChars = 0,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options, PublicAddress address)
    {
        options.Cookie.Name = "portal-identity";
        options.Cookie.Path = PublicAddress.BasePath;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = address.CookieSecurity;
        options.LoginPath = "/sign-in";
        options.ExpireTimeSpan = CookieLifetime;
        options.SlidingExpiration = false;
        // The session in the database says whether the cookie still counts; the default check would replace its claims.
        options.Events = new CookieAuthenticationEvents();
    }
}
