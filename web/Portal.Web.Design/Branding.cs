using Microsoft.Extensions.Configuration;

namespace Portal.Web.Design;

/// <summary>What a vendor puts in place of ours: section <c>Branding</c> of the configuration.</summary>
public sealed record Branding(string Name, string? LogoUrl, string? SupportUrl)
{
    public const string DefaultName = "License Portal";

    public static Branding From(IConfiguration configuration) =>
        new(
            configuration["Branding:Name"] is { Length: > 0 } name ? name : DefaultName,
            configuration["Branding:LogoUrl"],
            configuration["Branding:SupportUrl"]
        );
}
