namespace Portal.Rules;

/// <summary>Codes of verdicts. Programs in the field depend on them: none ever changes.</summary>
public static class VerdictCode
{
    public const string NotFound = "NOT_FOUND",
        ProductInactive = "PRODUCT_INACTIVE",
        ProductMismatch = "PRODUCT_MISMATCH",
        EnvironmentMismatch = "ENVIRONMENT_MISMATCH",
        NotAssigned = "NOT_ASSIGNED",
        Revoked = "REVOKED",
        Suspended = "SUSPENDED",
        Expired = "EXPIRED",
        VersionNotCovered = "VERSION_NOT_COVERED",
        EntitlementsMissing = "ENTITLEMENTS_MISSING",
        IdentifierRequired = "IDENTIFIER_REQUIRED",
        IdentifierBlocked = "IDENTIFIER_BLOCKED",
        NotActivated = "NOT_ACTIVATED",
        HeartbeatMissed = "HEARTBEAT_MISSED",
        LimitExceeded = "LIMIT_EXCEEDED",
        Valid = "VALID",
        ActivationLimitReached = "ACTIVATION_LIMIT_REACHED",
        DeactivationQuotaReached = "DEACTIVATION_QUOTA_REACHED";
}
