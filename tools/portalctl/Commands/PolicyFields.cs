namespace Portal.Ctl.Commands;

/// <summary>What a policy can say, as options.</summary>
internal static class PolicyFields
{
    public static readonly IReadOnlyList<Field> All =
    [
        Field.Text("--name", "name", "What operators call it; instead of the name that it has."),
        Field.Text("--edition", "edition", "Edition that customers read."),
        Field.Text("--environment", "environment", "The only environment that its licenses are valid in."),
        Field.Number("--limit", "activationLimit", "Slots of a license; none for no limit."),
        Field.Number(
            "--duration-days",
            "durationDays",
            "From issue to expiry; none for licenses that never expire.",
            "DAYS"
        ),
        Field.Number("--grace-days", "graceDays", "After expiry, in which a license still works.", "DAYS"),
        Field.Number(
            "--maintenance-days",
            "maintenanceDays",
            "From issue to the end of maintenance; none: all releases are covered.",
            "DAYS"
        ),
        Field.Number(
            "--max-major-version",
            "maxMajorVersion",
            "The highest major version that is covered; none for all."
        ),
        Field.Flag(
            "--download-before-activation",
            "downloadBeforeActivation",
            "Whether files may be fetched before the first activation."
        ),
        Field.Flag(
            "--download-after-expiry",
            "downloadAfterExpiry",
            "Whether covered files may still be fetched after expiry."
        ),
        Field.Text("--renewal-url", "renewalUrl", "Where customers renew.", "URL"),
        Field.Word("--key-format", "keyFormat", "How keys look that are made for its licenses.", "groups", "uuid"),
        Field.Text(
            "--key-prefix",
            "keyPrefix",
            "What such keys begin with: up to 8 upper-case letters and digits.",
            "PREFIX"
        ),
        Field.Word(
            "--binding",
            "terms.binding",
            "What a license may be bound to; none for both.",
            "hardware",
            "domain"
        ),
        Field.Word(
            "--fingerprint",
            "terms.fingerprintMatching",
            "How much of a composite fingerprint must be the same; none for all.",
            "all",
            "most",
            "any-two",
            "any"
        ),
        Field.Number(
            "--deactivation-quota",
            "terms.deactivationQuota",
            "Remote deactivations that a customer has in a period; none for no quota."
        ),
        Field.Number(
            "--deactivation-period-days",
            "terms.deactivationPeriodDays",
            "That period; none for 365.",
            "DAYS"
        ),
        Field.Number(
            "--heartbeat-minutes",
            "terms.heartbeatMinutes",
            "How often a device must be seen; none: it need not be.",
            "MINUTES"
        ),
        Field.Number(
            "--stale-after-days",
            "terms.staleAfterDays",
            "Without a sign of life, until an activation ends by itself; none for never.",
            "DAYS"
        ),
        Field.Flag(
            "--offline-activation",
            "terms.offlineActivation",
            "Whether devices without a network may be activated in the portal."
        ),
        Field.Number(
            "--license-file-days",
            "terms.licenseFileDays",
            "How long a license file is good for; none for 30.",
            "DAYS"
        ),
        Field.Flag(
            "--local-domains-uncounted",
            "terms.localDomainsUncounted",
            "Whether local and staging domains take no slot."
        ),
        Field.Flag(
            "--www-is-same-site",
            "terms.wwwIsSameSite",
            "Whether www.example.org is the same site as example.org."
        ),
        Field.Text(
            "--uncounted-domains",
            "terms.uncountedDomains",
            "More local and staging domains, with blanks between: example.net, qa. or 10.9.0.0/16; none for no more.",
            "DOMAINS"
        ),
    ];
}
