namespace Portal.Rules;

/// <summary>When an event about a license does not count before License itself has been asked.</summary>
public static class FactJump
{
    /// <summary>A license changes a few times in its life: so many changes at once were not missed.</summary>
    private const long Far = 1_000;

    /// <summary>The version is far ahead, or a license that was revoked for good is not any more.</summary>
    /// <param name="known">Version of the copy; null if there is none.</param>
    public static bool IsDoubtful(long? known, bool wasRevoked, long version, bool isRevoked) =>
        version > known.GetValueOrDefault() + Far || (wasRevoked && !isRevoked && version > known);
}
