using Portal.Rules;

namespace Portal.Activations.Protocols.KeyManager;

/// <summary>Codes of the KeyManager v1 API. Deployed programs compare these numbers: none may ever change.</summary>
internal static class KeyManagerCode
{
    public const int ApiKeyInvalid = 100,
        ApiKeyInactive = 101,
        NoPermission = 102,
        IpNotAllowed = 103,
        Blocked = 150,
        Valid = 200,
        NotAssigned = 201,
        NoActivation = 202,
        ProductInactive = 203,
        LicenseBlocked = 204,
        Expired = 205,
        KeyInvalid = 210,
        IdentifierRequired = 215,
        Activated = 300,
        AlreadyActive = 301,
        LimitReached = 302,
        Deactivated = 400,
        AlreadyInactive = 401,
        DetailsFound = 500,
        DetailsNotFound = 501,
        FileRetrieved = 502,
        FileFailed = 503,
        Downloads = 600,
        PublicKeyFound = 632,
        PublicKeyNotFound = 633,
        FileMissing = 700,
        FileForbidden = 701,
        TelemetrySaved = 830,
        TelemetryMalformed = 831,
        RateLimited = 429,
        Changelog = 1600,
        ChangelogDisabled = 1601,
        ChangelogDisabledForProduct = 1602;

    /// <summary>Every licensing outcome is HTTP 200; only refusals of the caller itself are not.</summary>
    public static int StatusOf(int code) =>
        code switch
        {
            ApiKeyInvalid or ApiKeyInactive or NoPermission or IpNotAllowed => StatusCodes.Status401Unauthorized,
            Blocked => StatusCodes.Status403Forbidden,
            RateLimited => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status200OK,
        };

    /// <summary>The code of a verdict.</summary>
    public static int Of(Verdict verdict) =>
        verdict.Code switch
        {
            VerdictCode.Valid => Valid,
            VerdictCode.NotAssigned => NotAssigned,
            VerdictCode.NotActivated or VerdictCode.HeartbeatMissed => NoActivation,
            VerdictCode.ProductInactive => ProductInactive,
            VerdictCode.Revoked
            or VerdictCode.Suspended
            or VerdictCode.LimitExceeded
            or VerdictCode.VersionNotCovered
            or VerdictCode.EntitlementsMissing => LicenseBlocked,
            VerdictCode.Expired => Expired,
            VerdictCode.IdentifierRequired => IdentifierRequired,
            VerdictCode.IdentifierBlocked => Blocked,
            VerdictCode.ActivationLimitReached => LimitReached,
            _ => KeyInvalid,
        };

    /// <summary>
    /// The license status in an answer. Clients treat an unknown or missing status as active, so every refusal must carry one
    /// that they treat as inactive.
    /// </summary>
    public static string StatusOf(Verdict verdict) =>
        verdict.Code switch
        {
            VerdictCode.Valid => "active",
            VerdictCode.Expired => "expired",
            VerdictCode.NotFound
            or VerdictCode.Revoked
            or VerdictCode.ProductMismatch
            or VerdictCode.EnvironmentMismatch => "revoked",
            VerdictCode.NotAssigned or VerdictCode.ProductInactive or VerdictCode.NotActivated => "cancelled",
            _ => "suspended",
        };
}
