using Microsoft.AspNetCore.Authentication;

namespace Portal.Gateway.Sessions;

/// <summary>A session ends when it was not used for a while, and at last a week after the sign-in.</summary>
internal static class SessionLifetime
{
    public static readonly TimeSpan Idle = TimeSpan.FromHours(8),
        Absolute = TimeSpan.FromDays(7);

    public static void Prolong(AuthenticationProperties session, DateTimeOffset now)
    {
        var end = session.IssuedUtc!.Value + Absolute;
        session.ExpiresUtc = now + Idle < end ? now + Idle : end;
    }
}
