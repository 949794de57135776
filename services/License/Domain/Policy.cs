using Portal.Contracts.Licensing.V1;

namespace Portal.Licensing.Domain;

/// <summary>The template that licenses are issued from. A license takes a copy: later changes do not touch it.</summary>
internal sealed class Policy
{
    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }
    public required string Name { get; init; }
    public string? Edition { get; init; }

    /// <summary>Null: no limit.</summary>
    public int? ActivationLimit { get; init; }

    /// <summary>Null: licenses never expire.</summary>
    public int? DurationDays { get; init; }

    public int GraceDays { get; init; }

    /// <summary>Null: all releases are covered.</summary>
    public int? MaintenanceDays { get; init; }

    public int? MaxMajorVersion { get; init; }
    public string? Environment { get; init; }
    public List<Feature> Entitlements { get; init; } = [];
    public bool DownloadBeforeActivation { get; init; } = true;
    public bool DownloadAfterExpiry { get; init; }
    public string? RenewalUrl { get; init; }
    public UsageTerms Terms { get; init; } = new();
}

/// <summary>A named feature with an optional value.</summary>
internal sealed record Feature(string Name, string? Value);
