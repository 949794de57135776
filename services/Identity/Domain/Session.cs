namespace Portal.Identity.Domain;

/// <summary>
/// From one sign-in to its sign-out: the <c>sid</c> of all its tokens. It ends early, without a sign-out, when the user's
/// security stamp is no longer the one it started with (password changed, access withdrawn).
/// </summary>
internal sealed class Session
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required Guid AccountId { get; init; }
    public required string SecurityStamp { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The browser, as its owner recognizes it.</summary>
    public required string Device { get; init; }

    public required string Address { get; init; }

    /// <summary>When it last asked for tokens, about every five minutes while it is used.</summary>
    public DateTimeOffset LastSeenAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}
