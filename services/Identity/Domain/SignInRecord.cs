namespace Portal.Identity.Domain;

/// <summary>An attempt to sign in as a known user, as the user reads it in "recent sign-ins".</summary>
internal sealed class SignInRecord
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required SignInMethod Method { get; init; }

    /// <summary>Null: it succeeded; otherwise the code of the rejection.</summary>
    public string? Rejection { get; init; }

    public required string Device { get; init; }
    public required string Address { get; init; }
}

internal enum SignInMethod
{
    Password,
    EmailCode,
    PasswordReset,
    Passkey,
}
