namespace Portal.Licensing.Client;

/// <summary>Codes that the library adds to those of the portal (docs/protocol.md).</summary>
public static class LicensingCode
{
    public const string Valid = "VALID",
        Activated = "ACTIVATED",
        Done = "DONE",
        UpToDate = "UP_TO_DATE",
        UpdateFound = "UPDATE_FOUND";

    /// <summary>The portal cannot be reached, and no answer is kept that still counts.</summary>
    public const string Unreachable = "UNREACHABLE";

    /// <summary>An answer had a wrong signature. Only with <see cref="UntrustedAnswers.UseGrace"/>.</summary>
    public const string UntrustedAnswer = "UNTRUSTED_ANSWER";

    /// <summary>Offline, this machine's clock is behind the latest time that the program has seen.</summary>
    public const string ClockSetBack = "CLOCK_SET_BACK";

    /// <summary>The license file was issued later than this machine's clock shows.</summary>
    public const string NotYetValid = "NOT_YET_VALID";

    /// <summary>The license file has run out; the license itself has not.</summary>
    public const string FileExpired = "FILE_EXPIRED";

    /// <summary>The license file is for another key.</summary>
    public const string KeyMismatch = "KEY_MISMATCH";

    /// <summary>Warning: this machine's clock is off, or went back.</summary>
    public const string ClockWrong = "CLOCK_WRONG";

    /// <summary>Warning: the cache file cannot be written, so that nothing is kept for times without a network.</summary>
    public const string CacheNotWritten = "CACHE_NOT_WRITTEN";

    /// <summary>Warning: the license has expired and works for its grace period only.</summary>
    public const string GracePeriod = "GRACE_PERIOD";

    /// <summary>Warning: only its host name tells this machine from others.</summary>
    public const string DeviceUncertain = "DEVICE_UNCERTAIN";

    /// <summary>The downloaded file is not the one that the portal signed. Nothing was written.</summary>
    public const string FileChanged = "FILE_CHANGED";
}

/// <summary>Something that does not decide now, and that somebody should know of.</summary>
public sealed record LicensingWarning(string Code, string Detail);

/// <summary>What came of a call.</summary>
/// <param name="Code"><see cref="LicensingCode.Done"/>, or why not.</param>
/// <param name="Detail">The same as a sentence for the customer.</param>
public record LicensingOutcome(bool Succeeded, string Code, string Detail);

/// <summary>What became of an activation.</summary>
/// <param name="Activation">Null: refused.</param>
/// <param name="Code">ACTIVATED, or why not: for example ACTIVATION_LIMIT_REACHED.</param>
/// <param name="Devices">Names of the devices that hold the slots, if the limit is reached.</param>
public sealed record ActivationOutcome(
    ActivationSummary? Activation,
    string Code,
    string Detail,
    IReadOnlyList<string> Devices
) : LicensingOutcome(Activation is not null, Code, Detail);

/// <summary>A license file, or why there is none.</summary>
/// <param name="Text">To be stored as it is; null: refused.</param>
public sealed record LicenseFileOutcome(string? Text, DateTimeOffset? ExpiresAt, string Code, string Detail)
    : LicensingOutcome(Text is not null, Code, Detail);

/// <summary>A newer version, or that there is none.</summary>
/// <param name="Update">Null: <see cref="LicensingCode.UpToDate"/>, or no update may be fetched.</param>
/// <param name="NewerNotCovered">A version that exists and that the license does not cover. A hint: the signature does not cover it.</param>
public sealed record UpdateOutcome(Update? Update, string? NewerNotCovered, string Code, string Detail)
    : LicensingOutcome(Update is not null || Code == LicensingCode.UpToDate, Code, Detail);

/// <summary>The newest version that the license covers and the program does not have.</summary>
public sealed record Update(
    string Version,
    string Channel,
    DateTimeOffset ReleasedAt,
    string? Notes,
    IReadOnlyList<UpdateFile> Artifacts
);

/// <param name="Sha256">64 lower-case hex digits.</param>
/// <param name="Signature">Over name, size and SHA-256, by the key <paramref name="KeyId"/>.</param>
public sealed record UpdateFile(
    Guid Id,
    string FileName,
    string Platform,
    string Arch,
    long Size,
    string Sha256,
    string Signature,
    string KeyId
);

/// <summary>Which update to look for.</summary>
/// <param name="Channel">stable (default; has the hotfixes too), hotfix, or beta (has everything).</param>
public sealed record UpdateQuery(string? Channel = null, string? Platform = null, string? Arch = null);

/// <summary>The answer is signed, and not by the portal, not lately, or not for this question. Treat it like no answer, and tell somebody.</summary>
public sealed class UntrustedAnswerException(string message) : Exception(message);
