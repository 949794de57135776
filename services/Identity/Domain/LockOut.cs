namespace Portal.Identity.Domain;

/// <summary>After so many wrong passwords in a row nobody gets in for a while, not even with the right one.</summary>
internal static class LockOut
{
    public const int Failures = 5;
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(15);

    /// <summary>
    /// A lock that ends later than this was set by a person and ends the user's sessions too. A lock by wrong passwords keeps
    /// guessers out, and must not let them throw out the one who is signed in.
    /// </summary>
    public static DateTimeOffset MaxGuessingTime(DateTimeOffset now) => now + Duration;
}
