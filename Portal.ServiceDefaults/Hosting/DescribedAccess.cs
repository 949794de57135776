using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Portal.ServiceDefaults;

/// <summary>Where an API is reached from outside, and what proves who asks.</summary>
internal static class DescribedAccess
{
    private const string Session = "session",
        Csrf = "csrf",
        Key = "key",
        Operator = "operator",
        ManagementPath = "management";

    public static void DescribeAccess(this OpenApiOptions options)
    {
        options.AddDocumentTransformer(
            (document, context, _) =>
            {
                var address = context.ApplicationServices.GetRequiredService<IConfiguration>()["Portal:PublicUrl"]
                    ?? "/";
                document.Servers = [new OpenApiServer { Url = address, Description = "The portal." }];
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes = Schemes(address)
                    .Where(scheme => Uses(document, scheme.Key))
                    .ToDictionary();
                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                var isOpen = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any();
                var requirement = new OpenApiSecurityRequirement();
                foreach (var scheme in isOpen ? [] : SchemesOf(context.Description.RelativePath ?? ""))
                    requirement.Add(new OpenApiSecuritySchemeReference(scheme, context.Document), []);
                if (First(context.Description.RelativePath ?? "") == ManagementPath)
                    operation.Servers = [new OpenApiServer { Url = "/", Description = "The management listener." }];
                // An empty one says that nothing is asked for.
                operation.Security = [requirement];
                return Task.CompletedTask;
            }
        );
    }

    private static string First(string path) => path.TrimStart('/').Split('/')[0];

    private static string[] SchemesOf(string path) =>
        First(path) switch
        {
            "api" => [Session, Csrf],
            ManagementPath => [Operator],
            _ => [Key],
        };

    private static bool Uses(OpenApiDocument document, string scheme) =>
        document
            .Paths.SelectMany(path => path.Value.Operations?.Values ?? (IEnumerable<OpenApiOperation>)[])
            .SelectMany(operation => operation.Security ?? [])
            .Any(requirement => requirement.Keys.Any(used => used.Reference.Id == scheme));

    private static Dictionary<string, IOpenApiSecurityScheme> Schemes(string address) =>
        new()
        {
            [Session] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "__Host-portal",
                Description = "The session of somebody who signed in at the portal.",
            },
            [Csrf] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "X-CSRF",
                Description = "Always 1: a foreign page can send the cookie, but no header of its own.",
            },
            [Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "Authorization",
                Description = "A program's key, after the word that its protocol puts before it, and a blank.",
            },
            [Operator] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "Client credentials of the vendor's operators.",
                Flows = new OpenApiOAuthFlows
                {
                    ClientCredentials = new OpenApiOAuthFlow
                    {
                        TokenUrl = new Uri(
                            address.TrimEnd('/') + "/identity/connect/token",
                            UriKind.RelativeOrAbsolute
                        ),
                        Scopes = new Dictionary<string, string> { ["portal.management"] = "Everything of management." },
                    },
                },
            },
        };
}
