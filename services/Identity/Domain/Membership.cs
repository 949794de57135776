namespace Portal.Identity.Domain;

/// <summary>A user of an account.</summary>
internal sealed class Membership
{
    public required Guid AccountId { get; init; }
    public required Guid UserId { get; init; }
    public required MemberRole Role { get; set; }
    public required DateTimeOffset AddedAt { get; init; }
}

public enum MemberRole
{
    Member,
    Admin,
    Owner,
}
