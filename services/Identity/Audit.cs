using Portal.Identity.Domain;

namespace Portal.Identity;

/// <summary>Who signed in and out, and what operators changed: ids only, never an address, a name or a secret.</summary>
internal sealed partial class Audit(ILogger<Audit> logger)
{
    [LoggerMessage(LogLevel.Information, "User {UserId} signed in to account {AccountId}, session {SessionId}")]
    public partial void SignedIn(Guid userId, Guid accountId, Guid sessionId);

    [LoggerMessage(LogLevel.Information, "Sign-in of user {UserId} refused: {Code}")]
    public partial void SignInRefused(Guid? userId, string code);

    [LoggerMessage(LogLevel.Warning, "User {UserId} is locked out until {Until}")]
    public partial void LockedOut(Guid userId, DateTimeOffset until);

    [LoggerMessage(LogLevel.Warning, "A sign-in was refused: too many failed attempts by {Limit}")]
    public partial void TooManyAttempts(string limit);

    [LoggerMessage(LogLevel.Information, "User {UserId} has a new password")]
    public partial void PasswordChanged(Guid userId);

    [LoggerMessage(LogLevel.Information, "User {UserId} added a passkey")]
    public partial void PasskeyAdded(Guid userId);

    [LoggerMessage(LogLevel.Information, "User {UserId} removed a passkey")]
    public partial void PasskeyRemoved(Guid userId);

    [LoggerMessage(LogLevel.Information, "Second factor of user {UserId} is on: {On}")]
    public partial void SecondFactorChanged(Guid userId, bool on);

    [LoggerMessage(LogLevel.Information, "User {UserId} ended {Count} sessions")]
    public partial void SessionsEnded(Guid userId, int count);

    [LoggerMessage(LogLevel.Information, "Session {SessionId} ended by sign-out")]
    public partial void SignedOut(string sessionId);

    [LoggerMessage(
        LogLevel.Information,
        "Session {SessionId} gets no more tokens: it ended, or its user or membership changed"
    )]
    public partial void SessionRefused(string? sessionId);

    [LoggerMessage(LogLevel.Information, "Client {ClientId} created account {AccountId}")]
    public partial void AccountCreated(string? clientId, Guid accountId);

    [LoggerMessage(LogLevel.Information, "Client {ClientId} added user {UserId} to account {AccountId} as {Role}")]
    public partial void MemberAdded(string? clientId, Guid userId, Guid accountId, MemberRole role);

    [LoggerMessage(LogLevel.Information, "Deleted {Tokens} expired tokens and {Authorizations} authorizations")]
    public partial void Pruned(long tokens, long authorizations);
}
