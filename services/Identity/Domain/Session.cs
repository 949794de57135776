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
    public DateTimeOffset? EndedAt { get; set; }
}
