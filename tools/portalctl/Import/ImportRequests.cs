using Portal.Ctl.Catalogue;

namespace Portal.Ctl.Import;

/// <summary>The rows of a catalogue as the management API takes them, with names turned into ids and distances into dates.</summary>
internal sealed class ImportRequests(VendorCatalogue catalogue, DateTimeOffset now)
{
    private readonly Dictionary<string, Guid> products = catalogue.Products.ToDictionary(p => p.Slug, p => p.Id);
    private readonly Dictionary<string, Guid> policies = catalogue.Policies.ToDictionary(p => p.Code, p => p.Id);
    private readonly Dictionary<string, Guid> accounts = catalogue.Accounts.ToDictionary(a => a.Name, a => a.Id);
    private readonly Dictionary<string, Guid> members = catalogue.Accounts.SelectMany(a => a.Members).ToDictionary(m => m.Email, m => m.Id);
    private readonly Dictionary<string, Guid> licenses = catalogue.Licenses.ToDictionary(l => l.Key, l => l.Id);

    public static object Of(Product product) => new { product.Id, product.Slug, product.Name };

    public object Of(Policy policy) => new
    {
        policy.Id,
        policy.Name,
        ProductId = products[policy.Product],
        policy.ActivationLimit,
        policy.DurationDays,
        policy.GraceDays,
        policy.MaintenanceDays,
        policy.MaxMajorVersion,
        policy.Environment,
        policy.Edition,
        policy.Entitlements,
        policy.DownloadBeforeActivation,
        policy.DownloadAfterExpiry,
        policy.RenewalUrl,
    };

    public static object Of(Account account) => new { account.Id, account.Name, account.Kind };

    public static object Of(Member member) => new { member.Id, member.Email, member.DisplayName, member.Role, member.Password };

    public object Of(License license) => new
    {
        license.Id,
        license.Key,
        PolicyId = policies[license.Policy],
        AccountId = license.Customer is { } customer ? accounts[customer] : (Guid?)null,
        AssigneeIds = license.Assignees.Select(email => members[email]),
        IssuedAt = license.Issued.From(now),
        ExpiresAt = license.Expires?.From(now),
        ActivationLimit = license.Limit,
        MaintenanceEndsAt = license.Maintenance?.From(now),
    };

    public object Of(Activation activation) => new
    {
        activation.Id,
        LicenseId = licenses[activation.License],
        activation.Kind,
        activation.Identifier,
        activation.Name,
        activation.Platform,
        activation.AppVersion,
        activation.Ip,
        FirstSeenAt = activation.FirstSeen.From(now),
        LastSeenAt = activation.LastSeen?.From(now),
        DeactivatedAt = activation.Deactivated?.From(now),
    };

    public object Of(Release release) => new
    {
        release.Id,
        ProductId = products[release.Product],
        release.Version,
        release.Channel,
        ReleasedAt = release.Released.From(now),
        release.Notes,
    };

    public static string AddressOf(Release release, Artifact artifact) =>
        $"/management/releases/{release.Id}/artifacts/{artifact.Id}?fileName={Uri.EscapeDataString(artifact.FileName)}&kind={artifact.Kind.ToString().ToLowerInvariant()}"
        + $"&platform={Uri.EscapeDataString(artifact.Platform)}&arch={Uri.EscapeDataString(artifact.Arch)}";

    public string TitleOf(Release release) => $"{catalogue.Products.First(p => p.Slug == release.Product).Name} {release.Version}";
}
