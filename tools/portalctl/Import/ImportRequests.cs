using System.Globalization;
using System.Text.Json;
using Portal.Ctl.Catalogue;
using Portal.Ctl.Management;

namespace Portal.Ctl.Import;

/// <summary>The rows of a catalogue as the management API takes them, with names turned into ids and distances into dates.</summary>
internal sealed class ImportRequests(VendorCatalogue catalogue, DateTimeOffset now)
{
    private readonly Names _names = catalogue.Names;
    private readonly Dictionary<Guid, Policy> _policies = catalogue.Policies.ToDictionary(policy => policy.Id);
    private readonly Dictionary<Guid, string> _productNames = catalogue.Products.ToDictionary(
        product => product.Id,
        product => product.Name
    );

    public static object Of(Product product) =>
        new
        {
            product.Id,
            product.Slug,
            product.Name,
            product.Active,
            product.ChangelogPublic,
            product.WebsiteUrl,
            product.DocumentationUrl,
            product.SupportUrl,
        };

    public object Of(Policy policy) =>
        new
        {
            policy.Id,
            policy.Name,
            ProductId = _names.Product(policy.Product),
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
            policy.Terms,
            policy.KeyFormat,
            policy.KeyPrefix,
        };

    public static object Of(Account account) =>
        new
        {
            account.Id,
            account.Name,
            account.Kind,
        };

    public static object Of(Member member) =>
        new
        {
            member.Id,
            member.Email,
            member.DisplayName,
            member.Role,
            member.Password,
        };

    public Guid PolicyOf(License license) => _names.PolicyOf(license)!.Value;

    public object Of(License license)
    {
        var request = JsonSerializer.SerializeToNode(InBatch(license), ManagementJson.Options)!.AsObject();
        request["policyId"] = PolicyOf(license);
        return request;
    }

    /// <summary>Without its policy: a batch names that once, for all of its licenses.</summary>
    public object InBatch(License license)
    {
        var (policy, account, issued) = (
            _policies[PolicyOf(license)],
            license.Customer is { } customer ? _names.Account(customer) : null,
            license.Issued.From(now)
        );
        return new
        {
            license.Id,
            license.Key,
            AccountId = account,
            AssigneeIds = license.Assignees.Select(member => _names.Member(account!.Value, member)!.Value),
            IssuedAt = issued,
            AssignedAt = license.Assigned?.From(now),
            Snapshot = SnapshotOf(license.Snapshot, policy),
            // Everything is resolved here, policy's values included, so the service must not add its own.
            Complete = true,
            ExpiresAt = license.Expires is { } expires ? expires.Value?.End(now) : After(issued, policy.DurationDays),
            ActivationLimit = license.Limit is { } limit ? limit.Value : policy.ActivationLimit,
            MaintenanceEndsAt = license.Maintenance is { } maintenance
                ? maintenance.Value?.End(now)
                : After(issued, policy.MaintenanceDays),
            license.Entitlements,
            Metadata = license.Metadata.Count > 0 ? license.Metadata : null,
            SuspendedAt = license.Suspended?.From(now),
            SuspensionReason = license.Suspended is null ? null : license.Reason,
            RevokedAt = license.Revoked?.From(now),
        };
    }

    private object? SnapshotOf(Snapshot own, Policy policy) =>
        own == Snapshot.OfThePolicy
            ? null
            : new
            {
                PolicyName = own.PolicyName ?? policy.Name,
                GraceDays = own.GraceDays ?? policy.GraceDays,
                MaxMajorVersion = own.MaxMajorVersion is { } major ? major.Value : policy.MaxMajorVersion,
                Edition = own.Edition is { } edition ? edition.Value : policy.Edition,
                Environment = own.Environment is { } environment ? environment.Value : policy.Environment,
                RenewalUrl = own.RenewalUrl is { } renewal ? renewal.Value : policy.RenewalUrl,
                DownloadBeforeActivation = own.DownloadBeforeActivation ?? policy.DownloadBeforeActivation,
                DownloadAfterExpiry = own.DownloadAfterExpiry ?? policy.DownloadAfterExpiry,
                Terms = own.Terms ?? policy.Terms,
                SupportEndsAt = own.Support?.End(now),
            };

    public object Of(Activation activation) =>
        new
        {
            activation.Id,
            LicenseId = _names.License(activation.License)!.Id,
            activation.Kind,
            activation.Identifier,
            activation.Name,
            activation.Platform,
            activation.AppVersion,
            activation.Ip,
            FirstSeenAt = activation.FirstSeen.From(now),
            LastSeenAt = activation.LastSeen?.From(now),
            DeactivatedAt = activation.Deactivated?.From(now),
            activation.DeactivatedBy,
            _names.License(activation.License)!.OverLimit,
            activation.Uncounted,
            Fingerprint = activation.Fingerprint.Count > 0 ? activation.Fingerprint : null,
        };

    public object Of(Blocked blocked) =>
        new
        {
            blocked.Identifier,
            blocked.Kind,
            LicenseId = blocked.License is { } license ? _names.LicenseId(license)!.Value : (Guid?)null,
            ProductId = blocked.Product is { } product ? _names.ProductId(product)!.Value : (Guid?)null,
            blocked.Reason,
        };

    public object Of(Release release) =>
        new
        {
            release.Id,
            ProductId = _names.Product(release.Product),
            release.Version,
            release.Channel,
            ReleasedAt = release.Released.From(now),
            release.Notes,
        };

    public static string AddressOf(Release release, Artifact artifact) =>
        $"/management/releases/{release.Id}/artifacts/{artifact.Id}?fileName={Uri.EscapeDataString(artifact.FileName)}&kind={artifact.Kind.ToString().ToLower(CultureInfo.InvariantCulture)}"
        + $"&platform={Uri.EscapeDataString(artifact.Platform)}&arch={Uri.EscapeDataString(artifact.Arch)}";

    /// <summary>The bytes of an artifact: of its file, or made up.</summary>
    public HttpContent ContentOf(Release release, Artifact artifact) =>
        artifact.Sha256 is { } sha256
            ? new StreamContent(File.OpenRead(catalogue.PathOf(sha256)))
            {
                Headers = { ContentType = new("application/octet-stream") },
            }
            : new ReleaseContent(
                $"{_productNames[_names.Product(release.Product)!.Value]} {release.Version}",
                artifact
            );

    private static string? After(DateTimeOffset start, int? days) =>
        days is not { } count ? null
        : (DateTimeOffset.MaxValue - start).TotalDays > count ? Moment.Write(start.AddDays(count))
        : Moment.Write(DateTimeOffset.MaxValue);
}
