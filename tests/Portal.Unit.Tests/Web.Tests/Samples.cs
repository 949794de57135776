using System.Net;

namespace Portal.Web.Tests;

/// <summary>A small account: one license with one device, one product with one file.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly Guid LicenseId = Guid.Parse("0192f0c1-0000-7000-8000-000000000001");
    public static readonly Guid ActivationId = Guid.Parse("0192f0c1-0000-7000-8000-000000000002");
    public static readonly Guid ArtifactId = Guid.Parse("0192f0c1-0000-7000-8000-000000000003");
    public const string LicenseFile = "-----BEGIN LICENSE FILE-----\nZmlsZQ==\n-----END LICENSE FILE-----\n";
    public const string Key = "RSNC-7Q2F-K9XM-4TLD",
        Identifier = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";

    private static readonly object Product = new
    {
        id = Guid.Parse("0192f0c1-0000-7000-8000-000000000004"),
        slug = "resonance-studio",
        name = "Resonance Studio",
    };

    private static readonly object License = LicenseWith("expiring");

    /// <summary>A row of the list with these reasons for attention.</summary>
    public static object LicenseWith(params string[] attention) =>
        new
        {
            id = LicenseId,
            maskedKey = "****-4TLD",
            product = Product,
            edition = "Professional",
            state = attention is ["suspended" or "expired" or "revoked"] ? attention[0]
            : attention.Contains("not-activated") ? "assigned"
            : "active",
            usedSlots = attention.Contains("not-activated") ? 0
            : attention.Contains("limit-reached") ? 5
            : attention.Contains("limit-exceeded") ? 6
            : 2,
            activationLimit = 5,
            expiresAt = attention.Contains("expiring") ? Now.AddDays(5)
            : attention is ["expired"] or ["in-grace"] ? Now.AddDays(-5)
            : new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero),
            endsAt = Now.AddDays(9),
            maintenanceEndsAt = attention.Contains("maintenance-ended") ? Now.AddDays(-9) : Now.AddDays(9),
            suspendedAt = Now.AddDays(-11),
            suspensionReason = "Payment for invoice 2217 is overdue",
            revokedAt = Now.AddDays(-12),
            assigneeIds = Array.Empty<Guid>(),
            addedAt = Now.AddDays(-40),
            attention = attention.Where(reason => reason != "not-activated"),
            downloadable = true,
            renewalUrl = "https://vendor.example/renew",
        };

    public static object OneLicense => License;

    public static object Activation(string status) =>
        new
        {
            id = ActivationId,
            licenseId = LicenseId,
            maskedKey = "****-4TLD",
            product = Product,
            kind = "hardware",
            name = "STUDIO-WS-04",
            identifier = Identifier,
            status,
            platform = "windows",
            appVersion = "5.2.1",
            ip = "203.0.113.7",
            firstSeenAt = Now.AddDays(-30),
            lastSeenAt = (DateTimeOffset?)null,
            deactivatedAt = (DateTimeOffset?)null,
            quota = new
            {
                used = 1,
                limit = 3,
                periodDays = 365,
                resetsAt = Now.AddDays(40),
            },
        };

    /// <summary>The device after it was deactivated, with what only its own page shows.</summary>
    public static object Deactivated(string by, Guid? userId, DateTimeOffset? slotHeldUntil = null) =>
        new
        {
            id = ActivationId,
            licenseId = LicenseId,
            maskedKey = "****-4TLD",
            product = Product,
            kind = "hardware",
            name = "STUDIO-WS-04",
            identifier = Identifier,
            status = "deactivated",
            firstSeenAt = Now.AddDays(-30),
            deactivatedAt = Now.AddDays(-2),
            deactivatedBy = by,
            slotHeldUntil,
            details = new
            {
                uncounted = false,
                fileUntil = Now.AddDays(20),
                deactivatedByUser = userId,
            },
        };

    public static CannedServices Account() =>
        new CannedServices()
            .Answer(
                "GET /api/license/summary",
                new
                {
                    total = 1,
                    active = 1,
                    usedSlots = 2,
                    slots = 5,
                    unlimited = 0,
                    expiringSoon = 1,
                    attention = new[] { new { license = LicenseWith("limit-reached") } },
                    needAttention = 1,
                }
            )
            .Answer("GET /api/license/licenses", Page(License))
            .Answer("GET /api/license/keys", new { licenseIds = Array.Empty<Guid>(), more = false })
            .Answer("GET /api/license/products", new { items = new[] { Product } })
            .Answer("GET /api/license/licenses.csv", "Product,Edition")
            .Answer($"GET /api/license/licenses/{LicenseId}", Detail(License))
            .Answer($"POST /api/license/licenses/{LicenseId}/reveal", new { key = Key })
            .Answer(
                $"GET /api/license/licenses/{LicenseId}/timeline",
                new
                {
                    items = new[]
                    {
                        new
                        {
                            at = Now.AddDays(-40),
                            action = "key-revealed",
                            detail = "Anna Lindqvist",
                        },
                    },
                }
            )
            .Answer($"GET /api/activation/licenses/{LicenseId}/history", new { items = Array.Empty<object>() })
            .Answer($"GET /api/activation/activations/{ActivationId}/history", new { items = Array.Empty<object>() })
            .Answer($"GET /api/download/licenses/{LicenseId}/history", new { items = Array.Empty<object>() })
            .Answer("GET /api/identity/names", new { items = Array.Empty<object>() })
            .Answer("GET /api/activation/activations", Page(Activation("active")))
            .Answer($"GET /api/activation/activations/{ActivationId}", Activation("active"))
            .Answer($"POST /api/activation/activations/{ActivationId}/deactivate", Activation("deactivated"))
            .Answer(
                "GET /api/activation/attention",
                new
                {
                    items = Array.Empty<object>(),
                    total = 0,
                    licenses = Array.Empty<object>(),
                }
            )
            .Answer(
                "GET /api/activation/activity",
                new
                {
                    items = new[]
                    {
                        new
                        {
                            at = Now.AddHours(-2),
                            kind = "activated",
                            activationId = ActivationId,
                            licenseId = LicenseId,
                            productName = "Resonance Studio",
                            name = "STUDIO-WS-04",
                        },
                    },
                }
            )
            .Answer(
                "POST /api/activation/diagnostics",
                new
                {
                    valid = false,
                    code = "NOT_ACTIVATED",
                    detail = "Not activated on this device.",
                    rules = new[]
                    {
                        new
                        {
                            code = "NOT_FOUND",
                            outcome = "passed",
                            detail = "",
                        },
                        new
                        {
                            code = "NOT_ACTIVATED",
                            outcome = "failed",
                            detail = "Never activated.",
                        },
                    },
                }
            )
            .Answer("POST /api/activation/offline-requests", Foreseen("activate", changes: true))
            .Answer(
                "POST /api/activation/offline-activations",
                new
                {
                    activationId = ActivationId,
                    licenseId = LicenseId,
                    licenseFile = LicenseFile,
                    expiresAt = Now.AddDays(30),
                }
            )
            .Answer("POST /api/activation/offline-deactivations", Activation("deactivated"))
            .Answer("GET /api/download/products", new { products = new[] { Downloads() } })
            .Answer(
                $"GET /api/download/licenses/{LicenseId}/releases",
                new { releases = new[] { Release("5.2.1", "stable") } }
            )
            .Answer(
                "GET /api/download/changelogs/resonance-studio",
                new
                {
                    slug = "resonance-studio",
                    name = "Resonance Studio",
                    hasPreReleases = false,
                    items = new[]
                    {
                        new
                        {
                            version = "5.2.1",
                            channel = "stable",
                            releasedAt = Now.AddDays(-10),
                            notes = "Faster.",
                        },
                    },
                }
            )
            .Answer(
                $"POST /api/download/artifacts/{ArtifactId}/links",
                new { url = "/downloads/links/signed.token", expiresAt = Now.AddMinutes(15) },
                HttpStatusCode.Created
            )
            .Answer(
                "GET /api/download/links/signed.token",
                new { url = "http://files.example/files/setup.exe", expiresAt = Now.AddMinutes(1) }
            )
            .Answer("GET /api/identity/members", new { items = Array.Empty<object>() });

    /// <summary>Everything about a license.</summary>
    public static object Detail(object license) =>
        new
        {
            license,
            policy = "Studio, one year",
            environment = "production",
            maintenanceEndsAt = Now.AddDays(5),
            maxMajorVersion = 5,
            renewalUrl = "https://vendor.example/renew",
            entitlements = new[] { new { name = "offline-activation", value = "true" } },
            verdict = new
            {
                valid = true,
                code = "VALID",
                detail = "This license is in order.",
            },
        };

    /// <summary>What a request file of a device without a network would do.</summary>
    public static object Foreseen(string purpose, bool changes) =>
        new
        {
            purpose,
            changes,
            licenseId = LicenseId,
            maskedKey = "****-4TLD",
            product = Product,
            kind = "hardware",
            name = "STUDIO-WS-04",
            identifier = Identifier,
            usedSlots = 2,
            activationLimit = 5,
        };

    public static object Page(params object[] items) =>
        new
        {
            items,
            next = (string?)null,
            total = items.Length,
        };

    private static object Downloads() =>
        new
        {
            id = Guid.Parse("0192f0c1-0000-7000-8000-000000000004"),
            slug = "resonance-studio",
            name = "Resonance Studio",
            releases = new[] { Release("5.2.1", "stable"), Release("5.2.0", "hotfix") },
        };

    private static object Release(string version, string channel) =>
        Release(version, channel, File(ArtifactId, $"setup-{version}.exe", "windows", "x64"));

    /// <param name="files">As platform-architecture.</param>
    public static object Release(string version, string channel, string[] files) =>
        Release(
            version,
            channel,
            [
                .. files.Select(file =>
                    File(Guid.NewGuid(), $"setup-{version}-{file}", file.Split('-')[0], file.Split('-')[1])
                ),
            ]
        );

    private static object Release(string version, string channel, params object[] artifacts) =>
        new
        {
            id = Guid.NewGuid(),
            version,
            channel,
            releasedAt = Now.AddDays(-10),
            notes = "Faster.",
            artifacts,
        };

    private static object File(Guid id, string fileName, string platform, string arch) =>
        new
        {
            id,
            fileName,
            kind = "installer",
            platform,
            arch,
            size = 18_400_233L,
            sha256 = new string('a', 64),
        };
}
