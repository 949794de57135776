namespace Portal.Rules;

/// <summary>"Is this license valid here, now?" - what is asked, and the facts around it.</summary>
public sealed record Question
{
    /// <summary>Null: no such key.</summary>
    public required LicenseFacts? License { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Slug of the product that asks. Null: not said.</summary>
    public string? Product { get; init; }

    /// <summary>Version of the program, see <see cref="ProductVersion"/>. Null: not said.</summary>
    public string? Version { get; init; }

    /// <summary>When that version was released; null if it is not known.</summary>
    public DateTimeOffset? VersionReleasedAt { get; init; }

    public string? Environment { get; init; }

    /// <summary>Features that must be included.</summary>
    public IReadOnlyCollection<string> Entitlements { get; init; } = [];

    /// <summary>Null: none was sent.</summary>
    public string? Identifier { get; init; }

    public bool IdentifierBlocked { get; init; }

    /// <summary>The newest activation of this license for <see cref="Identifier"/>; null if there never was one.</summary>
    public ActivationFacts? Activation { get; init; }

    /// <summary>It looks like a device that is activated, but too much of its hardware is different.</summary>
    public bool HardwareChanged { get; init; }

    /// <summary>How often the program must be seen; null: it need not.</summary>
    public TimeSpan? HeartbeatInterval { get; init; }
}

/// <summary>What is known of one activation.</summary>
/// <param name="DeactivatedAt">Null: active.</param>
/// <param name="DeactivatedRemotely">Ended in the portal or by the vendor, not by the program itself.</param>
/// <param name="SeenAt">Last heartbeat, or the activation itself.</param>
public sealed record ActivationFacts(DateTimeOffset? DeactivatedAt, bool DeactivatedRemotely, DateTimeOffset SeenAt);
