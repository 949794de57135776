namespace Portal.Identity.Domain;

/// <summary>
/// Where a browser goes after it signed in. Only the authorization request that it came from, or a page of Identity's own: every
/// other address could be a stranger's.
/// </summary>
internal static class ReturnAddress
{
    public const string Authorize = "/identity/connect/authorize";
    public const string Password = "/identity/password",
        Authenticator = "/identity/authenticator",
        Passkeys = "/identity/passkeys";
    private static readonly string[] Pages = [Password, Authenticator, Passkeys];
    private const int MaxLength = 4096;

    /// <returns><paramref name="requested"/> if it may be followed, <paramref name="home"/> otherwise.</returns>
    public static string OrHome(string? requested, string home) => IsOurs(requested) ? requested! : home;

    private static bool IsOurs(string? address) =>
        address is { Length: <= MaxLength }
        && (address.StartsWith(Authorize + "?", StringComparison.Ordinal) || Pages.Contains(address))
        && !address.Any(c => char.IsControl(c) || c == '\\');
}
