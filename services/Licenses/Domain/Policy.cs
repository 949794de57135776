using Portal.Contracts.Licensing.V1;

namespace Portal.Licenses.Domain;

/// <summary>The template that licenses are issued from. A license takes a copy: later changes do not touch it.</summary>
internal sealed class Policy
{
    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }
    public required string Name { get; set; }
    public string? Edition { get; set; }

    /// <summary>Null: no limit.</summary>
    public int? ActivationLimit { get; set; }

    /// <summary>Null: licenses never expire.</summary>
    public int? DurationDays { get; set; }

    public int GraceDays { get; set; }

    /// <summary>Null: all releases are covered.</summary>
    public int? MaintenanceDays { get; set; }

    public int? MaxMajorVersion { get; set; }
    public string? Environment { get; set; }
    public List<Feature> Entitlements { get; set; } = [];
    public bool DownloadBeforeActivation { get; set; } = true;
    public bool DownloadAfterExpiry { get; set; }
    public string? RenewalUrl { get; set; }
    public UsageTerms Terms { get; set; } = new();
    public KeyFormat KeyFormat { get; set; }

    /// <summary>What every key begins with; null for nothing.</summary>
    public string? KeyPrefix { get; set; }
}
